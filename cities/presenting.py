"""What a city's own page shows: its names, its facts with year and source, its part in the programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.display import Link
from core.languages import Wording
from core.lead_pictures import lead_picture
from core.listing import listed
from core.models import Country, Words
from core.sources import display_sources, site_name
from core.templatetags.core_tags import row_words

from .models import CityFact, CityPage
from .wording import display_figure, display_participation


@dataclass(frozen=True)
class SourcedFact:
    """A row of the box *City facts*: a figure with its `details` and where it was read, or a text, or links."""

    label: str
    figure: str = ""
    text: str = ""
    details: tuple[str, ...] = ()
    source: Link | None = None
    links: tuple[Link, ...] = ()
    missing: str = ""


def city_context(page: CityPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `cities/city_page.html`. A profile that begins with what the header says goes on from there."""
    words: Words = context["words"]
    lede, profile = words.wording("intro"), words.wording("summary")
    crumbs = [Link(_("Cities"), cities_url())]
    if page.country:
        crumbs.append(Link(page.country.name, f"{cities_url()}#{country_anchor(page.country)}"))
    return {
        "lede": lede,
        "crumbs": crumbs,
        "lead_picture": lead_picture(page),
        "profile": Wording(profile.removeprefix(lede).lstrip(), profile.language),
        "body": words.body or page.body,
        "body_words": words if words.body else page,
        "facts": [*figures(page), *characteristics(page), *connections(page)],
        "sources": display_sources(page.sources.all()),
    }


def cities_url() -> str:
    return reverse("wagtail_serve", args=["cities/"])


def country_anchor(country: Country) -> str:
    """Where the list of cities comes to this country."""
    return f"country-{country.code.lower()}"


def figures(city: CityPage) -> Iterator[SourcedFact]:
    """The population first, said to be unknown where it is; then every other figure."""
    population = city.population
    if population is None:
        yield SourcedFact(_("Population"), missing=_("Not found"))
    headings = {CityFact.Kind.POPULATION: _("Population, another count")}
    headings[CityFact.Kind.POPULATION_WIDER] = _("Population of the wider area")
    for fact in sorted(city.figures_known, key=lambda fact: fact is not population):
        counted, note = row_words(city.words, fact, "label"), row_words(city.words, fact, "note")
        heading = headings.get(fact.kind) or counted or capfirst(fact.get_kind_display())
        heading = _("Population") if fact is population else heading
        year = str(fact.year) if fact.year else _("year not given")
        known = (counted, "" if year in f"{counted} {note}" else year, note)  # "census of 2024" has said it
        yield SourcedFact(
            heading,
            figure=display_figure(fact),
            details=tuple(detail for detail in known if detail and detail != heading),
            source=_source(fact),
        )


def _source(fact: CityFact) -> Link | None:
    """Its name, or the name of the address it was read at."""
    if fact.source.startswith(("http://", "https://")):
        return Link(site_name(fact.source), fact.source)
    if fact.source or fact.url:
        return Link(fact.source or site_name(fact.url), fact.url)
    return None


def characteristics(city: CityPage) -> Iterator[SourcedFact]:
    """What kind of place it is, as far as it is known: an empty row would ask the visitor."""
    situations = CityPage._meta.get_field("situations").labels_of(city)
    languages = CityPage._meta.get_field("working_languages").labels_of(city)
    powers = [f"{power.get_field_display()} ({power.get_extent_display()})" for power in city.powers.all()]
    known = {
        _("Size"): city.size_label if city.size != CityPage.Size.UNKNOWN else "",
        _("Kind"): city.get_kind_display() if city.kind != CityPage.Kind.CITY else "",
        _("Local government"): city.words.wording("local_government"),
        _("Migration situation"): listed(situations),
        _("Working languages"): listed(languages),
        _("City responsibilities"): listed(powers),
    }
    yield from (SourcedFact(label, text=capfirst(text)) for label, text in known.items() if text)
    if names := city.other_names_listed():
        source = Link(city.other_names_source) if city.other_names_source else None
        yield SourcedFact(_("Also called"), text=listed(names), source=source)
    if city.regions:
        yield SourcedFact(_("Region"), links=tuple(Link(region.name) for region in city.regions))


def connections(city: CityPage) -> Iterator[SourcedFact]:
    """Its part in the programme, and its networks."""
    if parts := tuple(Link(display_participation(part)) for part in city.participations.all()):
        yield SourcedFact(_("Role in MC2CM"), links=parts)
    if networks := tuple(Link(one.name, one.website) for one in city.networks.all()) if city.pk else ():
        yield SourcedFact(_("Networks"), links=networks)
