"""The list of cities when somebody asks: the same cards under their regions, facets, words, organisations called so."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from cities.models import CityFact, Participation
from facets import Answer, ask
from tests import factories
from tests.pages import attributes, has, text, texts


def four_cities():
    """A member and a host in Morocco, a peer in France, one of which nothing is known."""
    first, second = factories.phase(1), factories.phase(2)
    tangier = factories.city(
        "Tangier", name_fr="Tanger", name_ar="طنجة", participations=[Participation(phase=first, role="member")]
    )
    rabat = factories.city("Rabat", participations=[Participation(phase=second, role="host")])
    lyon = factories.city(
        "Lyon", country=factories.country("FR"), participations=[Participation(phase=second, role="peer")]
    )
    CityFact.objects.create(city=lyon, kind="population", value=520_774)
    factories.city("Atlantis", country=None)
    factories.organisation("United Cities and Local Governments", acronym="UCLG", kind="network", name_fr="CGLU")
    factories.organisation("ICMPD", kind="agency")
    return {"tangier": tangier, "rabat": rabat, "lyon": lyon}


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=four_cities)]


def asked(question: str) -> Answer:
    return ask("cities", QueryDict(question))


def cities(client, question: str = "", language: str = "en") -> list[str]:
    page = client.get(f"/{language}/cities/?{question}")
    assert page.status_code == 200
    return texts(page, ".card h3")


FOUND = {
    "": ["Rabat", "Tangier", "Lyon", "Atlantis"],
    "region=015": ["Rabat", "Tangier"],
    "region=015&region=155": ["Rabat", "Tangier", "Lyon"],
    "region=002": ["Rabat", "Tangier"],
    "country=FR": ["Lyon"],
    "size=large": ["Lyon"],
    "size=unknown&country=MA": ["Rabat", "Tangier"],
    "role=host": ["Rabat"],
    "phase=2": ["Rabat", "Lyon"],
    "phase=2&region=015": ["Rabat"],
    "role=candidate": [],
    "q=tanger": ["Tangier"],
    "q=طنجة": ["Tangier"],
}


def test_any_value_of_a_facet_and_all_facets_in_the_order_of_the_list(world, client):
    assert {question: cities(client, question) for question in FOUND} == FOUND


def test_what_is_found_stands_under_its_region_and_is_counted(world, client):
    page = client.get("/en/cities/?phase=2")

    assert text(page, "#count") == "2 of 4 cities"
    assert texts(page, "section[aria-labelledby=region-015] .card h3") == ["Rabat"]
    assert texts(page, "section[aria-labelledby=region-155] .card h3") == ["Lyon"]


def test_the_whole_chart_is_shown_while_nothing_is_asked_and_then_a_cut_with_what_is_found(world, client):
    everything, some = client.get("/en/cities/"), client.get("/en/cities/?region=015")

    assert has(everything, ".hero .searchbox [name=q]")
    assert has(some, ".title .searchbox [name=q][form=filters]")
    assert not has(some, ".hero")
    assert has(some, ".title .cut")


def test_beside_a_value_stands_what_a_click_would_give(world):
    counts = asked("phase=2").counts()

    assert (counts["country"]["FR"], counts["country"]["MA"]) == (1, 1)
    assert counts["role"] == {"member": 0, "host": 1, "peer": 1}


def test_what_was_asked_can_be_taken_away_and_what_is_unknown_is_named(world, client):
    page = client.get("/en/cities/?region=015&q=rabat&size=huge")

    assert texts(page, ".chip") == ["Remove Words: rabat", "Remove Region: Northern Africa"]
    assert texts(page, ".note") == ["City size: “huge” is not known here and has been ignored."]
    assert text(page, "#filters [type=submit]") == "Show 1 city"


def test_when_nothing_fits_the_page_says_what_to_drop(world, client):
    page = client.get("/en/cities/?country=FR&role=host")

    assert "No cities match all your filters." in text(page, ".empty")
    assert attributes(page, ".empty p a", "href") == ["/en/cities/?role=host", "/en/cities/?country=FR"]


def test_a_card_shows_where_the_words_stand_once_though_the_profile_begins_with_the_intro(world, client):
    factories.city("Seville", intro="A port on a river.", summary="A port on a river. It met migrant women first.")

    page = client.get("/fr/cities/?q=women")

    assert text(page, ".card mark") == "women"
    assert text(page, ".card .clamp[lang=en]").count("A port") == 1


@pytest.mark.parametrize("words", ["uclg", "united cities", "CGLU"])
def test_organisations_that_are_called_so_stay_and_stand_open(world, client, words):
    page = client.get(f"/en/cities/?q={words}")

    assert texts(page, "details.folded[open] b") == ["United Cities and Local Governments"]
    assert has(page, "#found a[href='#organisations']")


def test_a_filter_leaves_the_organisations_as_they_are(world, client):
    page = client.get("/en/cities/?region=015")

    assert len(texts(page, "details.folded:not([open]) b")) == 2


@pytest.mark.parametrize("many", [1, 6])
def test_a_question_costs_the_same_few_queries_however_many_cities_there_are(
    site, client, many, django_assert_max_num_queries
):
    phase = factories.phase()
    for place in range(many):
        city = factories.city(
            f"Port {place}",
            latitude=35 + place / 10,
            longitude=-5,
            participations=[Participation(phase=phase, role="member")],
        )
        factories.practice(under=city)
        factories.organisation(f"Port network {place}")
    client.get("/en/cities/?region=015&q=port")

    with django_assert_max_num_queries(20):
        page = client.get("/en/cities/?region=015&q=port")

    assert len(texts(page, ".card")) == many
