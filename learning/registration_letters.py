"""What is written to those who register: to their address, in the language they chose, with the calendar file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation

from accounts import post
from core.listing import listed
from core.partial_dates import display_period

from .calendar_files import Method, calendar_file
from .models import Registration, SessionDesk, SessionPage
from .presenting import place_of
from .session_times import written_hours, written_moment
from .signed_links import link_of

WITH_ENTRY = {"registration_confirmed", "session_changed", "session_reminder_week", "session_reminder_day"}
"""To those whose place is confirmed they bring the entry, and say how to join online."""
WITH_CANCELLATION = {"registration_cancelled", "session_cancelled", "session_postponed"}


def write_to_person(event: str, registration: Registration, **context) -> None:
    """`templates/emails/<event>/`, for whoever has an address still. A cancelled entry leaves the reader's calendar."""
    if not registration.email:
        return
    session, is_confirmed = registration.session, registration.state == Registration.State.CONFIRMED
    with translation.override(registration.language):
        calendar, joins = "", is_confirmed and event in WITH_ENTRY
        if joins:
            calendar = calendar_file(session, Method.REQUEST, registration=registration)
        elif event in WITH_CANCELLATION and registration.confirmed:
            calendar = calendar_file(session, Method.CANCEL, registration=registration)
        offered = registration.offered_until
        facts = {
            **letter_facts(session),
            "until": written_moment(session, offered) if offered else "",
            "link": link_of(registration),
            "joining_url": SessionDesk.of(session).joining_url if joins else "",
        }
    post.send_to_address(
        event,
        registration.email,
        registration.language,
        calendar=calendar,
        registration=registration,
        **{**facts, "has_calendar": bool(calendar), **context},
    )


def letter_facts(session: SessionPage) -> dict[str, Any]:
    """What every letter about a session says of it, in the active language: also for who has not registered."""
    when = [display_period(session.starts, session.ends), written_hours(session)]
    place = str(session.words.wording("place")) if session.place else ""
    where = dict.fromkeys(part for part in (str(place_of(session)), place) if part)
    return {
        "session": session,
        "desk": SessionDesk.of(session),
        "title": session.words.title,
        "session_link": session.get_full_url() or settings.BASE_URL,
        "when": listed(str(part) for part in when if part),
        "where": listed(where),
    }
