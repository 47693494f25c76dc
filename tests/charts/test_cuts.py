import gzip
import re
from statistics import mean

import pytest
from django.template.loader import render_to_string

from charts import CARD, HEADER, Port, Voyage, cut, header_cut
from charts.headers import FADED, SHOWN
from tests.charts.test_sea_chart import CITIES, VOYAGES, real_ports, records
from tests.pages import has, texts

PLACE = {city["id"]: (city["lon"], city["lat"]) for city in CITIES}
PLACED = [practice for practice in records("practices") if practice["city"] in PLACE]


def card_of(practice, language="en"):
    return cut(*PLACE[practice["city"]], key=practice["id"], language=language)


def written(drawing):
    return render_to_string("components/_cut.html", {"cut": drawing})


def test_a_strip_of_coast_weighs_less_than_a_kilobyte():
    coasts = [len(card_of(practice).coast) for practice in PLACED]

    assert mean(coasts) < 800
    assert max(coasts) < 2_500


def test_a_page_of_24_cards_spends_ten_kilobytes_on_its_strips():
    page = "".join(written(card_of(practice)) for practice in PLACED[:24])

    assert len(gzip.compress(page.encode())) < 10_000


def test_two_practices_of_one_city_do_not_look_alike():
    of_turin = [practice for practice in PLACED if practice["city"] == "turin"]

    views = {(card.coast, card.x, card.y) for card in map(card_of, of_turin)}

    assert len(of_turin) > 5
    assert len(views) == len(of_turin)


def test_one_practice_looks_the_same_every_time():
    practice = PLACED[0]

    assert card_of(practice) is card_of(practice)
    assert written(card_of(practice)) == written(card_of(practice))


@pytest.mark.parametrize("practice", PLACED[::7], ids=lambda practice: practice["id"])
def test_a_strip_shows_its_city_and_some_coast_inside_what_a_narrow_card_shows(practice):
    card = card_of(practice)

    assert 66 < float(card.x) < 354
    assert 28 < float(card.y) < 68
    assert card.coast.startswith("M")


def test_the_city_stands_at_the_far_side_of_where_the_words_begin():
    left_to_right = cut(*PLACE["tangier"], key="a")
    right_to_left = cut(*PLACE["tangier"], key="a", language="ar")

    assert float(left_to_right.x) > CARD.width / 2
    assert float(right_to_left.x) == CARD.width - float(left_to_right.x)


def test_the_coast_is_not_mirrored_in_arabic():
    lisbon = cut(*PLACE["lisbon"], language="ar")

    westmost = min(float(x) for x in re.findall(r"M(-?\d+)", lisbon.coast))

    assert westmost > float(lisbon.x) - 40


def test_a_subject_without_a_place_gets_sea_and_rhumb_lines():
    card = cut(None, None, key="eighteen-municipalities")

    page = written(card)

    assert card.coast == ""
    assert has(page, "path.rhumb")
    assert not has(page, ".ring")


def test_each_cut_has_an_id_of_its_own_and_is_hidden_from_screen_readers():
    cards = [card_of(practice) for practice in PLACED]

    assert len({card.id for card in cards}) == len(cards)
    assert has(written(cards[0]), "svg[aria-hidden=true]")
    assert not has(written(cards[0]), "[style]")


def test_far_cities_have_a_coast_too():
    assert cut(*PLACE["douala"]).coast
    assert cut(-56.2, -34.9).coast


def test_a_header_names_its_city_and_the_other_end_of_its_voyage():
    header = header_cut(real_ports("en"), VOYAGES, focus="tangier", language="en")

    named = {drawn.port.key for drawn in header.ports if drawn.label}

    assert {"tangier", "barcelona"} <= named
    assert len(header.voyages) == 1
    assert header.x


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_name_of_a_header_stands_in_its_fade_or_beyond_what_is_shown(language):
    header = header_cut(real_ports(language), VOYAGES, focus="barcelona", language=language)

    spots = [float(drawn.x) + float(drawn.label.x) for drawn in header.ports if drawn.label]
    from_start = [HEADER.width - x if language == "ar" else x for x in spots]

    assert spots
    assert min(from_start) >= FADED - 0.1
    assert max(from_start) <= SHOWN + 0.1


def test_the_header_of_a_list_shows_the_cities_of_its_hits():
    hits = [port for port in real_ports("en") if port.key in {"barcelona", "dortmund", "vienna", "lyon"}]

    header = header_cut(hits, language="en")

    assert {drawn.port.key for drawn in header.ports} == {port.key for port in hits}
    assert header.x == ""
    assert "Vienna" in texts(written(header), "svg text")


def test_a_list_leaves_out_the_one_city_that_is_too_far_off():
    header = header_cut(real_ports("en"), language="en")

    shown = {drawn.port.key for drawn in header.ports}

    assert {"lisbon", "amman", "vienna"} <= shown
    assert len(gzip.compress(written(header).encode())) < 8_000


def test_a_header_without_any_city_is_still_a_piece_of_the_chart():
    header = header_cut([], language="en")

    assert header.ports == ()
    assert header.coast


def test_a_voyage_to_a_city_that_is_not_given_is_passed_over():
    tangier = Port("tangier", "Tangier", *PLACE["tangier"])

    header = header_cut([tangier], [Voyage("barcelona", "tangier")], focus="tangier", language="en")

    assert header.voyages == ()
