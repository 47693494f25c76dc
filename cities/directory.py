"""The list of cities, by region, and the organisations around them, by kind: all, or those that a question finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import HEADER, Cut, Port, cut, header_cut
from core import languages
from core.display import Link
from core.folding import fold, fold_words
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.models import Region
from core.numbers import display_number
from core.sources import SourceLine, display_sources
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels
from search.snippets import Snippets

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
    snippet: SafeString | str = ""
    """Where the words stand that were searched for, in the language of the city's words."""


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
    answer = ask("cities", request.GET)
    question = answer.question
    panels = Panels(answer, request.path, languages.current())
    found, total = len(answer), len(answer.index.live)
    pks = answer.pks(panels.language, 0, found) if question.is_filtered else None
    search_label = ngettext("Search %(number)s city", "Search %(number)s cities", total)
    show_label = ngettext("Show %(number)s city", "Show %(number)s cities", found)
    search = SearchPanels(panels)
    regions = cities_by_region(request, pks, search.snippets() if question.text else None)
    kinds = organisations_by_kind(question.text)
    return {
        "regions": regions,
        "kinds": kinds,
        "organisations_found": organisations_link(kinds) if question.text else [],
        "found": found,
        "count": display_number_found(found, total) if question.is_filtered else display_number_of_cities(total),
        "panels": panels,
        "search": search,
        "is_asked": question.is_filtered,
        "cut": cut_of(regions) if question.is_filtered else None,
        "search_label": search_label % {"number": display_number(total)},
        "show_label": show_label % {"number": display_number(found)},
        "filters": sum(len(codes) for _facet, codes in question.picked),
    }


def display_number_of_cities(number: int) -> str:
    return ngettext("%(number)s city", "%(number)s cities", number) % {"number": display_number(number)}


def display_number_found(found: int, total: int) -> str:
    # Translators: how many of all cities fit the question: "8 of 35 cities"
    text = ngettext("%(found)s of %(number)s city", "%(found)s of %(number)s cities", total)
    return text % {"found": display_number(found), "number": display_number(total)}


def cities_by_region(
    request: HttpRequest | None = None, pks: list[int] | None = None, snippets: Snippets | None = None
) -> list[RegionOfCities]:
    """The live cities with these keys, or all, the region with most of them first; inside, by country and name as the
    visitor reads them. Where words were searched for, each with where they stand."""
    cities = live_cities().prefetch_related("participations__phase").marking_lead_pictures()
    cities = cities.with_words() if snippets else cities
    by_region: dict[Region | None, list[CityPage]] = defaultdict(list)
    for city in read_lead_pictures(cities if pks is None else cities.filter(pk__in=pks)):
        by_region[city.region].append(city)
    found = []
    for region in sorted(by_region, key=lambda one: (one is None, -len(by_region[one]), _by_name(one))):
        cards, countries = [], set()
        for city in sorted(by_region[region], key=lambda city: (_by_name(city.country), _by_name(city))):
            is_first = city.country is not None and city.country_id not in countries
            countries.add(city.country_id)
            card = _card(city, country_anchor(city.country) if is_first else "", request)
            cards.append(replace(card, snippet=_snippet(city.words, snippets)) if snippets else card)
        if region is None:
            found.append(RegionOfCities(_("Region not known"), "region-none", cards))
        else:
            found.append(RegionOfCities(region.name, f"region-{region.code}", cards))
    return found


def _snippet(words, snippets: Snippets) -> SafeString:
    """A profile often begins with the intro: the same words are not shown twice."""
    return snippets.first([f"{words.intro} {words.summary.removeprefix(words.intro)}"], words.language)


def cut_of(regions: list[RegionOfCities]) -> Cut:
    """The cities that were found on the chart; with none that has a place: the open sea."""
    ports = [
        Port(key=card.city.path, name=str(card.name), lon=card.city.longitude, lat=card.city.latitude, filled=True)
        for region in regions
        for card in region.cities
        if card.city.latitude is not None and card.city.longitude is not None
    ]
    if not ports:
        return cut(None, None, size=HEADER, language=languages.current())
    return header_cut(ports, language=languages.current())


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


def organisations_by_kind(text: str = "") -> list[KindOfOrganisations]:
    """Every organisation the programme names, with its sources; kinds in the order of their list. With a text those
    that are called so: each of its words begins a word of one of their names.

    An organisation's role is a record's words: in the house's language, and marked elsewhere.
    """
    wanted = [f" {word}" for word in fold_words(text)]
    by_kind: dict[str, list[OrganisationRow]] = defaultdict(list)
    for organisation in sorted(Organisation.objects.select_related("country"), key=_by_name):
        if wanted and not all(word in _folded_names(organisation) for word in wanted):
            continue
        acronym = organisation.acronym_in(languages.current())
        by_kind[organisation.kind].append(
            OrganisationRow(
                name=organisation.name,
                acronym=acronym if acronym != organisation.name else "",
                country=organisation.country.name if organisation.country else "",
                website=organisation.website,
                role=organisation.text("role"),
                sources=display_sources(organisation.sources),
            )
        )
    return [
        KindOfOrganisations(capfirst(kind.label), f"organisations-{kind}", by_kind[kind])
        for kind in Organisation.Kind
        if kind in by_kind
    ]


def _folded_names(organisation: Organisation) -> str:
    return "".join(f" {word}" for name in organisation.all_names() for word in fold_words(name))


def organisations_link(kinds: list[KindOfOrganisations]) -> list[Link]:
    """To the organisations that the words found, where there are some: they stand at the end of the page."""
    number = sum(len(kind.organisations) for kind in kinds)
    return [Link(_("Networks and partners"), "#organisations", note=display_number(number))] if number else []
