"""What the front page shows: the chart, the chain in numbers, themes and what is latest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import SeaChart
from core import languages
from core.blocks import headings_of
from core.caching import cached_until_change
from core.display import Link
from core.folding import fold
from core.models import Figure, Theme
from core.numbers import display_number
from core.sources import display_sources
from facets import ask
from learning.models import SessionPage
from learning.network_chart import network_charts
from pilots.models import PilotPage
from practices.addresses import browse_url
from practices.cards import PracticeCard, cards
from practices.displayed_transfers import DisplayedTransfer, public_transfers
from practices.dossiers import DossierCard, dossier_cards
from practices.guides import guides
from practices.per_city import practices_per_city

from .chain import stations
from .models import HomePage, StandardPage, StandardWords
from .sections import section_url

LATEST = 3


@dataclass(frozen=True)
class ThemeLine:
    """A theme, and how many practices are about it. Without an address where there is nothing to open."""

    icon: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class SharedParts:
    """What all visitors of one language share until something changes."""

    sheets: SafeString
    chart: SeaChart
    chart_list: SafeString
    cities: int
    transfers: list[DisplayedTransfer]
    sessions: int
    pilots: int
    results: int


@dataclass(frozen=True)
class Featured:
    """What editors put on the front page."""

    practices: list[PracticeCard]
    dossiers: list[DossierCard]


def front_page(page: HomePage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `home/home_page.html`. Freshness makes a card another one tomorrow, so cards are kept for a day."""
    shared = cached_until_change(("front page", languages.current()), lambda: _shared_parts(request))
    answer = ask("practices", QueryDict())
    latest = cached_until_change(
        ("latest practices", languages.current(), timezone.localdate()),
        lambda: cards(answer.pks(languages.current(), 0, LATEST), request),
    )
    return {
        "promise": promise(shared.cities),
        "sheets": shared.sheets,
        "chart": shared.chart,
        "chart_list": shared.chart_list,
        "transfers": shared.transfers,
        "stations": stations(shared.sessions, shared.transfers, shared.pilots, shared.results, len(answer)),
        "practices": len(answer),
        "practices_url": section_url("practices"),
        "sessions": shared.sessions,
        "sessions_url": section_url("sessions"),
        "featured": _featured(page, request),
        "latest": latest,
        "themes": _themes(answer.counts()["theme"]),
    }


def promise(cities: int) -> str:
    """The sentence under the front page's title; it counts cities that tell of a practice."""
    return ngettext(
        "What %(cities)s city around the Mediterranean and beyond has tried, the results, and the evidence.",
        "What %(cities)s cities around the Mediterranean and beyond have tried, the results, and the evidence.",
        cities,
    ) % {"cities": display_number(cities)}


def _shared_parts(request: HttpRequest) -> SharedParts:
    """The charts as they are written: two hundred small parts, not to be put together again for every visitor."""
    wide, narrow = network_charts(request)
    sheets = [render_to_string("components/_sea_chart.html", {"chart": chart}) for chart in (wide, narrow)]
    rows = sorted(wide.as_list(), key=lambda row: fold(row.port.name))
    pilots = PilotPage.objects.live()
    results = Figure.objects.filter(kind=Figure.Kind.RESULT, page__in=pilots.values("pk"))
    return SharedParts(
        sheets=format_html_join("", "{}", ((sheet,) for sheet in sheets)),
        chart=wide,
        chart_list=render_to_string("components/_chart_list.html", {"rows": rows}),
        cities=sum(number > 0 for number in practices_per_city().values()),
        transfers=public_transfers(request),
        sessions=SessionPage.objects.live().of_programme().count(),
        pilots=pilots.count(),
        results=results.count(),
    )


def _featured(page: HomePage, request: HttpRequest) -> Featured:
    """Only what is live. A draft in preview is asked anew."""

    def read() -> Featured:
        practices = dict.fromkeys(row.practice_id for row in page.featured_practices.all())
        dossiers = [row.dossier_id for row in page.featured_dossiers.all()]
        return Featured(cards(practices, request), dossier_cards(dossiers, request))

    if page.pk is None or getattr(request, "is_preview", False):
        return read()
    return cached_until_change(("featured", languages.current(), timezone.localdate()), read)


def _themes(counts: dict[str, int]) -> list[ThemeLine]:
    """Each leads to what browsing finds, from where it is one click to its guide; without practices, to the guide."""
    found = []
    for theme in Theme.objects.all():
        count = counts.get(theme.code, 0)
        guide = guides().get(theme.code)
        url = browse_url(theme=theme.code) if count else guide.url if guide else ""
        found.append(ThemeLine(theme.glyph, theme.name, count, url))
    return found


def standard_page(page: StandardPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `home/standard_page.html`."""
    words: StandardWords = context["words"]
    sources = display_sources(page.sources.all())
    contents = headings_of(words.body)
    if sources:
        contents.append(Link(_("Sources"), "#sources"))
    return {"contents": contents, "sources": sources}
