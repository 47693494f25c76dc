"""The list of cities: all of them, by region, with what each has; and the organisations around them."""

from __future__ import annotations

import pytest

from cities.models import Participation
from practices.models import Transfer
from tests import factories

BUDGET = 20


def list_of(client, language="en") -> str:
    response = client.get(f"/{language}/cities/")
    assert response.status_code == 200
    return response.content.decode()


def card_of(html: str, city) -> str:
    """The card in the list, from its link to its end."""
    return (
        html.split('<ul class="cards four cities plain">', 1)[1]
        .split(f'href="{city.get_url()}"', 1)[1]
        .split("</li>", maxsplit=1)[0]
    )


def test_live_cities_stand_under_their_region_and_others_nowhere(client, site):
    factories.city("Tangier", country=factories.country("MA"))
    factories.city("Turin", country=factories.country("IT"))
    factories.city("Hidden", live=False)

    html = list_of(client)

    northern, southern = html.index('id="region-015"'), html.index('id="region-039"')
    assert northern < html.index(">Tangier</a>", northern)
    assert southern < html.index(">Turin</a>", southern)
    assert "Hidden" not in html


def test_names_countries_and_regions_are_in_the_visitors_language(client, site):
    factories.city("Tangier", name_ar="طنجة", country=factories.country("MA"))

    html = list_of(client, "ar")

    for name in ("طنجة", factories.country("MA").name_ar, factories.region("015").name_ar):
        assert name in html
    assert "Morocco" not in html


def test_each_city_shows_how_much_it_has_and_only_what_is_public_counts(client, site):
    city = factories.city("Tangier", name_fr="Tanger")
    for _ in range(2):
        factories.practice(under=city)
    factories.practice(under=city, live=False)
    factories.pilot(under=city)
    factories.pilot(under=city).unpublish()
    factories.session(host_city=city, cities=[city], phase=factories.phase())

    card = card_of(list_of(client), city)

    assert "2 practices" in card
    assert "1 pilot<" in card
    assert "1 session<" in card


def test_a_city_shows_its_strongest_part_in_the_programme(client, site):
    city = factories.city("Tangier")
    city.participations = [
        Participation(phase=factories.phase(2), role="peer"),
        Participation(phase=factories.phase(1), role="member"),
    ]
    city.save_revision().publish()

    card = card_of(list_of(client), city)

    assert "Member, phase 1" in card


def test_organisations_are_listed_by_kind_with_role_website_and_sources(client, site):
    factories.organisation(
        "Cités Unies France",
        kind="association",
        website="https://cites-unies-france.org",
        role="National member of UCLG.",
        sources=[{"label": "", "url": ""}, {"label": "UCLG", "url": "https://uclg.org/members"}],
    )

    html = list_of(client, "fr")

    assert 'id="organisations-association"' in html
    assert 'href="https://cites-unies-france.org"' in html
    assert '<p lang="en" dir="ltr">National member of UCLG.' in html
    assert 'href="https://uclg.org/members"' in html


def test_the_chart_shows_cities_that_met_and_those_that_took_up_a_practice(client, site):
    places = [(35.8, -5.8), (41.4, 2.2), (38.7, -9.1)]
    cities = [factories.city(latitude=lat, longitude=lon) for lat, lon in places]
    factories.session(cities=cities[:2], phase=factories.phase())
    Transfer.objects.create(giver=cities[1], receiver=cities[0], basis="reported")

    html = list_of(client)

    assert html.count('class="took said"') >= 2, "on the wide sheet and on the narrow one"
    assert 'class="met" d="M' in html


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
