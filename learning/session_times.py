"""When a session is, as moments: of what is typed as days and hours where it is held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import pgettext

from core.date_fields import known_zone
from core.numbers import display_number
from core.partial_dates import PartialDate

from .models import AgendaItem, SessionPage

UTC = ZoneInfo("UTC")
"""Of a session that names no time zone."""


def zone_of(session: SessionPage) -> ZoneInfo:
    return known_zone(session.timezone) or UTC  # type: ignore[return-value]  # which gives ZoneInfo


def day_of(partial: PartialDate | None) -> date | None:
    """The day, where it is known to the day."""
    return partial.first_day() if partial and partial.day else None


def begins_at(session: SessionPage) -> datetime | None:
    """The moment at which it begins: without an hour, the first of its day. None where the day is not known."""
    day = day_of(session.starts)
    return datetime.combine(day, session.starts_at or time.min, zone_of(session)) if day else None


def ends_at(session: SessionPage) -> datetime | None:
    """The moment at which it is over: without an hour, the end of its last day. None where the day is not known."""
    day = day_of(session.ends) or day_of(session.starts)
    if day is None:
        return None
    if session.ends_at:
        return datetime.combine(day, session.ends_at, zone_of(session))
    return datetime.combine(day + timedelta(days=1), time.min, zone_of(session))


def has_ended(session: SessionPage) -> bool:
    """Not while its day is not known."""
    ends = ends_at(session)
    return ends is not None and ends <= timezone.now()


def time_in_programme(items: Iterable[AgendaItem]) -> timedelta | None:
    """How long the programme is, without its breaks; what runs side by side counts once.

    None where an item does not say from when to when it lasts: then nobody can say how long all of it was.
    """
    counted = [item for item in items if item.kind != AgendaItem.Kind.BREAK]
    if any(item.starts is None or item.ends is None for item in counted):
        return None
    whole, until = timedelta(), None
    for starts, ends in sorted((item.starts, item.ends) for item in counted):
        begins = starts if until is None else max(starts, until)
        whole += max(ends - begins, timedelta())
        until = ends if until is None else max(ends, until)
    return whole or None


# --- written ----------------------------------------------------------------------------------------------------
def written_hours(session: SessionPage) -> str:
    """Its hours, with their time zone; empty where they are not known."""
    clock = "–".join(formats.time_format(at, "TIME_FORMAT") for at in (session.starts_at, session.ends_at) if at)
    return _with_zone(clock, session.timezone) if clock and session.timezone else clock


def written_moment(session: SessionPage, moment: datetime) -> str:
    """A day and an hour where the session is held, with its time zone."""
    zone = zone_of(session)
    local = timezone.localtime(moment, zone)
    hours = f"{formats.date_format(local, 'DATE_FORMAT')} {formats.time_format(local, 'TIME_FORMAT')}"
    return _with_zone(hours, zone.key)


def written_length(length: timedelta) -> str:
    """Hours, and minutes where they are not whole."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    written = {"hours": display_number(hours), "minutes": display_number(minutes)}
    # Translators: how long a programme lasts, with the symbols of hours and minutes: "12 h", "12 h 30 min"
    text = pgettext("length", "%(hours)s h %(minutes)s min") if minutes else pgettext("length", "%(hours)s h")
    return text % written


def _with_zone(hours: str, zone: str) -> str:
    # Translators: hours of the day, and the time zone they are of: "09:00–17:00 (Africa/Tunis)"
    return pgettext("hours", "%(hours)s (%(timezone)s)") % {"hours": hours, "timezone": zone}
