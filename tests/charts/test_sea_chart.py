import gzip
import json
import math
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from charts import CONFIRMED, DOCUMENTED, NARROW, REPORTED, WIDE, Meeting, Port, Voyage, draw, frames_for
from charts.coast import coast_path
from charts.labels import Box, around, width_of
from charts.marks import IMPORTANT, MINOR
from charts.sea_chart import ROSE
from charts.window import Window
from tests.pages import attributes, has, read, texts

DATA = Path(__file__).resolve().parents[2] / "data" / "mc2cm"
LANGUAGES = ("en", "fr", "es", "ar")
EVERY_SHEET = [(language, narrow) for language in LANGUAGES for narrow in (False, True)]


def records(name):
    return json.loads((DATA / f"{name}.json").read_text())["records"]


CITIES = [city for city in records("cities") if "lat" in city]
FAR_AND_ALONE = {"barranquilla", "freetown", "kampala", "sao-paulo"}
"""Off the sheet, and no line leads to them: they stand in the list beside the chart."""
DRAWN = [city for city in CITIES if city["id"] not in FAR_AND_ALONE]


def real_ports(language):
    with_practices = {practice["city"] for practice in records("practices")}
    return [
        Port(
            key=city["id"],
            name=city["name"][language],
            lon=city["lon"],
            lat=city["lat"],
            href=f"/{language}/cities/{city['id']}/",
            rank=city["phase_joined"] - 1 if city.get("phase_joined") else 3 - (city["id"] in with_practices),
            filled=city["id"] in with_practices,
            in_transfer=city["id"] in {"barcelona", "tangier", "madrid"},
            note="2 practices",
        )
        for city in CITIES
    ]


def real_meetings():
    together = [session["participating_cities"] for session in records("sessions") if "participating_cities" in session]
    return [Meeting(a, b) for a, b in sorted({pair for cities in together for pair in combinations(sorted(cities), 2)})]


VOYAGES = [Voyage("barcelona", "tangier", DOCUMENTED), Voyage("barcelona", "madrid", REPORTED)]


def real_chart(language, *, narrow=False):
    frame = frames_for(language)[narrow]
    return draw(real_ports(language), VOYAGES, real_meetings(), frame=frame, language=language)


def written(chart, language):
    with translation.override(language):
        return render_to_string("components/_sea_chart.html", {"chart": chart})


def place(drawn):
    return float(drawn.x), float(drawn.y)


def box_of(drawn, chart, language):
    """The rectangle that a name fills, told from the numbers in the drawing alone."""
    minor = drawn.port.rank > IMPORTANT
    size = float(chart.size) * (MINOR if minor else 1)
    width = width_of(drawn.port.name, size, bold=not minor)
    x, y = float(drawn.x) + float(drawn.label.x), float(drawn.y) + float(drawn.label.y)
    runs_left = (drawn.label.anchor == "end") != (language == "ar")
    left = x - width / 2 if drawn.label.anchor == "middle" else x - width if runs_left else x
    return Box(left, y - size * 0.8, left + width, y + size * 0.15)


@pytest.mark.parametrize(("language", "narrow"), EVERY_SHEET)
def test_no_name_touches_another_name_or_a_port_or_the_rose(language, narrow):
    chart = real_chart(language, narrow=narrow)

    names = {drawn.port.key: box_of(drawn, chart, language) for drawn in chart.ports if drawn.label}
    dots = [around(place(drawn), float(drawn.radius)) for drawn in chart.ports]
    rose = [around((float(chart.rose.x), float(chart.rose.y)), ROSE)] if chart.rose else []

    assert not [(a, b) for a, b in combinations(names, 2) if names[a].meets(names[b])]
    assert not [key for key, box in names.items() if any(box.meets(other) for other in dots + rose)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_city_on_the_wide_sheet_has_its_name(language):
    chart = real_chart(language)

    nameless = [drawn.port.key for drawn in chart.ports if drawn.label is None]

    assert nameless == []
    assert len(chart.ports) + len(chart.beyond) == len(DRAWN)


def test_the_narrow_sheet_names_twelve_ports_and_keeps_the_dots_of_the_others():
    chart = real_chart("en", narrow=True)

    named = [drawn for drawn in chart.ports if drawn.label]

    assert len(named) == NARROW.names == 12
    assert len(chart.ports) > 12
    assert max(drawn.port.rank for drawn in named) <= IMPORTANT


@pytest.mark.parametrize(("language", "narrow"), EVERY_SHEET)
def test_targets_are_24_pixels_where_there_is_room_and_never_overlap(language, narrow):
    chart = real_chart(language, narrow=narrow)

    targets = [(place(drawn), float(drawn.hit), float(drawn.radius)) for drawn in chart.ports]

    assert max(hit for _, hit, _ in targets) == (24 if narrow else 12)
    for (a, hit_a, dot_a), (b, hit_b, dot_b) in combinations(targets, 2):
        assert math.dist(a, b) + 0.2 >= min(hit_a + hit_b, dot_a + dot_b, math.dist(a, b) + 0.2)
        assert hit_a + hit_b <= math.dist(a, b) + 0.2 or hit_a == dot_a or hit_b == dot_b


def test_a_map_in_arabic_is_not_mirrored_but_its_names_run_the_other_way():
    english = {drawn.port.key: drawn for drawn in real_chart("en").ports}
    arabic = {drawn.port.key: drawn for drawn in real_chart("ar").ports}

    lisbon, amman = arabic["lisbon"], arabic["amman"]
    shift = place(english["lisbon"])[0] - place(lisbon)[0]

    assert place(lisbon)[0] < place(amman)[0]
    assert place(english["amman"])[0] - place(amman)[0] == pytest.approx(shift, abs=0.2)
    assert lisbon.port.name == "لشبونة"
    assert float(lisbon.label.x) < 0
    assert lisbon.label.anchor == "start"


def test_a_city_off_the_sheet_is_named_where_its_line_leaves_and_in_the_list():
    chart = real_chart("en")

    (bound,) = chart.beyond
    page = written(chart, "en")

    assert bound.port.key == "douala"
    assert bound.arrow == "↓"
    assert "to Douala ↓" in texts(page, "svg text")
    assert "douala" in {row.port.key for row in chart.as_list()}


def test_a_line_that_cannot_say_where_it_goes_is_not_drawn():
    quito = Port("quito", "Quito", -78.5, -0.2, rank=0)
    lisbon = Port("lisbon", "Lisbon", -9.15, 38.7, rank=0)

    chart = draw([lisbon, quito], [], [Meeting("lisbon", "quito")], frame=WIDE, language="en")

    assert chart.met == ""
    assert [row.met for row in chart.as_list()] == [1, 1]


def test_the_surest_voyages_are_full_lines_and_the_key_says_which():
    places = [Port("a", "A", 0, 40), Port("b", "B", 10, 40), Port("c", "C", 20, 40), Port("d", "D", 30, 40)]
    documented = [Voyage("a", "b", DOCUMENTED), Voyage("a", "c", REPORTED), Voyage("a", "b", REPORTED)]

    before = draw(places, documented, [], frame=WIDE, language="en")
    after = draw(places, [*documented, Voyage("c", "d", CONFIRMED)], [], frame=WIDE, language="en")

    assert [(line.kind, line.css) for line in before.key] == [(DOCUMENTED, "took"), (REPORTED, "took said")]
    assert [line.css for line in after.key] == ["took", "took told", "took said"]
    assert len(before.voyages) == 2
    assert all(voyage.tip.startswith("M") for voyage in after.voyages)


def test_the_list_says_all_that_the_chart_says():
    chart = real_chart("en", narrow=True)

    rows = {row.port.key: row for row in chart.as_list()}

    assert set(rows) == {city["id"] for city in CITIES}
    assert [(port.key, kind) for port, kind in rows["tangier"].took_from] == [("barcelona", DOCUMENTED)]
    assert [port.key for port, _ in rows["barcelona"].gave_to] == ["tangier", "madrid"]
    assert rows["tunis"].met == sum("tunis" in (meeting.a_key, meeting.b_key) for meeting in real_meetings())


def test_the_list_is_written_with_its_links():
    rows = real_chart("en").as_list()

    page = read(render_to_string("components/_chart_list.html", {"rows": rows}))

    assert len(texts(page, "li")) == len(CITIES)
    taken = texts(page, "li:has([href='/en/cities/tangier/']) .small")
    assert [one for one in taken if one.startswith("Adopted a practice from Barcelona")]
    assert has(page, "li [href='/en/cities/sabha/']")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sheets_together_stay_under_fifteen_kilobytes_on_the_wire(language):
    sheets = [written(real_chart(language, narrow=narrow), language) for narrow in (False, True)]

    size = len(gzip.compress("".join(sheets).encode()))

    assert size < 15_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_has_no_inline_style_no_colour_and_no_decimal_comma(language):
    page = written(real_chart(language), language)

    paint = {*attributes(page, "[fill]", "fill"), *attributes(page, "[stroke]", "stroke")}

    assert not has(page, "[style]")
    assert paint <= {"url(#ramp-rhumbs)", "url(#ramp-land)"}
    assert not re.search(r'(?:d|x|y|r|cx|cy|transform|viewBox|font-size)="[^"]*\d,\d', page)


def test_each_port_is_a_link_with_a_name_and_the_chart_tells_what_it_is():
    page = read(written(real_chart("en"), "en"))

    ids = attributes(page, "[id]", "id")

    assert len(attributes(page, "a[href]", "href")) == len(DRAWN)
    assert "Tangier: 2 practices" in texts(page, "a title")
    assert has(page, "svg[role=group][aria-labelledby=chart-wide][aria-describedby=chart-wide-about]")
    assert len(ids) == len(set(ids))


def test_the_same_facts_are_drawn_once():
    first, second = real_chart("fr"), real_chart("fr")

    assert first is second


def test_a_coast_ends_where_it_began_and_adds_up():
    path = coast_path(WIDE.window, "near", 1)

    for ring in path.split("z")[:-1]:
        start, steps = ring[1:].split("l")
        moves = [float(move) for move in re.findall(r"-?\d*\.?\d+", steps)]
        x, y = (float(value) for value in start.split())
        assert -15 <= x + sum(moves[::2]) <= 1295
        assert -15 <= y + sum(moves[1::2]) <= 588


def test_places_beyond_the_near_coasts_are_drawn_from_the_world():
    montevideo = Window.around(-56.2, -34.9, scale=17, size=(420, 96), at=(286, 45))

    path = coast_path(montevideo, "near", 0)

    assert path.startswith("M")
