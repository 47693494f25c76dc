"""What is written to those who register: to their address, in the language they chose, with the calendar file."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from accounts import post

from .calendar_files import Method, calendar_file
from .models import Registration, SessionDesk
from .session_times import zone_of

WITH_ENTRY = {
    "registration_confirmed",
    "session_changed",
    "session_reminder_week",
    "session_reminder_day",
}
WITH_CANCELLATION = {"registration_cancelled", "session_cancelled", "session_postponed"}


def write_to_person(event: str, registration: Registration, **context) -> None:
    """`templates/emails/<event>/`, for whoever has an address still. A cancelled entry leaves the reader's calendar."""
    if not registration.email:
        return
    with translation.override(registration.language):
        calendar = ""
        if event in WITH_ENTRY:
            calendar = calendar_file(registration.session, Method.REQUEST, registration=registration)
        elif event in WITH_CANCELLATION and registration.confirmed:
            calendar = calendar_file(registration.session, Method.CANCEL, registration=registration)
        title = registration.session.words.title
        until = _until(registration)
        session_link = registration.session.get_full_url() or settings.BASE_URL
    post.send_to_address(
        event,
        registration.email,
        registration.language,
        calendar=calendar,
        registration=registration,
        session=registration.session,
        desk=SessionDesk.of(registration.session),
        session_link=session_link,
        title=title,
        until=until,
        **context,
    )


def _until(registration: Registration) -> str:
    """By when an offered place is to be accepted: where the session is held, with its time zone."""
    if registration.offered_until is None:
        return ""
    zone = zone_of(registration.session)
    moment = date_format(timezone.localtime(registration.offered_until, zone), "DATETIME_FORMAT")
    # Translators: a day and an hour, and the time zone they are of: "12 March 2027 18:00 (Africa/Tunis)"
    return pgettext("hours", "%(hours)s (%(timezone)s)") % {"hours": moment, "timezone": zone.key}
