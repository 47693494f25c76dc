"""A city's page: what is known, since when and from where; what it did, tried, gave and took."""

from __future__ import annotations

import pytest

from cities.models import CityFact, Participation
from core.models import Source
from core.partial_dates import PartialDate
from practices.models import Transfer
from tests import factories
from tests.pages import assert_nowhere, attributes, has, text, texts

pytestmark = pytest.mark.alike
BUDGET = 30
GEONAMES = "https://www.geonames.org/2530335"


def page_of(client, city, language="en"):
    response = client.get(f"/{language}/cities/{city.slug}/")
    assert response.status_code == 200
    return response


def facts_of(page) -> dict[str, str]:
    """The box beside a city: what each of its facts says, by its label."""
    return dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))


def tangier(**facts):
    names = {"name_fr": "Tanger", "name_es": "Tánger", "name_ar": "طنجة"}
    return factories.city("Tangier", **{**names, "latitude": 35.77, "longitude": -5.8, **facts})


def fact(**facts) -> CityFact:
    return CityFact(**{"kind": CityFact.Kind.POPULATION, "value": 1_035_141, **facts})


def test_a_city_is_called_by_its_name_in_the_visitors_language_and_the_others_stand_beside_it(client, site):
    city = tangier()

    arabic = page_of(client, city, "ar")

    assert has(arabic, "html[lang=ar][dir=rtl]")
    assert text(arabic, "h1:not([lang])") == "طنجة"
    assert text(arabic, ".title bdi[lang=en][dir=ltr]") == "Tangier"
    assert "المغرب" in texts(arabic, ".crumbs li"), "its country is named in Arabic too"


def test_a_population_has_its_year_or_says_that_none_is_given(client, site):
    known = tangier(facts=[fact(year=2014, source="Census", url=GEONAMES)])
    undated = factories.city("Sfax", facts=[fact(value=280_566)])

    dated, without = page_of(client, known), page_of(client, undated)

    assert facts_of(dated)["Population"] == "1,035,141 · 2014 · Census"
    assert attributes(dated, ".glance a", "href") == [GEONAMES]
    assert facts_of(without)["Population"] == "280,566 · year not given"


def test_a_population_nobody_found_is_said_to_be_missing(client, site):
    city = tangier()

    assert facts_of(page_of(client, city))["Population"] == "Not found"


def test_every_figure_about_migration_has_its_year_and_its_source(client, site):
    migration = fact(kind=CityFact.Kind.MIGRATION, label="Foreign residents", value=9_000, year=2016, url=GEONAMES)
    city = tangier(facts=[migration])

    page = page_of(client, city)

    assert facts_of(page)["Foreign residents"] == "9,000 · 2016 · geonames.org"
    assert attributes(page, ".glance a", "href") == [GEONAMES]


def test_its_part_in_the_programme_names_the_phase_and_when_it_was(client, site):
    first = factories.phase(1, start=PartialDate(2015), end=PartialDate(2018))
    city = tangier(participations=[Participation(phase=first, role="member", confidence_note="from a letter")])

    page = page_of(client, city)

    assert facts_of(page)["Role in MC2CM"] == "Member, phase 1 (2015–2018)"
    assert_nowhere(page, "from a letter")


def test_sections_and_their_anchors_are_there_only_for_what_there_is(client, site):
    with_all, with_none = tangier(), factories.city("Sfax")
    factories.practice("A desk", under=with_all)
    factories.pilot("A trial", under=with_all)
    factories.session("A meeting", cities=[with_all], phase=factories.phase())
    factories.publication("A report", cities=[with_all])

    full, empty = page_of(client, with_all), page_of(client, with_none)

    for anchor in ("practices", "pilots", "sessions", "library"):
        assert has(full, f".tabs [href='#{anchor}']")
        assert has(full, f"h2#{anchor}")
        assert not has(empty, f"[href='#{anchor}'], #{anchor}")
    assert not has(full, "[href='#exchange']")


def test_drafts_and_what_was_unpublished_are_on_no_city_page(client, site):
    city = tangier()
    factories.practice("Our own draft", under=city, live=False)
    factories.pilot("An unpublished pilot", under=city).unpublish()

    assert_nowhere(page_of(client, city), "Our own draft", "An unpublished pilot")


def test_a_transfer_stands_on_both_cities_pages_with_how_it_is_known_and_where_it_was_read(client, site):
    giver, taker = factories.city("Barcelona"), tangier()
    desk = factories.practice("SAIER", under=giver)
    welcome = factories.practice("TangerAccueil", under=taker)
    statement = [{"label": "MedCities", "url": "https://medcities.org/tanger"}, {"label": "", "url": ""}]
    Transfer.objects.create(practice=desk, receiver=taker, became=welcome, basis="documented", sources=statement)

    took, gave = page_of(client, taker), page_of(client, giver)

    for page in (took, gave):
        assert "Documented, not confirmed by Tangier" in texts(page, ".kin > span")
        assert attributes(page, ".kin li a", "href") == ["https://medcities.org/tanger"]
        assert texts(page, ".kin li") == ["MedCities", "Programme archive"]
    assert "From Barcelona" in texts(took, ".kin > span")
    assert "Adapted from Barcelona" in texts(took, "#practices + ul .sign")
    assert "To Tangier" in texts(gave, ".kin > span")
    assert "Adapted by Tangier" in texts(gave, "#practices + ul .sign")


def test_a_proposed_transfer_is_on_no_page(client, site):
    giver, taker = factories.city("Barcelona"), tangier()
    Transfer.objects.create(giver=giver, receiver=taker, basis="proposed")

    page = page_of(client, taker)

    assert not has(page, ".kin")
    assert "Barcelona" not in text(page, "article")


def test_cities_like_it_come_with_their_reasons(client, site):
    housing, health = factories.theme("housing"), factories.theme("health", name_en="Health", order=2)
    city, near, far = tangier(), factories.city("Rabat"), factories.city("Vienna", country=factories.country("AT"))
    for place, themes in ((city, [housing, health]), (near, [housing, health]), (far, [health])):
        factories.practice(under=place, themes=themes)

    assert texts(page_of(client, city), "#alike + ul > li") == [
        "Rabat Also in Morocco Two themes in common: Housing; Health",
        "Vienna Austria One theme in common: Health",
    ]


def test_words_without_translation_are_shown_in_their_own_language_and_marked(client, site):
    city = tangier(intro="A city of two seas.", summary="People stay here.")
    factories.translate(city, "fr", summary="Des gens restent ici.")

    french, spanish = page_of(client, city, "fr"), page_of(client, city, "es")

    assert text(french, "#profile + div:not([lang])") == "Des gens restent ici."
    assert text(french, ".lede[lang=en][dir=ltr]") == "A city of two seas."
    assert text(spanish, "#profile + div[lang=en][dir=ltr]") == "People stay here."


def test_its_sources_are_listed_and_the_archive_has_no_file_name(client, site):
    city = tangier(sources=[Source(label="MedCities", url="https://medcities.org/a"), Source(label="seed:004_20.txt")])

    page = page_of(client, city)

    assert attributes(page, "#sources + ol a", "href") == ["https://medcities.org/a"]
    assert texts(page, "#sources + ol li") == ["MedCities", "Programme archive"]
    assert_nowhere(page, "004_20")


@pytest.mark.parametrize("number", [1, 5])
def test_a_city_page_costs_the_same_few_queries_however_much_is_on_it(
    client, site, django_assert_max_num_queries, number
):
    """Every kind of thing is there, once or twelve times."""
    city, giver = tangier(facts=[fact() for _ in range(number)]), factories.city("Barcelona")
    theme, phase = factories.theme(), factories.phase()
    for _ in range(number):
        practice = factories.practice(under=city, themes=[theme])
        given = factories.practice(under=giver, themes=[theme])
        Transfer.objects.create(practice=given, receiver=city, became=practice, basis="documented")
        factories.pilot(under=city, themes=[theme])
        factories.session(cities=[city], phase=phase)
        factories.publication(cities=[city])
    page_of(client, city, "fr")  # what is the same for everybody is made on the first visit

    with django_assert_max_num_queries(BUDGET) as queries:
        page_of(client, city, "fr")

    assert len(queries) <= BUDGET


def test_a_draft_is_previewed_with_what_it_says_now_in_each_language(client, site):
    city = tangier(summary="As published.")
    city.summary = "As it may become."
    city.save_revision()

    preview = city.get_latest_revision_as_object().make_preview_request(preview_mode="ar")

    assert text(preview, "#profile + div") == "As it may become."
    assert text(preview, "h1") == "طنجة"
