"""What the lists of sessions and the agenda show: what comes, then what was, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage
from core.display import DatedRow, Link
from core.numbers import display_number
from core.paging import paged

from .charting import cut_of
from .models import AgendaPage, SessionIndexPage, SessionPage, SessionQuerySet
from .presenting import session_row, side_by_side

PAGE_SIZE = 100


@dataclass(frozen=True)
class RowsOfYear:
    anchor: str
    label: str
    rows: list[DatedRow]


def sessions_context(page: SessionIndexPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/session_index_page.html`: the programme's own."""
    context = _by_date(SessionPage.objects.live().of_programme(), request)
    lede = ngettext(
        "%(number)s session where officials of cities met and compared notes.",
        "%(number)s sessions where officials of cities met and compared notes.",
        context["number"],
    )
    return {**context, "lede": lede % {"number": display_number(context["number"])}}


def agenda_context(page: AgendaPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/agenda_page.html`: sessions, and the conferences and negotiations around them."""
    context = _by_date(SessionPage.objects.live(), request)
    own = SessionPage.objects.live().of_programme().count()
    label = ngettext("%(number)s session of the programme", "%(number)s sessions of the programme", own)
    return {
        **context,
        "lede": _("Sessions of the programme, and the conferences and negotiations around them."),
        "own": Link(label % {"number": display_number(own)}, reverse("wagtail_serve", args=["sessions/"])),
    }


def _by_date(sessions: SessionQuerySet, request: HttpRequest) -> dict[str, Any]:
    """What comes stands on the first page only."""
    past = paged(sessions.past().for_rows(), request, PAGE_SIZE)
    upcoming = list(sessions.upcoming().for_rows())
    # words that are no date have no year
    years = groupby(past.rows, key=lambda session: session.starts.year if session.starts else None)
    by_year = [
        RowsOfYear(
            anchor=f"year-{year}" if year else "undated",
            label=str(year or _("Date not certain")),
            rows=[_row(session, request) for session in of_year],
        )
        for year, of_year in years
    ]
    hosts = _hosts(sessions)
    return {
        "upcoming": [_row(session, request) for session in upcoming],
        "by_year": by_year,
        "number": len(upcoming) + past.number_of_all,
        "is_first": past.is_first,
        "pages": past.links,
        "contents": [
            *([Link(_("Upcoming"), "#upcoming")] if past.is_first else []),
            *(Link(year.label, f"#{year.anchor}") for year in by_year),
        ],
        "hosts": [Link(city.name, city.get_url(request), display_number(city.times)) for city in hosts],
        "cut": cut_of(hosts),
    }


def _row(session: SessionPage, request: HttpRequest) -> DatedRow:
    """With its kind, and its phase where it is the programme's own."""
    kind = capfirst(session.get_kind_display())
    return session_row(session, request, signs=side_by_side(kind, session.phase.name if session.phase else ""))


def _hosts(sessions: SessionQuerySet) -> list[CityPage]:
    """The cities where they were held, with how often in `.times`."""
    held_here = Q(hosted_sessions__pk__in=sessions.values("pk"))
    cities = CityPage.objects.live().annotate(times=Count("hosted_sessions", filter=held_here)).filter(times__gt=0)
    return sorted(cities, key=lambda city: (-city.times, str(city.name)))
