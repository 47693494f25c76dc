"""What the front page shows: the chart, the chain in numbers, themes and what is latest."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import languages
from core.blocks import headings_of
from core.charts import SeaChart
from core.facets import Answer, ask
from core.folding import fold
from core.keeping import kept
from core.models import Figure, Theme
from core.sources import shown_sources
from core.templatetags.core_tags import quantity
from learning.models import SessionPage
from learning.network_chart import network_charts
from pilots.models import PilotPage
from practices.browsing import PracticeCard, cards
from practices.courses import Course, public_courses
from practices.dossiers import DossierCard, dossier_cards
from practices.glance import browse_url
from practices.guides import guides
from practices.per_city import practices_per_city

from .chain import list_url, stations
from .models import HomePage, StandardPage, StandardWords

LATEST = 3


@dataclass(frozen=True)
class ThemeLine:
    """A theme, and how many practices are about it. Without an address where there is nothing to open."""

    icon: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Kept:
    """What all visitors of one language share until something changes."""

    sheets: SafeString
    chart: SeaChart
    chart_list: SafeString
    cities: int
    transfers: list[Course]
    sessions: int
    pilots: int
    results: int


@dataclass(frozen=True)
class Picked:
    """What editors put on the front page."""

    practices: list[PracticeCard]
    dossiers: list[DossierCard]


def front_page(page: HomePage, request: HttpRequest) -> dict:
    """For `home/home_page.html`."""
    shared = kept(("front page", languages.current()), lambda: _shared(request))
    answer = ask("practices", QueryDict())
    return {
        "promise": promise(shared.cities),
        "sheets": shared.sheets,
        "chart": shared.chart,
        "chart_list": shared.chart_list,
        "transfers": shared.transfers,
        "stations": stations(shared.sessions, shared.transfers, shared.pilots, shared.results, len(answer)),
        "practices": len(answer),
        "practices_url": list_url("practices"),
        "sessions": shared.sessions,
        "sessions_url": list_url("sessions"),
        "picked": _picked(page, request),
        "latest": _latest(answer, request),
        "themes": _themes(answer.counts()["theme"]),
    }


def _picked(page: HomePage, request: HttpRequest) -> Picked:
    """Only what is live. Freshness makes a card another one tomorrow; a draft in preview is asked anew."""
    if page.pk is None or getattr(request, "is_preview", False):
        return _picked_of(page, request)
    return kept(("picked", languages.current(), timezone.localdate()), lambda: _picked_of(page, request))


def _picked_of(page: HomePage, request: HttpRequest) -> Picked:
    practices = dict.fromkeys(row.practice_id for row in page.featured_practices.all())
    dossiers = [row.dossier_id for row in page.featured_dossiers.all()]
    return Picked(cards(practices, request), dossier_cards(dossiers, request))


def _latest(answer: Answer, request: HttpRequest) -> list[PracticeCard]:
    """Freshness makes a card another one tomorrow."""
    key = ("latest practices", languages.current(), timezone.localdate())
    return kept(key, lambda: cards(answer.pks(languages.current(), 0, LATEST), request))


def promise(cities: int) -> str:
    """The sentence under the front page's title; it counts cities that tell of a practice."""
    return ngettext(
        "What %(cities)s city around the Mediterranean and beyond tried, what came of it, and how we know.",
        "What %(cities)s cities around the Mediterranean and beyond tried, what came of it, and how we know.",
        cities,
    ) % {"cities": quantity(cities)}


def _shared(request: HttpRequest) -> Kept:
    wide, narrow = network_charts(request)
    pilots = PilotPage.objects.live()
    results = Figure.objects.filter(kind=Figure.Kind.RESULT, page__in=pilots.values("pk"))
    return Kept(
        sheets=format_html_join("", "{}", ((_written(sheet),) for sheet in (wide, narrow))),
        chart=wide,
        chart_list=_listed(wide),
        cities=sum(number > 0 for number in practices_per_city().values()),
        transfers=public_courses(request),
        sessions=SessionPage.objects.live().of_programme().count(),
        pilots=pilots.count(),
        results=results.count(),
    )


def _written(sheet: SeaChart) -> SafeString:
    """Two hundred small parts, not to be put together again for every visitor."""
    return render_to_string("components/_sea_chart.html", {"chart": sheet})


def _listed(sheet: SeaChart) -> SafeString:
    rows = sorted(sheet.as_list(), key=lambda row: fold(row.port.name))
    return render_to_string("components/_chart_list.html", {"rows": rows})


def _themes(counts: dict[str, int]) -> list[ThemeLine]:
    return [
        ThemeLine(theme.glyph, theme.name, counts.get(theme.code, 0), _theme_url(theme.code, counts))
        for theme in Theme.objects.all()
    ]


def _theme_url(code: str, counts: dict[str, int]) -> str:
    """The guide where there is one, else what browsing finds."""
    if code in guides():
        return guides()[code]["url"]
    return browse_url(theme=code) if counts.get(code) else ""


def standard_page(page: StandardPage, words: StandardWords) -> dict:
    """For `home/standard_page.html`."""
    sources = shown_sources(page.sources.all())
    contents = headings_of(words.body)
    return {
        "contents": [*contents, {"anchor": "sources", "label": _("Sources")}] if sources else contents,
        "sources": sources,
    }
