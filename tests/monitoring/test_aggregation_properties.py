"""What is put together equals a plain recount, by an implementation that shares nothing with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import time_chart
from core.languages import Wording
from monitoring.models import Indicator, Measurement, Period, ResultLine
from monitoring.public.line_page import values_of
from monitoring.public.series import readings_of, readings_together
from monitoring.public.values import row_of
from monitoring.results import Aggregate, LineResult, Point
from monitoring.suppressing import published
from tests.pages import texts

few_examples = settings(max_examples=30)
values = st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=4)
lines = st.lists(values, min_size=1, max_size=4)
RULES = st.sampled_from(["sum", "last"])


def indicator(**facts) -> Indicator:
    """People, unless said otherwise."""
    known = {"code": "I", "name_en": "Trained", "measure": "1", "counts_people": True, "aggregation": "sum"}
    return Indicator(pk=1, **{**known, **facts})


def result_of(numbers: list[int | None], about: Indicator, pk: int = 1) -> LineResult:
    """A line with a year for each number; None was not reported."""
    found = LineResult(ResultLine(pk=pk, indicator=about, indicator_id=about.pk))
    for at, number in enumerate(numbers):
        period = Period(pk=pk * 100 + at, starts=date(2010 + at, 1, 1), ends=date(2010 + at, 12, 31))
        found.periods.append(period)
        if number is not None:
            found.approved.append(_point(period, number, about))
    return found


def _point(period: Period, number: int, about: Indicator) -> Point:
    said = published(Decimal(number), {}, counts_people=about.counts_people)
    known = {"measurement": period.pk, "period": period.pk, "starts": period.starts, "ends": period.ends}
    nothing = {"source": "", "source_url": "", "qualifier": "", "measured_on": None}
    words = Wording("", "en")
    return Point(**known, **nothing, basis=Measurement.Basis.REPORTED, published=said, narrative=words)


def recount(rule: str, of_lines: list[list[int | None]], *, until: int = 99) -> int | None:
    """With plain numbers: nobody's 1 to 4 counts, and nothing at all is not zero."""
    counted = []
    for numbers in of_lines:
        reported = [number for number in numbers[: until + 1] if number is not None]
        counted += reported if rule == "sum" else reported[-1:]
    shown = [number for number in counted if not 1 <= number <= 4]
    return sum(shown) if shown else None


@few_examples
@given(rule=RULES, of_lines=lines)
def test_an_aggregate_is_what_a_plain_recount_gives(rule, of_lines):
    about = indicator(aggregation=rule)
    found = [result_of(numbers, about, pk) for pk, numbers in enumerate(of_lines, 1)]

    whole = Aggregate(about, found)

    assert whole.sum.total == recount(rule, of_lines)
    assert whole.reported == sum(any(number is not None for number in numbers) for numbers in of_lines)
    for result, numbers in zip(found, of_lines, strict=True):
        assert result.reached.total == recount(rule, [numbers])


@few_examples
@given(rule=RULES, of_lines=lines)
def test_so_is_every_point_of_its_chart(rule, of_lines):
    about = indicator(aggregation=rule)

    readings = readings_together(Aggregate(about, [result_of(n, about, pk) for pk, n in enumerate(of_lines, 1)]))

    for reading in readings:
        assert reading.value == recount(rule, of_lines, until=reading.on.year - 2010)


@few_examples
@given(of_lines=lines, measure=st.sampled_from(["2", "3", "4", "5"]), rule=st.sampled_from(["last", "none"]))
def test_percentages_answers_ratings_and_words_are_never_added(of_lines, measure, rule):
    about = indicator(measure=measure, aggregation=rule, counts_people=False)

    whole = Aggregate(about, [result_of(numbers, about, pk) for pk, numbers in enumerate(of_lines, 1)])

    assert whole.sum is None
    assert whole.target is None
    assert readings_together(whole) == []


@settings(max_examples=10)
@given(numbers=st.lists(st.integers(0, 9), min_size=1, max_size=4), rule=RULES)
def test_page_and_chart_show_no_small_number_of_people(numbers, rule):
    """Rendered as the page of a line renders it: table, chart, sparkline."""
    result = result_of(numbers, indicator(aggregation=rule))
    chart, row = time_chart(readings_of(result)), row_of(result)

    html = render_to_string(
        "monitoring/public/_values.html", {"values": values_of(result), "adds_periods": rule == "sum"}
    )
    html += render_to_string("monitoring/public/_row.html", {"row": row})
    drawn = [spot.reading.value for spot in chart.spots] if chart else []

    small = [number for number in numbers if 1 <= number <= 4]
    shown = texts(html, "b")
    assert shown.count("fewer than 5") >= len(small)
    assert not {"1", "2", "3", "4"} & set(shown)
    assert not any(1 <= value <= 4 for value in drawn)
    assert len(drawn) == len(numbers) - len(small)


def test_a_recount_by_hand():
    about = indicator(aggregation="last")
    found = [result_of([10, None, 20], about, 1), result_of([7, 3], about, 2), result_of([None], about, 3)]

    whole = Aggregate(about, found)

    assert (whole.sum.total, whole.sum.left_out, whole.reported, whole.followed) == (20, 1, 2, 3)
    assert SimpleNamespace(total=whole.sum.total).total == recount("last", [[10, None, 20], [7, 3], [None]])
