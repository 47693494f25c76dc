"""What a city's own page says of it: its names, its facts with year and source, its part in the programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.figures import EXACTNESS
from core.languages import Wording
from core.lead_pictures import DisplayedLeadPicture, lead_picture
from core.models import Country, Words
from core.partial_dates import display_period
from core.sources import ShownSource, called, shown_sources
from core.templatetags.core_tags import quantity, row_words

from .models import CityFact, CityPage, Organisation, Participation


@dataclass(frozen=True)
class Link:
    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShownFact:
    """A row of the box *City facts*: a figure with its `details` and where it was read, or a text, or links."""

    label: str
    figure: str = ""
    text: str = ""
    details: tuple[str, ...] = ()
    source: Link | None = None
    links: tuple[Link, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class ShownCity:
    name: Wording
    other_names: list[Wording]
    lede: Wording
    lead_picture: DisplayedLeadPicture | None
    profile: Wording
    body: object
    body_words: Words
    crumbs: list[Link]
    facts: list[ShownFact]
    sources: list[ShownSource]


def shown_city(city: CityPage, request: HttpRequest | None = None) -> ShownCity:
    words = city.words
    return ShownCity(
        name=city.name,
        other_names=city.other_names,
        lede=_own(city, "intro"),
        lead_picture=lead_picture(city),
        profile=_after(_own(city, "intro"), _own(city, "summary")),
        body=words.body or city.body,
        body_words=words if words.body else city,
        crumbs=[Link(_("Cities"), cities_url()), *_country_crumb(city.country)],
        facts=[*_figures(city), *_standing(city), *_part_in_programme(city), *_networks(city)],
        sources=shown_sources(city.sources.all()),
    )


def _own(city: CityPage, name: str) -> Wording:
    """What a translation leaves empty is read in the original, and marked."""
    words = city.words if getattr(city.words, name) else city
    return Wording(getattr(words, name), words.language)


def _after(lede: Wording, profile: Wording) -> Wording:
    """A profile that begins with what the header says goes on from there."""
    return Wording(profile.removeprefix(lede).lstrip(), profile.language)


def cities_url() -> str:
    return reverse("wagtail_serve", args=["cities/"])


def country_anchor(country: Country) -> str:
    """Where the list of cities comes to this country."""
    return f"country-{country.code.lower()}"


def _country_crumb(country: Country | None) -> list[Link]:
    return [Link(country.name, f"{cities_url()}#{country_anchor(country)}")] if country else []


# --- figures with year and source -----------------------------------------------------------------------------------
def _figures(city: CityPage) -> Iterable[ShownFact]:
    """The population first, said to be unknown where it is; then every other figure."""
    words = city.words
    if city.population is None:
        yield ShownFact(_("Population"), missing=_("Not found"))
    else:
        yield _figure(words, city.population, _("Population"))
    for fact in city.figures_known:
        if fact is not city.population:
            yield _figure(words, fact, _heading(words, fact))


def _heading(words, fact: CityFact) -> str:
    if fact.kind == CityFact.Kind.POPULATION:
        return _("Population, another count")
    if fact.kind == CityFact.Kind.POPULATION_WIDER:
        return _("Population of the wider area")
    return row_words(words, fact, "label") or capfirst(fact.get_kind_display())


def _figure(words, fact: CityFact, label: str) -> ShownFact:
    what = row_words(words, fact, "label")
    said = [what] if what != label else []
    note = row_words(words, fact, "note")
    year = str(fact.year) if fact.year else _("year not given")
    details = [part for part in (*said, year, note) if part]
    return ShownFact(label, figure=measured(fact), details=tuple(details), source=_source(fact))


def measured(fact: CityFact) -> str:
    unit = f"\u00a0{fact.unit}" if fact.unit else ""
    return EXACTNESS[fact.qualifier] % {"value": f"{quantity(fact.value)}{unit}"}


def _source(fact: CityFact) -> Link | None:
    """Its name, or the name of the address it was read at."""
    if fact.source.startswith(("http://", "https://")):
        return Link(called(fact.source), fact.source)
    if fact.source or fact.url:
        return Link(fact.source or called(fact.url), fact.url)
    return None


# --- what kind of place it is ---------------------------------------------------------------------------------------
def _standing(city: CityPage) -> Iterable[ShownFact]:
    """Only what is known: an empty row would ask the visitor."""
    known = [
        (_("Size"), city.size_label if city.size != CityPage.Size.UNKNOWN else ""),
        (_("Kind"), city.get_kind_display() if city.kind != CityPage.Kind.CITY else ""),
        (_("Local government"), city.local_government),
        (_("Migration here"), _listed(CityPage._meta.get_field("situations").labels_of(city))),
        (_("Working languages"), _listed(CityPage._meta.get_field("working_languages").labels_of(city))),
        (_("What the city decides"), _powers(city)),
    ]
    yield from (ShownFact(label, text=capfirst(text)) for label, text in known if text)
    if city.regions:
        yield ShownFact(_("Region"), links=tuple(Link(region.name) for region in city.regions))


def _listed(labels: Iterable[object]) -> str:
    # Translators: what stands between the items of a list in one line
    return pgettext("between items of a list", ", ").join(str(label) for label in labels)


def _powers(city: CityPage) -> str:
    held = [f"{power.get_field_display()} ({power.get_extent_display()})" for power in city.powers.all()]
    return _listed(held)


# --- its part in the programme --------------------------------------------------------------------------------------
def _part_in_programme(city: CityPage) -> Iterable[ShownFact]:
    parts = tuple(Link(part_said(part)) for part in city.participations.all())
    if parts:
        yield ShownFact(_("Role in MC2CM"), links=parts)


def part_said(part: Participation) -> str:
    """`Member, phase 1 (2015–2018)`; without a phase only the role."""
    role = capfirst(part.get_role_display())
    if part.phase is None:
        return role
    known = {"role": role, "number": part.phase.number, "period": display_period(part.phase.start, part.phase.end)}
    said = pgettext("part in the programme", "%(role)s, phase %(number)s") % known
    # Translators: a part in the programme, and from when to when that phase was
    return (
        pgettext("part in the programme", "%(part)s (%(period)s)") % {**known, "part": said}
        if known["period"]
        else said
    )


def _networks(city: CityPage) -> Iterable[ShownFact]:
    networks = tuple(_network(network) for network in city.networks.all()) if city.pk else ()
    if networks:
        yield ShownFact(_("Networks"), links=networks)


def _network(network: Organisation) -> Link:
    return Link(network.name, network.website)
