"""The list of cities, by region, and the organisations around them, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.folding import fold
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.models import Region
from core.sources import ShownSource, shown_sources

from .lists import live_cities
from .models import CityPage, Organisation, Participation
from .presenting import country_anchor

# The strongest part first: a list has room for one.
ROLES = list(Participation.Role)


@dataclass(frozen=True)
class CityRow:
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
    cities: list[CityRow]


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    name: Wording
    acronym: str
    country: str
    website: str
    role: Wording
    sources: list[ShownSource]


@dataclass(frozen=True)
class KindOfOrganisations:
    name: str
    anchor: str
    organisations: list[OrganisationRow]


def cities_by_region(request: HttpRequest | None = None) -> list[RegionOfCities]:
    """All live cities, the region with most cities first; inside, by country and name as the visitor reads them."""
    cities = read_lead_pictures(live_cities().prefetch_related("participations__phase").marking_lead_pictures())
    by_region: dict[Region | None, list[CityPage]] = defaultdict(list)
    for city in cities:
        by_region[city.region].append(city)
    regions = sorted(by_region, key=lambda region: (region is None, -len(by_region[region]), _order(region)))
    return [_region(region, by_region[region], request) for region in regions]


def _order(named) -> str:
    return fold(str(named.name)) if named else ""


def _region(region: Region | None, cities: list[CityPage], request: HttpRequest | None) -> RegionOfCities:
    cities = sorted(cities, key=lambda city: (_order(city.country), _order(city)))
    rows, met = [], set()
    for city in cities:
        first = city.country is not None and city.country_id not in met
        met.add(city.country_id)
        rows.append(_city_row(city, country_anchor(city.country) if first else "", request))
    if region is None:
        return RegionOfCities(_("Region not known"), "region-none", rows)
    return RegionOfCities(region.name, f"region-{region.code}", rows)


def _city_row(city: CityPage, anchor: str, request: HttpRequest | None) -> CityRow:
    return CityRow(
        city=city,
        name=city.name,
        url=city.get_url(request),
        country=city.country.name if city.country else "",
        role=_role(city.participations.all()),
        anchor=anchor,
        picture=card_picture(city),
    )


def _role(parts: Iterable[Participation]) -> str:
    """`Member since phase 1`: the strongest role and the first phase it was held in."""
    parts = sorted(parts, key=lambda part: (ROLES.index(part.role), part.phase.number if part.phase else 99))
    if not parts:
        return ""
    role, phase = capfirst(parts[0].get_role_display()), parts[0].phase
    if phase is None:
        return role
    return pgettext("part in the programme", "%(role)s, phase %(number)s") % {"role": role, "number": phase.number}


def organisations_by_kind() -> list[KindOfOrganisations]:
    """Every organisation the programme names, with its sources; kinds in the order of their list."""
    by_kind: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in Organisation.objects.select_related("country"):
        by_kind[organisation.kind].append(organisation)
    return [
        KindOfOrganisations(
            capfirst(kind.label),
            f"organisations-{kind}",
            [_organisation(organisation) for organisation in sorted(by_kind[kind], key=_order)],
        )
        for kind in Organisation.Kind
        if kind in by_kind
    ]


def _organisation(organisation: Organisation) -> OrganisationRow:
    """Its role is a record's words: in the house's language, and marked elsewhere."""
    return OrganisationRow(
        organisation=organisation,
        name=organisation.name,
        acronym=organisation.acronym if organisation.acronym != organisation.name else "",
        country=organisation.country.name if organisation.country else "",
        website=organisation.website,
        role=Wording(organisation.role, settings.LANGUAGE_CODE),
        sources=shown_sources(organisation.sources),
    )
