"""What the daily work does for a session: reminds those who come, notes that it was held, asks how it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core import due

from .feedback import ask, is_open
from .models import Registration, SessionDesk, SessionPage
from .registration_letters import write_to_person
from .running import hold_session
from .session_times import begins_at, ends_at

WEEK, DAY = timedelta(days=7), timedelta(days=1)
Status = SessionDesk.Status


@due.register("sessions: reminders")
def remind() -> int:
    """A week before, and a day before, once each. Whoever is late for the first gets only the second."""
    number, now = 0, timezone.now()
    for desk, begins in _planned_from(now):
        left = begins - now
        if left <= DAY + timedelta(hours=12):
            number += _remind(desk, "reminded_day", "session_reminder_day")
        elif left <= WEEK:
            number += _remind(desk, "reminded_week", "session_reminder_week")
    return number


def _planned_from(now: datetime) -> Iterator[tuple[SessionDesk, datetime]]:
    """Those whose day is known and comes within eight days."""
    first, last = (now - DAY).date().isoformat(), (now + WEEK + DAY).date().isoformat()
    sessions = SessionPage.objects.live().filter(starts__gte=first, starts__lte=last)
    for desk in SessionDesk.objects.filter(session__in=sessions, status=Status.PLANNED).select_related("session"):
        begins = begins_at(desk.session)
        if begins and begins > now:
            yield desk, begins


@transaction.atomic
def _remind(desk: SessionDesk, claim: str, event: str) -> int:
    """Whoever sets the moment writes; a second run finds it set."""
    now = timezone.now()
    if not SessionDesk.objects.filter(pk=desk.pk, **{claim: None}).update(**{claim: now}):
        return 0
    confirmed = list(Registration.objects.filter(session=desk.session).confirmed().of_people())
    for registration in confirmed:
        registration.session = desk.session
        write_to_person(event, registration)
    return len(confirmed)


@due.register("sessions: held")
def note_held() -> int:
    """A session whose end is past was held, unless somebody has said otherwise."""
    now, number = timezone.now(), 0
    begun = SessionPage.objects.live().dated().filter(starts__lte=now.date().isoformat())
    for desk in SessionDesk.objects.filter(session__in=begun, status=Status.PLANNED).select_related("session"):
        ends = ends_at(desk.session)
        if ends and ends <= now:
            try:
                hold_session(session=desk.session, by=None)
            except ValidationError:  # called off at the same moment
                continue
            number += 1
    return number


@due.register("sessions: questions after")
def ask_for_feedback() -> int:
    """From the day after on; who is noted as having come only later is asked then."""
    unasked = Registration.objects.filter(asked=False).of_people().values("session")
    sessions = SessionPage.objects.live().filter(pk__in=unasked, desk__status=Status.HELD).select_related("desk")
    return sum(ask(session) for session in sessions if is_open(session))
