"""What those who come to a session have been told of it: their calendars have it."""

from __future__ import annotations

from core.tokens import hashed

from .models import SessionDesk


def facts_announced(desk: SessionDesk) -> dict[str, str]:
    """What a change of is worth a letter, as the public page has it now. The address to join only as a hash."""
    session = desk.session
    return {
        "starts": session.starts.stored if session.starts else "",
        "starts_at": str(session.starts_at or ""),
        "ends": session.ends.stored if session.ends else "",
        "ends_at": str(session.ends_at or ""),
        "timezone": session.timezone,
        "mode": session.mode,
        "host_city": str(session.host_city_id or ""),
        "place": session.place,
        "country": str(session.country_id or ""),
        "joining": hashed(desk.joining_url, of="learning.joining") if desk.joining_url else "",
    }
