"""What the list of sessions and the agenda show: what comes, then what was, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast, Left
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cities.models import CityPage
from core import languages
from core.display import DatedRow, Link
from core.numbers import display_number
from core.paging import paged
from facets import Answer, ask
from facets.panels import Panels
from facets.search_panels import SearchPanels, snippet_of
from search.snippets import Snippets

from .charting import cut_of
from .models import AgendaPage, SessionIndexPage, SessionPage, SessionQuerySet
from .presenting import session_row, side_by_side
from .session_facets import BY_DATE

PAGE_SIZE = 100
NO_WORDS = Snippets()


@dataclass(frozen=True)
class PeriodRows:
    """Of a year, or of a month of one."""

    anchor: str
    label: str
    rows: list[DatedRow]


# --- the programme's own, to be browsed -------------------------------------------------------------------------
def sessions_context(page: SessionIndexPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/session_index_page.html`: what is found, by date; in another order one list without years."""
    answer = ask("sessions", request.GET)
    panels = Panels(answer, request.path, languages.current())
    found, total = len(answer), len(answer.index.live)
    start = (answer.page(PAGE_SIZE) - 1) * PAGE_SIZE
    search, to_come = SearchPanels(panels), _to_come(answer)
    snippets = search.snippets()
    if answer.sort == BY_DATE:
        sessions = _read(_by_day(answer, to_come, start + PAGE_SIZE)[start:])
        results = {
            "upcoming": [_row(session, request, snippets) for session in sessions if session.pk in to_come],
            "by_year": _by_year((one for one in sessions if one.pk not in to_come), request, snippets),
        }
    else:
        sessions = _read(answer.pks(panels.language, start, start + PAGE_SIZE))
        results = {"rows": [_row(session, request, snippets) for session in sessions]}
    lede = ngettext(
        "%(number)s session where city officials met and shared experience.",
        "%(number)s sessions where city officials met and shared experience.",
        total,
    )
    search_label = ngettext("Search %(number)s session", "Search %(number)s sessions", total)
    show_label = ngettext("Show %(number)s session", "Show %(number)s sessions", found)
    times = Counter(answer.index.rows[number].host for number in answer.hits)
    hosts = _most_often_first(CityPage.objects.live().filter(pk__in=times.keys() - {None}), times)
    return {
        **results,
        "lede": lede % {"number": display_number(total)},
        "found": found,
        "count": display_number_found(found, total, is_filtered=answer.question.is_filtered),
        # a visitor who asks nothing is told that nothing is announced
        "is_silent": not to_come and not answer.question.is_filtered and start == 0 and answer.sort == BY_DATE,
        "panels": panels,
        "search": search,
        "pages": panels.pages(PAGE_SIZE),
        "filters": sum(len(codes) for _facet, codes in answer.question.picked),
        "search_label": search_label % {"number": display_number(total)},
        "show_label": show_label % {"number": display_number(found)},
        "hosts": [Link(city.name, city.get_url(request), display_number(times[city.pk])) for city in hosts],
        "cut": cut_of(hosts),
    }


def display_number_found(found: int, total: int, *, is_filtered: bool) -> str:
    if not is_filtered:
        return ngettext("%(number)s session", "%(number)s sessions", total) % {"number": display_number(total)}
    # Translators: how many of all sessions fit the question: "8 of 29 sessions"
    text = ngettext("%(found)s of %(number)s session", "%(found)s of %(number)s sessions", total)
    return text % {"found": display_number(found), "number": display_number(total)}


def _to_come(answer: Answer) -> list[int]:
    """Keys of the hits that have not ended, the nearest first. This hangs on the day: the index does not know it."""
    ordinals, hits = answer.index.ordinals, answer.hits
    coming = SessionPage.objects.live().of_programme().upcoming().values_list("pk", flat=True)
    return [pk for pk in coming if ordinals.known([pk]) & hits]


def _by_day(answer: Answer, to_come: list[int], stop: int) -> list[int]:
    """Keys of the hits up to `stop`: what comes, the nearest first, then what was, the newest first."""
    ordinals = answer.index.ordinals
    past = answer.hits - ordinals.known(to_come)
    numbers = answer.index.sorted(past, BY_DATE, "", 0, max(stop - len(to_come), 0))
    return [*to_come, *(ordinals.pks[number] for number in numbers)][:stop]


def _read(pks: list[int]) -> list[SessionPage]:
    """In the order of their keys, with what rows show."""
    pages = {session.pk: session for session in SessionPage.objects.live().filter(pk__in=pks).for_rows()}
    return [pages[pk] for pk in pks if pk in pages]


# --- the agenda -------------------------------------------------------------------------------------------------
def agenda_context(page: AgendaPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/agenda_page.html`: sessions, and the conferences and negotiations around them.

    What comes, then what was; with `?year=2019` what began in that year, month by month.
    """
    sessions = SessionPage.objects.live()
    years, asked = _times_in_years(sessions), _year_asked(request)
    own = sessions.of_programme().count()
    label = ngettext("%(number)s session of the programme", "%(number)s sessions of the programme", own)
    return {
        "lede": _("Sessions of the programme, and the conferences and negotiations around them."),
        **(_all_years(sessions, request) if asked is None else _one_year(sessions, request, asked, years)),
        "years": [_year_link(request, year, times) for year, times in years.items()],
        "cut": cut_of(_hosts(sessions)),
        "own": Link(label % {"number": display_number(own)}, reverse("wagtail_serve", args=["sessions/"])),
    }


def _all_years(sessions: SessionQuerySet, request: HttpRequest) -> dict[str, Any]:
    """What comes stands on the first page only."""
    past = paged(sessions.past().for_rows(), request, PAGE_SIZE)
    by_year = _by_year(past.rows, request)
    return {
        "upcoming": [_row(session, request) for session in sessions.upcoming().for_rows()],
        "periods": by_year,
        "is_first": past.is_first,
        "pages": past.links,
        "contents": [
            *([Link(_("Upcoming"), "#upcoming")] if past.is_first else []),
            *(Link(year.label, f"#{year.anchor}") for year in by_year),
        ],
    }


def _one_year(sessions: SessionQuerySet, request: HttpRequest, year: int, years: dict[int, int]) -> dict[str, Any]:
    """In the order of time, and what came before and after it."""
    found = paged(sessions.begun_in(year).for_rows(), request, PAGE_SIZE)
    months = _by_month(found.rows, request)
    earlier = max((one for one in years if one < year), default=None)
    later = min((one for one in years if one > year), default=None)
    return {
        # Translators: the heading of the agenda of one year: "Agenda 2019"
        "heading": pgettext("of one year", "Agenda %(year)s") % {"year": year},
        "year": year,
        "periods": months,
        "pages": found.links,
        "contents": [Link(month.label, f"#{month.anchor}") for month in months],
        "earlier": _year_link(request, earlier, years[earlier]) if earlier else None,
        "later": _year_link(request, later, years[later]) if later else None,
        "all_url": request.path,
    }


def _year_asked(request: HttpRequest) -> int | None:
    """What is no year is not asked for."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None


def _times_in_years(sessions: SessionQuerySet) -> dict[int, int]:
    """How many began in each year, the latest first."""
    begun = sessions.dated().order_by().annotate(year=Left(Cast("starts", CharField()), 4)).values_list("year")
    return {int(year): times for year, times in sorted(begun.annotate(times=Count("pk")), reverse=True)}


def _year_link(request: HttpRequest, year: int, times: int) -> Link:
    return Link(str(year), f"{request.path}?year={year}", display_number(times))


def _by_month(sessions: Iterable[SessionPage], request: HttpRequest) -> list[PeriodRows]:
    """What is known to the year only comes last, under no month."""
    months = groupby(sessions, key=lambda session: session.starts.month and session.starts.first_day().replace(day=1))
    periods = [
        PeriodRows(
            anchor=f"month-{month.month}" if month else "no-month",
            label=capfirst(date_format(month, "F")) if month else _("Month not known"),
            rows=[_row(session, request) for session in of_month],
        )
        for month, of_month in months
    ]
    return sorted(periods, key=lambda period: period.anchor == "no-month")


def _hosts(sessions: SessionQuerySet) -> list[CityPage]:
    """The cities where they were held."""
    held_here = Q(hosted_sessions__pk__in=sessions.values("pk"))
    cities = CityPage.objects.live().annotate(times=Count("hosted_sessions", filter=held_here)).filter(times__gt=0)
    return _most_often_first(cities, {city.pk: city.times for city in cities})


# --- what both show ---------------------------------------------------------------------------------------------
def _by_year(sessions: Iterable[SessionPage], request: HttpRequest, snippets: Snippets = NO_WORDS) -> list[PeriodRows]:
    """Sessions in the order of time; words that are no date have no year."""
    years = groupby(sessions, key=lambda session: session.starts.year if session.starts else None)
    return [
        PeriodRows(
            anchor=f"year-{year}" if year else "undated",
            label=str(year or _("Date not certain")),
            rows=[_row(session, request, snippets) for session in of_year],
        )
        for year, of_year in years
    ]


def _row(session: SessionPage, request: HttpRequest, snippets: Snippets = NO_WORDS) -> DatedRow:
    """With its kind, and its phase where it is the programme's own; where words were searched for, where they stand."""
    kind = capfirst(session.get_kind_display())
    signs = side_by_side(kind, session.phase.name if session.phase else "")
    return session_row(session, request, text=snippet_of(session.words, snippets), signs=signs)


def _most_often_first(cities: Iterable[CityPage], times: dict[int, int]) -> list[CityPage]:
    return sorted(cities, key=lambda city: (-times[city.pk], str(city.name)))
