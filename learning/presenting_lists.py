"""What the lists of sessions and the agenda show: what comes, then what was, year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage

from .charting import cut_of
from .linking import Link
from .models import SessionPage, SessionQuerySet
from .presenting import Row, session_row


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    anchor: str
    label: str
    rows: list[Row]


def sessions_context(request: HttpRequest) -> dict:
    """For `learning/session_index_page.html`: the programme's own."""
    sessions = SessionPage.objects.live().of_programme()
    upcoming, past = _read(sessions)
    number = len(upcoming) + len(past)
    lede = ngettext(
        "%(number)s session where officials of cities met and compared notes.",
        "%(number)s sessions where officials of cities met and compared notes.",
        number,
    )
    return {**_by_date(upcoming, past, request), "lede": lede % {"number": number}, "number": number}


def agenda_context(request: HttpRequest) -> dict:
    """For `learning/agenda_page.html`: sessions, and the conferences and negotiations around them."""
    upcoming, past = _read(SessionPage.objects.live())
    own = sum(session.phase_id is not None for session in [*upcoming, *past])
    label = ngettext("%(number)s session of the programme", "%(number)s sessions of the programme", own)
    return {
        **_by_date(upcoming, past, request),
        "lede": _("Sessions of the programme, and the conferences and negotiations around them."),
        "own": Link(label % {"number": own}, reverse("wagtail_serve", args=["sessions/"])),
    }


def _read(sessions: SessionQuerySet) -> tuple[list[SessionPage], list[SessionPage]]:
    return list(sessions.upcoming().for_rows()), list(sessions.past().for_rows())


def _by_date(upcoming: list[SessionPage], past: list[SessionPage], request: HttpRequest) -> dict:
    groups = [
        Group(_anchor(year), str(year or _("Date not certain")), [_row(session, request) for session in of_year])
        for year, of_year in groupby(past, key=_year)
    ]
    hosts = _hosts([*upcoming, *past])
    return {
        "upcoming": [_row(session, request) for session in upcoming],
        "groups": groups,
        "contents": [
            {"anchor": "upcoming", "label": _("Upcoming")},
            *({"anchor": group.anchor, "label": group.label} for group in groups),
        ],
        "hosts": [Link(city.name, city.get_url(request), str(number)) for city, number in hosts.most_common()],
        "cut": cut_of(hosts),
    }


def _anchor(year: int | None) -> str:
    return f"year-{year}" if year else "undated"


def _year(session: SessionPage) -> int | None:
    """Words that are no date have none."""
    return session.starts.year if session.starts else None


def _row(session: SessionPage, request: HttpRequest) -> Row:
    """With its kind, and its phase where it is the programme's own."""
    signs = [{"text": capfirst(session.get_kind_display())}]
    if session.phase:
        signs.append({"text": session.phase.name})
    return session_row(session, request, signs=tuple(signs))


def _hosts(sessions: list[SessionPage]) -> Counter[CityPage]:
    """The cities where they were held, and how often."""
    return Counter(session.host_city for session in sessions if session.host_city and session.host_city.live)
