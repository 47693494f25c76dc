"""Sessions as iCalendar files (RFC 5545, and RFC 5546 for what they ask of the reader's calendar)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress, vDDDLists, vText, vUri

from .models import Registration, SessionDesk, SessionPage
from .presenting import place_of
from .session_times import UTC, begins_at, day_of, ends_at, zone_of

PRODUCT = "-//Portolan//Sessions//EN"


class Method(StrEnum):
    """What a file that comes by email asks of the reader's calendar. One that is downloaded has none: RFC 5546 would
    have it name an organiser, and nobody who comes."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def calendar_file(
    session: SessionPage, method: Method | None = None, *, registration: Registration | None = None
) -> str:
    """One session in the active language; empty where its day is not known.

    With a `registration` it is that person's own entry, with the address to join.
    """
    if begins_at(session) is None:
        return ""
    return _written([_entry(session, method, registration)], method)


def calendar_of(sessions: Iterable[SessionPage], *, name: str) -> str:
    """Those of which the day is known, to be subscribed to under a `name`."""
    dated = [session for session in sessions if begins_at(session)]
    return _written([_entry(session, None, None) for session in dated], None, name)


def _written(entries: list[Event], method: Method | None, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", str(method))
    if name:
        calendar.add("name", name)  # RFC 7986
        calendar.add("x-wr-calname", name)  # what older programs read
    years = [entry["dtstart"].dt.year for entry in entries]
    for zone in sorted(_zones_of(entries)):
        calendar.add_component(_timezone(zone, date(min(years), 1, 1), date(max(years) + 2, 1, 1)))
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical().decode()


def _timezone(zone: str, first: date, last: date) -> Timezone:
    """As much of a zone's history as is needed, each change of its clocks in a part of its own.

    The library puts changes of one kind into one part: the first as DTSTART, the others as RDATE. ical.js, by which
    Thunderbird reads, passes over that DTSTART, and was an hour wrong in the summer of the first year.
    """
    written = Timezone.from_tzid(zone, first_date=first, last_date=last)
    written.pop("comment", None)  # the library's own, where RFC 5545 allows none
    parts, written.subcomponents = written.subcomponents, []
    for part in parts:
        others = part.pop("rdate", [])
        for moment in (part["dtstart"].dt, *(each.dt for dates in _listed(others) for each in dates.dts)):
            change = part.copy()
            change.pop("dtstart")
            change.add("dtstart", moment)
            written.add_component(change)
    return written


def _listed(dates: vDDDLists | list[vDDDLists]) -> list[vDDDLists]:
    """A property that stands once is no list."""
    return dates if isinstance(dates, list) else [dates]


def _zones_of(entries: Iterable[Event]) -> set[str]:
    """The names of the zones in which hours are given; UTC and whole days need none."""
    moments = (entry["dtstart"].dt for entry in entries)
    zones = {moment.tzinfo.key for moment in moments if isinstance(moment, datetime)}
    return zones - {UTC.key}


def uid_of(session: SessionPage) -> str:
    """The same in every language, file and letter: what a calendar knows the entry by."""
    return f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}"


def _entry(session: SessionPage, method: Method | None, registration: Registration | None) -> Event:
    desk, event = SessionDesk.of(session), Event()
    is_off = method == Method.CANCEL or desk.status in (SessionDesk.Status.CANCELLED, SessionDesk.Status.POSTPONED)
    event.add("uid", uid_of(session))
    event.add("sequence", desk.sequence)
    event.add("dtstamp", desk.changed)
    event.add("last-modified", desk.changed)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("summary", session.words.title)
    if session.starts_at:
        event.add("dtstart", begins_at(session).astimezone(zone_of(session)))
        event.add("dtend", ends_at(session).astimezone(zone_of(session)))
    else:
        event.add("dtstart", day_of(session.starts))
        event.add("dtend", (day_of(session.ends) or day_of(session.starts)) + timedelta(days=1))
    if place := str(place_of(session)):
        event.add("location", place)
    address = session.get_full_url() or ""
    lines = [session.words.wording("intro"), desk.joining_url if registration and not is_off else "", address]
    event.add("description", "\n\n".join(line for line in lines if line))
    if address:
        event.add("url", vUri(address))
    if registration:
        organiser = vCalAddress(f"MAILTO:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
        organiser.params["cn"] = vText("Portolan")
        event.add("organizer", organiser)
        attendee = vCalAddress(f"MAILTO:{registration.email}")
        attendee.params["rsvp"] = vText("FALSE")
        event.add("attendee", attendee)
    return event
