"""The list of cities, by region, and the organisations around them, by kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.folding import fold
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.models import Region
from core.sources import SourceLine, display_sources

from .lists import live_cities
from .models import CityIndexPage, CityPage, Organisation, Participation
from .presenting import country_anchor
from .wording import display_participation

ROLES = list(Participation.Role)
"""The strongest first: a card has room for one."""


@dataclass(frozen=True)
class CityCard:
    city: CityPage
    name: Wording
    url: str
    country: str
    role: str
    anchor: str
    """Set on the first city of each country."""
    picture: CardPicture | None


@dataclass(frozen=True)
class RegionOfCities:
    name: str
    anchor: str
    cities: list[CityCard]


@dataclass(frozen=True)
class OrganisationRow:
    name: Wording
    acronym: str
    country: str
    website: str
    role: Wording
    sources: list[SourceLine]


@dataclass(frozen=True)
class KindOfOrganisations:
    name: str
    anchor: str
    organisations: list[OrganisationRow]


def city_index_context(page: CityIndexPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `cities/city_index_page.html`."""
    return {"regions": cities_by_region(request), "kinds": organisations_by_kind()}


def cities_by_region(request: HttpRequest | None = None) -> list[RegionOfCities]:
    """All live cities, the region with most cities first; inside, by country and name as the visitor reads them."""
    by_region: dict[Region | None, list[CityPage]] = defaultdict(list)
    for city in read_lead_pictures(live_cities().prefetch_related("participations__phase").marking_lead_pictures()):
        by_region[city.region].append(city)
    found = []
    for region in sorted(by_region, key=lambda one: (one is None, -len(by_region[one]), _by_name(one))):
        cards, countries = [], set()
        for city in sorted(by_region[region], key=lambda city: (_by_name(city.country), _by_name(city))):
            is_first = city.country is not None and city.country_id not in countries
            countries.add(city.country_id)
            cards.append(_card(city, country_anchor(city.country) if is_first else "", request))
        if region is None:
            found.append(RegionOfCities(_("Region not known"), "region-none", cards))
        else:
            found.append(RegionOfCities(region.name, f"region-{region.code}", cards))
    return found


def _by_name(named) -> str:
    """In alphabetical order whatever the accents; what has no name comes first."""
    return fold(str(named.name)) if named else ""


def _card(city: CityPage, anchor: str, request: HttpRequest | None) -> CityCard:
    """With the strongest role, and the first phase that it was held in."""

    def strength(part: Participation) -> tuple[int, int]:
        return ROLES.index(part.role), part.phase.number if part.phase else 99

    strongest = min(city.participations.all(), key=strength, default=None)
    return CityCard(
        city=city,
        name=city.name,
        url=city.get_url(request),
        country=city.country.name if city.country else "",
        role=display_participation(strongest, with_period=False) if strongest else "",
        anchor=anchor,
        picture=card_picture(city),
    )


def organisations_by_kind() -> list[KindOfOrganisations]:
    """Every organisation the programme names, with its sources; kinds in the order of their list.

    An organisation's role is a record's words: in the house's language, and marked elsewhere.
    """
    by_kind: dict[str, list[OrganisationRow]] = defaultdict(list)
    for organisation in sorted(Organisation.objects.select_related("country"), key=_by_name):
        by_kind[organisation.kind].append(
            OrganisationRow(
                name=organisation.name,
                acronym=organisation.acronym if organisation.acronym != organisation.name else "",
                country=organisation.country.name if organisation.country else "",
                website=organisation.website,
                role=Wording(organisation.role, settings.LANGUAGE_CODE),
                sources=display_sources(organisation.sources),
            )
        )
    return [
        KindOfOrganisations(capfirst(kind.label), f"organisations-{kind}", by_kind[kind])
        for kind in Organisation.Kind
        if kind in by_kind
    ]
