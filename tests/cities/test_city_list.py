"""The list of cities: all of them, by region, with what each has; and the organisations around them."""

from __future__ import annotations

import pytest

from cities.models import Participation
from practices.models import Transfer
from tests import factories
from tests.pages import assert_nowhere, attributes, has, text, texts

BUDGET = 20


def list_of(client, language="en"):
    response = client.get(f"/{language}/cities/")
    assert response.status_code == 200
    return response


def cities_in(page, region: str) -> list[str]:
    return texts(page, f"section[aria-labelledby=region-{region}] .card h3")


def test_live_cities_stand_under_their_region_and_others_nowhere(client, site):
    factories.city("Tangier", country=factories.country("MA"))
    factories.city("Turin", country=factories.country("IT"))
    factories.city("Hidden", live=False)

    page = list_of(client)

    assert cities_in(page, "015") == ["Tangier"]
    assert cities_in(page, "039") == ["Turin"]
    assert_nowhere(page, "Hidden")


def test_names_countries_and_regions_are_in_the_visitors_language(client, site):
    factories.city("Tangier", name_ar="طنجة", country=factories.country("MA"))

    page = list_of(client, "ar")

    assert text(page, ".card h3") == "طنجة"
    assert text(page, ".card .place") == factories.country("MA").name_ar
    assert text(page, "h2#region-015") == factories.region("015").name_ar
    assert_nowhere(page, "Morocco")


def test_each_city_shows_how_much_it_has_and_only_what_is_public_counts(client, site):
    city = factories.city("Tangier", name_fr="Tanger")
    for _ in range(2):
        factories.practice(under=city)
    factories.practice(under=city, live=False)
    factories.pilot(under=city)
    factories.pilot(under=city).unpublish()
    factories.session(host_city=city, cities=[city], phase=factories.phase())

    assert texts(list_of(client), ".card .row span") == ["2 practices", "1 pilot", "1 session"]


def test_a_city_shows_its_strongest_part_in_the_programme(client, site):
    city = factories.city("Tangier")
    city.participations = [
        Participation(phase=factories.phase(2), role="peer"),
        Participation(phase=factories.phase(1), role="member"),
    ]
    city.save_revision().publish()

    assert "Member, phase 1" in text(list_of(client), ".card p:not(.row)")


def test_organisations_are_listed_by_kind_with_role_website_and_sources(client, site):
    factories.organisation(
        "Cités Unies France",
        kind="association",
        website="https://cites-unies-france.org",
        role="National member of UCLG.",
        sources=[{"label": "", "url": ""}, {"label": "UCLG", "url": "https://uclg.org/members"}],
    )

    page = list_of(client, "fr")

    assert has(page, ".folded h3#organisations-association")
    assert attributes(page, ".folded b a", "href") == ["https://cites-unies-france.org"]
    assert text(page, ".folded p[lang=en][dir=ltr]").startswith("National member of UCLG.")
    assert attributes(page, ".folded ol a", "href") == ["https://uclg.org/members"]


def test_the_chart_shows_cities_that_met_and_those_that_took_up_a_practice(client, site):
    places = [(35.8, -5.8), (41.4, 2.2), (38.7, -9.1)]
    cities = [factories.city(latitude=lat, longitude=lon) for lat, lon in places]
    factories.session(cities=cities[:2], phase=factories.phase())
    Transfer.objects.create(giver=cities[1], receiver=cities[0], basis="reported")

    page = list_of(client)

    assert len(texts(page, ".chart path.took.said")) == 2, "on the wide sheet and on the narrow one"
    assert len(texts(page, ".chart path.met[d^=M]")) == 2


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_few_queries_however_many_cities_there_are(
    client, site, django_assert_max_num_queries, number
):
    phase = factories.phase()
    for place in range(number):
        city = factories.city(
            latitude=35 + place / 10, longitude=-5, participations=[Participation(phase=phase, role="member")]
        )
        factories.practice(under=city)
        factories.pilot(under=city)
        factories.session(cities=[city], phase=phase)
        factories.organisation(f"Network {place}")
    list_of(client, "fr")  # the chart is drawn on the first visit

    with django_assert_max_num_queries(BUDGET):
        list_of(client, "fr")
