"""When a session is, as moments: of what is typed as days and hours where it is held."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import pgettext

from core.date_fields import known_zone
from core.partial_dates import PartialDate

from .models import SessionPage

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


def _with_zone(hours: str, zone: str) -> str:
    # Translators: hours of the day, and the time zone they are of: "09:00–17:00 (Africa/Tunis)"
    return pgettext("hours", "%(hours)s (%(timezone)s)") % {"hours": hours, "timezone": zone}
