"""What the pages of registering show: when and where a session is, and how a registration stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.display import Fact, known

from .attending import may_have_certificate
from .models import Registration, SessionDesk, SessionPage
from .presenting import display_dates, place_of
from .session_times import has_ended, written_hours, written_moment

State = Registration.State


def session_facts(session: SessionPage) -> list[Fact]:
    """When, where and how, in a few lines."""
    place = session.words.wording("place") if session.place else ""
    where = place_of(session)
    return known(
        [
            Fact(_("When"), display_dates(session.starts, session.ends), note=written_hours(session)),
            Fact(_("Where"), where, note=place if place != where else ""),
            Fact(_("How"), capfirst(session.get_mode_display())),
        ]
    )


@dataclass(frozen=True)
class Standing:
    """How a registration stands, in words, and what the person can do about it now."""

    title: str
    next: str
    """What happens next."""
    can_confirm: bool = False
    can_accept: bool = False
    can_change: bool = False
    can_cancel: bool = False
    can_register_again: bool = False
    joining_url: str = ""
    has_calendar: bool = False
    has_certificate: bool = False


def standing_of(registration: Registration, desk: SessionDesk) -> Standing:
    """What became of the session comes before what became of the registration."""
    off = _of_session(registration, desk)
    if off is not None:
        return off
    title, what_next = _in_words(registration)
    is_open = not registration.is_over
    is_confirmed = registration.state == State.CONFIRMED
    return Standing(
        title=title,
        next=what_next,
        can_confirm=registration.state == State.UNCONFIRMED,
        can_accept=registration.state == State.OFFERED,
        can_change=is_open and registration.state != State.UNCONFIRMED,
        can_cancel=is_open,
        can_register_again=registration.state == State.CANCELLED,
        joining_url=desk.joining_url if is_confirmed else "",
        has_calendar=is_confirmed,
    )


def _of_session(registration: Registration, desk: SessionDesk) -> Standing | None:
    if desk.status == SessionDesk.Status.CANCELLED:
        return Standing(_("This session has been cancelled"), _("You do not need to do anything."))
    if desk.status == SessionDesk.Status.HELD or has_ended(registration.session):
        return Standing(
            _("This session is over"),
            _("You can still see here what we keep about you."),
            has_certificate=may_have_certificate(registration, desk),
        )
    if desk.status == SessionDesk.Status.POSTPONED and not registration.is_over:
        return Standing(
            _("This session has been postponed"),
            _("We write to you as soon as the new date is known. If you will not come, please cancel."),
            can_change=registration.state != State.UNCONFIRMED,
            can_cancel=True,
        )
    return None


def _in_words(registration: Registration) -> tuple[str, str]:
    until = registration.offered_until
    moment = written_moment(registration.session, until) if until else ""
    return {
        State.UNCONFIRMED: (
            _("Confirm your registration"),
            _("Press the button, and your registration counts. Until then you have no place."),
        ),
        State.APPLIED: (
            _("Your application has arrived"),
            _("The organisers decide who takes part, and write to you."),
        ),
        State.CONFIRMED: (
            pgettext("a registration", "You have a place"),
            _(
                "We remind you a week and a day before. If you cannot come, please cancel: your place then goes to the "
                "next person."
            ),
        ),
        State.WAITING: (
            _("You are on the waiting list"),
            _("All places are taken. We write to you as soon as one becomes free for you."),
        ),
        State.OFFERED: (
            _("A place has become free for you"),
            _("Please accept it by %(moment)s; after that it goes to the next person.") % {"moment": moment},
        ),
        State.DECLINED: (
            _("The organisers could not offer you a place"),
            _("You do not need to do anything."),
        ),
        State.CANCELLED: (_("Your registration is cancelled"), _("You have no place at this session.")),
    }[State(registration.state)]
