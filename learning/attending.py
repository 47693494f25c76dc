"""Who came: said row by row at the door, and again when it was wrong; and who gets a certificate of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .models import Registration, SessionDesk, SessionPage
from .registering import places_of
from .session_times import begins_at, has_ended

State = Registration.State
MAY_COME = (State.CONFIRMED, State.OFFERED, State.WAITING, State.APPLIED)


def expected_at(session: SessionPage) -> QuerySet[Registration]:
    """Those with a place, and whoever waits for one: some come all the same."""
    return Registration.objects.filter(session=session, state__in=MAY_COME).of_people().select_related("city")


def attendance_unsaid(session: SessionPage) -> int:
    return Registration.objects.filter(session=session, attended=None).confirmed().count()


def is_over(desk: SessionDesk) -> bool:
    """It took place: its team said so, or its last hour is past. What was called off never did."""
    if desk.status in (SessionDesk.Status.CANCELLED, SessionDesk.Status.POSTPONED):
        return False
    return desk.status == SessionDesk.Status.HELD or has_ended(desk.session)


def who_attended(session: SessionPage) -> QuerySet[Registration]:
    """Those who get a certificate once the session is over."""
    return expected_at(session).filter(attended=True)


def may_have_certificate(registration: Registration, desk: SessionDesk) -> bool:
    return bool(registration.attended) and registration.state in MAY_COME and is_over(desk)


def mark_attendance(*, registration: Registration, attended: bool | None) -> Registration:
    """What is said is said absolutely, so a second click changes nothing. Raises ValidationError for a session that has
    no day, and for somebody who is not on the list."""
    with places_of(registration.session) as desk:
        if begins_at(desk.session) is None:
            raise ValidationError(_("This session has no date yet."))
        if registration.state not in MAY_COME:
            raise ValidationError(_("This registration has been cancelled."))
        Registration.objects.filter(pk=registration.pk).update(attended=attended)
        registration.attended = attended
        return registration
