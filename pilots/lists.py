"""Pilots in lists: on their index, and on the page of their city."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from cities.models import CityPage
from core.charts import Cut
from core.figures import ShownFigure, shown_figures
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.models import Figure
from core.partial_dates import display_period, undated_last
from core.sources import ShownSource, shown_sources
from learning.charting import cut_of
from practices.models import PracticePage

from .models import PilotIndexPage, PilotPage

ICONS = {
    PilotPage.Status.PIPELINE: "planned",
    PilotPage.Status.IMPLEMENTATION: "running",
    PilotPage.Status.FINALISATION: "pilot",
    PilotPage.Status.CLOSED: "ended",
    PilotPage.Status.CANCELLED: "stopped",
    PilotPage.Status.SUSPENDED: "stopped",
}
SHOWN_FIGURES = 4  # in a list; all of them stand on the pilot's page
GOING_ON = {PilotPage.Status.IMPLEMENTATION, PilotPage.Status.FINALISATION}


@dataclass(frozen=True)
class PilotRow:
    """What `pilots/_pilot_row.html` shows."""

    title: Wording
    url: str
    text: Wording
    when: str
    state: dict
    figures: list[ShownFigure]
    picture: CardPicture | None
    city: Wording | None = None
    city_url: str = ""
    phase: str = ""
    themes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PilotLink:
    """A pilot where it is only named."""

    title: Wording
    url: str
    when: str


@dataclass(frozen=True)
class PilotList:
    rows: list[PilotRow]
    cut: Cut
    """Their cities on the chart."""


@dataclass(frozen=True)
class Note:
    """What is known of pilots without a record of their own."""

    text: Wording
    sources: list[ShownSource]


def pilots_in_list():
    """Live pilots, the newest first and undated last, with all that a list says of them."""
    pilots = PilotPage.objects.live().order_by(*undated_last("starts"), "title").prefetch_related("figures")
    return pilots.with_words().marking_lead_pictures()


def all_pilots(request: HttpRequest | None = None) -> PilotList:
    pilots = read_lead_pictures(pilots_in_list().select_related("phase").prefetch_related("themes"))
    above = {pilot.path[: -Page.steplen] for pilot in pilots}
    cities = {city.path: city for city in CityPage.objects.live().filter(path__in=above)}
    rows = [_row_in_list(pilot, cities.get(pilot.path[: -Page.steplen]), request) for pilot in pilots]
    return PilotList(rows, cut_of(cities.values()))


def _row_in_list(pilot: PilotPage, city: CityPage | None, request: HttpRequest | None) -> PilotRow:
    return replace(
        _row(pilot, request),
        city=city.name if city else None,
        city_url=city.get_url(request) if city else "",
        phase=pilot.phase.name if pilot.phase else "",
        themes=[theme.name for theme in pilot.themes.all()],
    )


def pilots_of(city: CityPage, request: HttpRequest | None = None) -> list[PilotRow]:
    """Those under its page: short, for their own pages are one click away."""
    return [_row(pilot, request) for pilot in read_lead_pictures(pilots_in_list().child_of(city))]


def pilots_with(practice: PracticePage, request: HttpRequest | None = None) -> list[PilotLink]:
    """The live pilots that grew from a practice or became it; two queries."""
    pilots = PilotPage.objects.live().filter(practices=practice).order_by(*undated_last("starts"), "title")
    return [
        PilotLink(Wording(pilot.words.title, pilot.words.language), pilot.get_url(request), period_of(pilot))
        for pilot in pilots.with_words()
    ]


def pilots_per_city() -> Counter[str]:
    """How many live pilots stand on each city's page, by the city's place in the tree."""
    places = PilotPage.objects.live().annotate(of=Left("path", 4 * Page.steplen)).order_by()
    return Counter(places.values_list("of", flat=True))


def note_of(index: PilotIndexPage) -> Note | None:
    """A record's words: in the house's language, and marked elsewhere."""
    if not index.note:
        return None
    return Note(Wording(index.note, settings.LANGUAGE_CODE), shown_sources(index.note_sources))


def period_of(pilot: PilotPage) -> str:
    """When it ran; else when it was to run; else what the sources say in words; else nothing."""
    ran = display_period(pilot.starts, pilot.ends, open_ended=pilot.status in GOING_ON)
    planned = display_period(pilot.planned_start, pilot.planned_end)
    if ran or not planned:
        return ran or Wording(capfirst(pilot.period_note), pilot.language)
    return _("planned: %(period)s") % {"period": planned}


def state_of(pilot: PilotPage) -> dict:
    return {"icon": ICONS.get(pilot.status, "unknown"), "text": pilot.get_status_display() or _("Not known")}


def _row(pilot: PilotPage, request: HttpRequest | None) -> PilotRow:
    words = pilot.words
    reached = [figure for figure in pilot.figures.all() if figure.kind == Figure.Kind.RESULT][:SHOWN_FIGURES]
    return PilotRow(
        title=Wording(words.title, words.language),
        url=pilot.get_url(request),
        text=_line(pilot),
        when=period_of(pilot) or _("Dates not known"),
        state=state_of(pilot),
        picture=card_picture(pilot),
        figures=shown_figures(words, reached).table,
    )


def _line(pilot: PilotPage) -> Wording:
    """One line: the intro, else the theme in words; from the original where the translation has none."""
    lines = [(words, words.intro or words.theme_line) for words in (pilot.words, pilot)]
    return next((Wording(line, words.language) for words, line in lines if line), Wording("", pilot.language))
