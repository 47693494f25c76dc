"""Running a session: from its date to its end, and what those who come are told of every change.

Each step is one transaction, inside `places_of`: nobody takes a place while a session is being called off. Whatever a
letter says is also in the calendar file beside it, under one number more (`SessionDesk.sequence`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User

from .announced import facts_announced
from .models import Registration, SessionDesk, SessionPage
from .registering import change_places, offer, places_of
from .registration_letters import write_to_person
from .session_times import begins_at

Status = SessionDesk.Status
State = Registration.State
POSTPONED, CANCELLED, PLANNED, HELD, SETTINGS = (
    "learning.session_postponed",
    "learning.session_cancelled",
    "learning.session_planned",
    "learning.session_held",
    "learning.session_settings",
)
PLACES = ("capacity", "capacity_online", "places_per_city", "days_to_accept")
OTHER_SETTINGS = ("registration", "registration_url", "opens", "closes", "joining_url", "contact_role")


def save_settings(*, desk: SessionDesk, by: User) -> SessionDesk:
    """How people register, and how many. Those who come are told of another address to join.

    Raises ValidationError at the field: fewer places than are taken; an address that is missing.
    """
    desk.full_clean(exclude=["session"])
    with places_of(desk.session) as before:
        change_places(desk=desk)
        for name in OTHER_SETTINGS:
            setattr(before, name, getattr(desk, name))
        before.save(update_fields=OTHER_SETTINGS)
        _announce(before)
        log(instance=before.session, action=SETTINGS, user=by)
    return before


def postpone(*, session: SessionPage, by: User, words: str = "") -> SessionDesk:
    """Everybody who is on the list is told, and the entry leaves their calendars. Places that were only offered go back
    to the waiting list, first in its order. Raises ValidationError when the session is not planned."""
    with places_of(session) as desk:
        _check_status(desk, Status.PLANNED)
        _set_status(desk, Status.POSTPONED)
        told = list(_open_registrations(desk))
        for registration in told:
            if registration.state == State.OFFERED:
                registration.state, registration.offered_until = State.WAITING, None
                registration.waiting_since = registration.waiting_since or registration.created
                registration.save(update_fields=["state", "offered_until", "waiting_since"])
        _write("session_postponed", desk, told, words=words.strip())
        log(instance=desk.session, action=POSTPONED, user=by)
        return desk


def cancel_session(*, session: SessionPage, by: User, words: str = "") -> SessionDesk:
    """Everybody who is on the list is told, and the entry leaves their calendars. Raises ValidationError when it was
    held or cancelled."""
    with places_of(session) as desk:
        _check_status(desk, Status.PLANNED, Status.POSTPONED)
        _set_status(desk, Status.CANCELLED)
        _write("session_cancelled", desk, _open_registrations(desk), words=words.strip())
        log(instance=desk.session, action=CANCELLED, user=by)
        return desk


def plan_again(*, session: SessionPage, by: User, asks: bool) -> SessionDesk:
    """A postponed session has its new date. Whoever had a place keeps it, or with `asks` is asked to confirm it again.

    Raises ValidationError: it is not postponed, it has no day, its day is past.
    """
    with places_of(session) as desk:
        _check_status(desk, Status.POSTPONED)
        begins = begins_at(desk.session)
        if begins is None or begins <= timezone.now():
            raise ValidationError(_("Set the new date on the page of the session first, and publish it."))
        _set_status(desk, Status.PLANNED)
        desk.announced, desk.reminded_week, desk.reminded_day = facts_announced(desk), None, None
        desk.save(update_fields=["announced", "reminded_week", "reminded_day"])
        confirmed = list(_confirmed(desk))
        if asks:
            for registration in confirmed:
                offer(desk, registration, "session_changed")
        else:
            _write("session_changed", desk, confirmed)
        log(instance=desk.session, action=PLANNED, user=by, data={"asks": asks})
        return desk


def hold_session(*, session: SessionPage, by: User | None) -> SessionDesk:
    """It took place. Raises ValidationError when it was called off, or has not begun."""
    with places_of(session) as desk:
        _check_status(desk, Status.PLANNED)
        begins = begins_at(desk.session)
        if begins and begins > timezone.now():
            raise ValidationError(_("This session has not begun yet."))
        desk.status = Status.HELD
        desk.save(update_fields=["status"])
        log(instance=desk.session, action=HELD, user=by)
        return desk


def announce_changes(*, session: SessionPage) -> int:
    """Compares what is public now with what those who come were told last, and tells them of what is new. How many."""
    with places_of(session) as desk:
        return _announce(desk)


def _announce(desk: SessionDesk) -> int:
    now = facts_announced(desk)
    if desk.status != Status.PLANNED or desk.announced == now:
        return 0
    has_another_date = any(desk.announced.get(name) != now[name] for name in ("starts", "starts_at", "timezone"))
    desk.announced, desk.changed, desk.sequence = now, timezone.now(), desk.sequence + 1
    if has_another_date:
        desk.reminded_week = desk.reminded_day = None
    desk.save(update_fields=["announced", "changed", "sequence", "reminded_week", "reminded_day"])
    if not desk.session.live:
        return 0
    return _write("session_changed", desk, _confirmed(desk))


def _check_status(desk: SessionDesk, *allowed: str) -> None:
    if desk.status not in allowed:
        words = _("This session is %(status)s: this step is no longer possible.")
        raise ValidationError(words % {"status": desk.get_status_display()})


def _set_status(desk: SessionDesk, status: str) -> None:
    """With a new number of the calendar's entry: those who have it must learn of this."""
    desk.status, desk.sequence, desk.changed = status, desk.sequence + 1, timezone.now()
    desk.save(update_fields=["status", "sequence", "changed"])


def _open_registrations(desk: SessionDesk) -> QuerySet[Registration]:
    states = (State.APPLIED, State.CONFIRMED, State.OFFERED, State.WAITING)
    return Registration.objects.filter(session=desk.session, state__in=states).of_people()


def _confirmed(desk: SessionDesk) -> QuerySet[Registration]:
    return Registration.objects.filter(session=desk.session).confirmed().of_people()


def _write(event: str, desk: SessionDesk, registrations: Iterable[Registration], **context) -> int:
    """To each; the desk as it is now, read once for all."""
    number = 0
    for registration in registrations:
        registration.session = desk.session
        write_to_person(event, registration, **context)
        number += 1
    return number
