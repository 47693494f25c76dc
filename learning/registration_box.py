"""How registration for a session stands, for its page and for the form: what is open, until when, what is left."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.display import Link
from core.numbers import display_number

from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .registering import PlacesNow, places_now, why_closed
from .session_times import has_ended, written_moment

Mode = SessionDesk.Registration


@dataclass(frozen=True)
class RegistrationBox:
    """For `learning/_registration_box.html`: sentences in their order, and the button, where there is one."""

    sentences: tuple[str, ...]
    action: Link | None = None


def registration_box(session: SessionPage) -> RegistrationBox | None:
    """None where there is nothing to say: a session that is over, or for which nobody registers.

    One query where people register here, none elsewhere: the numbers are those of this moment, and kept nowhere.
    """
    desk = SessionDesk.of(session)
    if (
        not session.pk
        or desk.status == SessionDesk.Status.HELD
        or has_ended(session)
        or desk.registration == Mode.CLOSED
    ):
        return None
    if outside := outside_link(desk):
        return RegistrationBox((_("Registration for this session is on another site."),), outside)
    if why := why_closed(desk):
        return RegistrationBox((why,))
    now = places_now(desk)
    url = reverse("register", args=[session.slug])
    label = _("Join the waiting list") if is_full(desk, now) else pgettext("button", "Register")
    return RegistrationBox((*mode_sentences(desk), *places_sentences(desk, now)), Link(label, url))


def outside_link(desk: SessionDesk) -> Link | None:
    """To the other site, while one can register there as far as we know."""
    if desk.registration != Mode.OUTSIDE or desk.status != SessionDesk.Status.PLANNED:
        return None
    return Link(_("Register on the other site"), desk.registration_url)


def mode_sentences(desk: SessionDesk, invitation: SessionInvitation | None = None) -> list[str]:
    """Who may come, and until when one can say so."""
    sentences = []
    if invitation is not None:
        sentences.append(_("You are invited."))
    elif desk.registration == Mode.APPLICATION:
        sentences.append(_("You apply for a place, and the organisers decide."))
    if desk.closes:
        moment = written_moment(desk.session, desk.closes)
        sentences.append(_("Registration is open until %(moment)s.") % {"moment": moment})
    return sentences


def places_sentences(desk: SessionDesk, now: PlacesNow) -> list[str]:
    """What is left, and who waits; nothing of places that are not limited."""
    sentences = []
    if desk.session.mode == SessionPage.Mode.HYBRID:
        if now.left is not None:
            sentences.append(_left_in_person(now.left))
        if now.left_online is not None:
            sentences.append(_left_online(now.left_online))
    elif now.left is not None:
        sentences.append(_left(now.left))
    if now.waiting:
        waiting = ngettext(
            "%(number)s person is on the waiting list.", "%(number)s people are on the waiting list.", now.waiting
        )
        sentences.append(waiting % {"number": display_number(now.waiting)})
    return sentences


def _left(number: int) -> str:
    if not number:
        return _("All places are taken.")
    return ngettext("%(number)s place left.", "%(number)s places left.", number) % {"number": display_number(number)}


def _left_in_person(number: int) -> str:
    if not number:
        return _("All places in person are taken.")
    words = ngettext("%(number)s place in person left.", "%(number)s places in person left.", number)
    return words % {"number": display_number(number)}


def _left_online(number: int) -> str:
    if not number:
        return _("All places online are taken.")
    words = ngettext("%(number)s place online left.", "%(number)s places online left.", number)
    return words % {"number": display_number(number)}


def is_full(desk: SessionDesk, now: PlacesNow) -> bool:
    """Whichever way one would come."""
    if desk.session.mode != SessionPage.Mode.HYBRID:
        return now.left == 0
    return now.left == 0 and now.left_online == 0


def way_of(session: SessionPage) -> str:
    """How one takes part where there is no choice."""
    return Registration.Way.ONLINE if session.mode == SessionPage.Mode.ONLINE else Registration.Way.IN_PERSON
