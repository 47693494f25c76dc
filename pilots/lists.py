"""Pilots in lists: on their index, and on the page of their city."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from charts import Cut
from cities.models import CityPage
from cities.tree import CityPath, city_path
from core.display import Sign
from core.figures import FigureRow, group_figures
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.models import Figure
from core.partial_dates import undated_last
from core.sources import SourceLine, display_sources
from facets.search_panels import snippet_of
from learning.charting import cut_of
from learning.models import Recommendation
from practices.models import PracticePage
from search.snippets import Snippets

from .models import PilotIndexPage, PilotPage
from .wording import display_pilot_period, status_sign

FIGURES_IN_A_LIST = 4
"""All of them stand on the pilot's page."""


@dataclass(frozen=True)
class PilotRow:
    """For `pilots/_pilot_row.html`."""

    title: Wording
    url: str
    text: Wording
    when: str
    state: Sign
    figures: list[FigureRow]
    picture: CardPicture | None
    city: Wording | None = None
    city_url: str = ""
    phase: str = ""
    themes: list[str] = field(default_factory=list)
    snippet: SafeString | str = ""
    """Where the words stand that were searched for, in the title's language, in place of the text."""


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
class PilotNote:
    """What is known of pilots without a record of their own."""

    text: Wording
    sources: list[SourceLine]


def pilots_in_list():
    """Live pilots, the newest first and undated last, with all that a list says of them."""
    pilots = PilotPage.objects.live().order_by(*undated_last("starts"), "title").prefetch_related("figures")
    return pilots.with_words().marking_lead_pictures()


def pilots_by_key(pks: list[int], request: HttpRequest | None = None, snippets: Snippets | None = None) -> PilotList:
    """In the order of the keys; where words were searched for, each with where they stand."""
    pilots = read_lead_pictures(pilots_in_list().filter(pk__in=pks).select_related("phase").prefetch_related("themes"))
    pilots = sorted(pilots, key=lambda pilot: pks.index(pilot.pk))
    above = {city_path(pilot.path) for pilot in pilots}
    cities = {city.path: city for city in CityPage.objects.live().filter(path__in=above)}
    rows = [
        replace(
            _row(pilot, request),
            city=city.name if city else None,
            city_url=city.get_url(request) if city else "",
            phase=pilot.phase.name if pilot.phase else "",
            themes=[theme.name for theme in pilot.themes.all()],
            snippet=snippet_of(pilot.words, snippets) if snippets else "",
        )
        for pilot in pilots
        for city in [cities.get(city_path(pilot.path))]
    ]
    return PilotList(rows, cut_of(cities.values()))


def pilots_of(city: CityPage, request: HttpRequest | None = None) -> list[PilotRow]:
    """Those under its page: short, for their own pages are one click away."""
    return [_row(pilot, request) for pilot in read_lead_pictures(pilots_in_list().child_of(city))]


def pilots_answering(recommendation: Recommendation, request: HttpRequest | None = None) -> list[PilotRow]:
    """Those that name it among what they address."""
    answering = pilots_in_list().filter(recommendations=recommendation)
    return [_row(pilot, request) for pilot in read_lead_pictures(answering)]


def _row(pilot: PilotPage, request: HttpRequest | None) -> PilotRow:
    words = pilot.words
    # from the original where the translation has neither
    lines = [(one, one.intro or one.theme_line) for one in (words, pilot)]
    text = next((Wording(line, one.language) for one, line in lines if line), Wording("", pilot.language))
    results = [figure for figure in pilot.figures.all() if figure.kind == Figure.Kind.RESULT]
    return PilotRow(
        title=words.wording("title"),
        url=pilot.get_url(request),
        text=text,
        when=display_pilot_period(pilot) or _("Dates not known"),
        state=status_sign(pilot),
        picture=card_picture(pilot),
        figures=group_figures(words, results[:FIGURES_IN_A_LIST]).table,
    )


def pilots_with(practice: PracticePage, request: HttpRequest | None = None) -> list[PilotLink]:
    """The live pilots that grew from a practice or became it; two queries."""
    pilots = PilotPage.objects.live().filter(practices=practice).order_by(*undated_last("starts"), "title")
    return [
        PilotLink(pilot.words.wording("title"), pilot.get_url(request), display_pilot_period(pilot))
        for pilot in pilots.with_words()
    ]


def pilots_per_city() -> Counter[str]:
    """How many live pilots stand on each city's page, by the city's place in the tree."""
    places = PilotPage.objects.live().annotate(of=CityPath()).order_by()
    return Counter(places.values_list("of", flat=True))


def note_of(index: PilotIndexPage) -> PilotNote | None:
    """A record's words: in the house's language, and marked elsewhere."""
    if not index.note:
        return None
    return PilotNote(index.text("note"), display_sources(index.note_sources))
