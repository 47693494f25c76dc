"""What the lists of sessions and the agenda show: what comes, then what was, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage
from core.facets.panels import written
from core.paging import paged

from .charting import cut_of
from .linking import Link
from .models import SessionPage, SessionQuerySet
from .presenting import Row, session_row, side_by_side

PAGE_SIZE = 100


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    anchor: str
    label: str
    rows: list[Row]


def sessions_context(request: HttpRequest) -> dict:
    """For `learning/session_index_page.html`: the programme's own."""
    context = _by_date(SessionPage.objects.live().of_programme(), request)
    lede = ngettext(
        "%(number)s session where officials of cities met and compared notes.",
        "%(number)s sessions where officials of cities met and compared notes.",
        context["number"],
    )
    return {**context, "lede": lede % {"number": written(context["number"])}}


def agenda_context(request: HttpRequest) -> dict:
    """For `learning/agenda_page.html`: sessions, and the conferences and negotiations around them."""
    context = _by_date(SessionPage.objects.live(), request)
    own = SessionPage.objects.live().of_programme().count()
    label = ngettext("%(number)s session of the programme", "%(number)s sessions of the programme", own)
    return {
        **context,
        "lede": _("Sessions of the programme, and the conferences and negotiations around them."),
        "own": Link(label % {"number": written(own)}, reverse("wagtail_serve", args=["sessions/"])),
    }


def _by_date(sessions: SessionQuerySet, request: HttpRequest) -> dict:
    """What comes stands on the first page only."""
    past = paged(sessions.past().for_rows(), request, PAGE_SIZE)
    upcoming = list(sessions.upcoming().for_rows())
    groups = [
        Group(_anchor(year), str(year or _("Date not certain")), [_row(session, request) for session in of_year])
        for year, of_year in groupby(past.rows, key=_year)
    ]
    hosts = _hosts(sessions)
    return {
        "upcoming": [_row(session, request) for session in upcoming],
        "groups": groups,
        "number": len(upcoming) + past.number_of_all,
        "is_first": past.is_first,
        "pages": past.links,
        "contents": _contents(groups, with_upcoming=past.is_first),
        "hosts": [Link(city.name, city.get_url(request), written(city.times)) for city in hosts],
        "cut": cut_of(hosts),
    }


def _contents(groups: list[Group], *, with_upcoming: bool) -> list[dict]:
    upcoming = [{"anchor": "upcoming", "label": _("Upcoming")}] if with_upcoming else []
    return [*upcoming, *({"anchor": group.anchor, "label": group.label} for group in groups)]


def _anchor(year: int | None) -> str:
    return f"year-{year}" if year else "undated"


def _year(session: SessionPage) -> int | None:
    """Words that are no date have none."""
    return session.starts.year if session.starts else None


def _row(session: SessionPage, request: HttpRequest) -> Row:
    """With its kind, and its phase where it is the programme's own."""
    kind = capfirst(session.get_kind_display())
    return session_row(session, request, signs=side_by_side(kind, session.phase.name if session.phase else ""))


def _hosts(sessions: SessionQuerySet) -> list[CityPage]:
    """The cities where they were held, with how often in `.times`."""
    held_here = Q(hosted_sessions__pk__in=sessions.values("pk"))
    cities = CityPage.objects.live().annotate(times=Count("hosted_sessions", filter=held_here)).filter(times__gt=0)
    return sorted(cities, key=lambda city: (-city.times, str(city.name)))
