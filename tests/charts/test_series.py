"""Charts of numbers: what is withheld or missing is a gap, and no number breaks the drawing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from charts import Reading, bars, sparkline, time_chart
from tests.pages import has, read, texts

every_number = st.decimals(-(10**15) + 1, 10**15 - 1, places=3)


def readings(*values) -> list[Reading]:
    return [
        Reading(date(2020 + year, 12, 31), value, str(2020 + year), str(value)) for year, value in enumerate(values)
    ]


def heights(path: str) -> list[float]:
    return [float(y) for y in re.findall(r"[ML]\S+? (\S+?)(?=[ML]|$)", path)]


@given(values=st.lists(every_number, min_size=1, max_size=4), target=st.none() | every_number)
def test_whatever_the_numbers_an_axis_has_few_steps_and_the_values_stand_on_the_sheet(values, target):
    drawn = time_chart(readings(*values), target=target)

    steps = [tick.number for tick in drawn.ticks]
    heights_of_values = [float(spot.y) for spot in drawn.spots]
    assert 2 <= len(steps) <= 8
    assert all(0 <= height <= drawn.foot for height in heights_of_values)


def test_a_sparkline_rises_with_its_values_and_dots_the_last():
    drawn = sparkline(readings(4, 9), target=15)

    assert drawn.path == "M4 24L108 14.9"
    assert [(dot.x, dot.y) for dot in drawn.dots] == [("108", "14.9")]
    assert drawn.target == "4"


def test_no_line_leads_across_what_is_withheld_and_it_is_no_zero():
    drawn = sparkline(readings(10, 20, None, 40))

    assert drawn.path.count("M") == 1
    assert len(heights(drawn.path)) == 2
    assert [dot.reading.value for dot in drawn.dots] == [40]


@pytest.mark.parametrize("values", [(7,), (7, 7, 7)])
def test_what_is_one_or_all_alike_stands_in_the_middle(values):
    drawn = sparkline(readings(*values))

    assert {dot.y for dot in drawn.dots} == {"14"}


def test_nothing_to_show_is_no_chart():
    assert sparkline(readings(None, None)) is None
    assert time_chart([]) is None


def test_a_chart_begins_at_zero_unless_a_value_is_below():
    plain, negative = time_chart(readings(40, 60), target=75), time_chart(readings(-3, 5))

    assert [tick.number for tick in plain.ticks] == [0, 20, 40, 60, 80]
    assert negative.ticks[0].number < -3 < negative.ticks[1].number or negative.ticks[0].number <= -3
    assert all(0 <= float(spot.y) <= negative.foot for spot in negative.spots)


def test_a_gap_is_marked_at_the_foot_and_has_no_value():
    drawn = time_chart(readings(10, None, 30))

    assert [gap.reading.label for gap in drawn.gaps] == ["2021"]
    assert {spot.reading.label for spot in drawn.spots} == {"2020", "2022"}
    assert drawn.path == ""


def test_only_days_with_room_are_named_and_the_newest_always():
    drawn = time_chart(readings(*range(1, 20)))

    assert drawn.days[-1].text == "2038"
    assert len(drawn.days) == 10


def test_bars_share_a_measure_and_what_is_withheld_has_none():
    women, men, withheld, below = bars(
        [("w", 60, "60", ""), ("m", 30, "30", ""), ("o", None, "?", ""), ("n", -5, "-5", "")]
    )

    assert (women.percent, men.percent, below.percent) == ("64", "32", "0")
    assert withheld.withheld


def test_drawings_have_names_and_no_style():
    chart, line = time_chart(readings(10, 20.5)), sparkline(readings(1, 2))

    html = render_to_string("components/_time_chart.html", {"chart": chart, "name": "Trained", "about": "By year"})
    html += render_to_string("components/_sparkline.html", {"spark": line, "name": "Trained"})

    page = read(html)
    assert len(texts(page, "svg title")) >= 4
    assert not has(page, "[style]")
    assert has(page, "svg[role=img]")


@pytest.mark.parametrize(("values", "below"), [((40, 60), True), ((40, 20), True), ((30, 60), False)])
def test_the_words_of_a_baseline_stand_where_the_course_does_not_go(values, below):
    """At 40: a course that begins there or above it has the room over the line."""
    assert time_chart(readings(*values), baseline=40).is_baseline_below is below


def test_the_words_of_a_baseline_at_the_foot_do_not_fall_among_the_days():
    assert time_chart(readings(5, 60), baseline=0).is_baseline_below is False
