"""Asking a city: from the question to its end. Every step is taken once, whoever clicks twice.

While the city is at it (ACCEPTED) and after its answer (ANSWERED) both sides may write on, until either ends the
conversation or 90 days pass without a word: see cities.corresponding. The state stays, so that answers are counted.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import post
from accounts.models import User
from core.tokens import hashed, new_token

from .belonging import cities_of
from .corresponding import visitors_link
from .models import CityPage, ContactRequest, Desk
from .request_letters import write_to_asker, write_to_city

State = ContactRequest.State

CONFIRM_WITHIN = timedelta(hours=48)
BEFORE = {
    State.ACCEPTED: (State.SENT,),
    State.ANSWERED: (State.SENT, State.ACCEPTED, State.NO_ANSWER),
    State.DECLINED: (State.SENT, State.ACCEPTED),
    State.NO_ANSWER: (State.SENT, State.ACCEPTED),
    State.CLOSED: (State.SENT, State.ACCEPTED),
}
"""From which states one comes into each. Late is better than never: what had no answer may still get one."""


def why_not(city: CityPage, desk: Desk | None = None) -> str:
    """Why the city takes no question now, politely; empty when it takes one."""
    desk = desk or Desk.objects.filter(city=city).first() or Desk(city=city)
    if desk.no_letters or not desk.accepts_requests:
        return _("%(city)s is not taking questions at the moment.") % {"city": city.name}
    this_month = timezone.localdate().replace(day=1)
    if ContactRequest.objects.received_since(city, this_month).count() < desk.requests_per_month:
        return ""
    next_month = (this_month + timedelta(days=31)).replace(day=1)
    return _("%(city)s has as many questions as it can answer this month. You can ask it again from %(date)s.") % {
        "city": city.name,
        "date": date_format(next_month),
    }


@transaction.atomic
def ask(*, contact: ContactRequest) -> ContactRequest:
    """Sends a question that is not saved yet; a visitor's waits until its address is confirmed.

    Raises ValidationError: a rule of ContactRequest, a city that is not the sender's, a closed or full desk.
    """
    contact.full_clean()
    if contact.sender_city_id and contact.sender_city not in cities_of(contact.sender):
        raise ValidationError(_("You do not write for this city."))
    _check_desk(contact.to_city)
    if contact.sender_id:
        contact.sent = timezone.now()
        contact.save()
        _write_of_question(contact)
        return contact
    token = new_token()
    contact.state, contact.token_hash = State.UNCONFIRMED, _hash(token)
    contact.save()
    post.send_to_address("request_confirm", contact.visitor_email, contact.language, contact=contact, token=token)
    return contact


def unconfirmed(token: str) -> ContactRequest | None:
    """The question that waits for this link, while the link is good."""
    since = timezone.now() - CONFIRM_WITHIN
    waiting = ContactRequest.objects.filter(state=State.UNCONFIRMED, created__gt=since)
    return waiting.filter(token_hash=_hash(token)).select_related("to_city").first()


@transaction.atomic
def confirm_address(*, token: str) -> ContactRequest:
    """The visitor has the address: the question goes off, and the link is used up. Raises ValidationError."""
    contact = unconfirmed(token)
    if contact is None:
        raise ValidationError(_("This link has already been used, or it is more than 48 hours old."))
    _check_desk(contact.to_city)
    now = timezone.now()
    waiting = ContactRequest.objects.filter(pk=contact.pk, state=State.UNCONFIRMED)
    if not waiting.update(state=State.SENT, token_hash="", sent=now):
        raise ValidationError(_("This link has already been used, or it is more than 48 hours old."))
    contact.refresh_from_db()
    _write_of_question(contact)
    return contact


def accept(*, contact: ContactRequest, by: User) -> ContactRequest:
    """The city will answer. Raises ValidationError when the question is past that."""
    return _come_into(State.ACCEPTED, contact, answered_by=by)


def answer(*, contact: ContactRequest, by: User, text: str) -> ContactRequest:
    return _end(State.ANSWERED, contact, by, text)


def decline(*, contact: ContactRequest, by: User, text: str) -> ContactRequest:
    """The city cannot help; `text` says why, and whom one might ask instead."""
    return _end(State.DECLINED, contact, by, text)


def give_up(*, contact: ContactRequest) -> ContactRequest:
    """The city never answered; the sender is told, so that nobody waits for nothing."""
    return _come_into(State.NO_ANSWER, contact, ended=timezone.now())


@transaction.atomic
def close(*, contact: ContactRequest) -> ContactRequest:
    """The sender needs no answer any more."""
    contact = _move(State.CLOSED, contact, ended=timezone.now())
    write_to_city("request_closed", contact)
    return contact


def _end(state: State, contact: ContactRequest, by: User, text: str) -> ContactRequest:
    text = text.strip()
    if not text:
        raise ValidationError(_("Write a few words: the other city sees nothing else."))
    ContactRequest._meta.get_field("outcome").clean(text, contact)
    now = timezone.now()
    return _come_into(state, contact, answered_by=by, answered=now, ended=now, outcome=text)


@transaction.atomic
def _come_into(state: State, contact: ContactRequest, **facts) -> ContactRequest:
    """The step, and the letter that tells the sender of it."""
    contact = _move(state, contact, **facts)
    write_to_asker(f"request_{state.name.lower()}", contact, link=visitors_link(contact))
    return contact


def _move(state: State, contact: ContactRequest, **facts) -> ContactRequest:
    """One conditional update: of two who come at once, one is told that the other was first."""
    now_there = ContactRequest.objects.filter(pk=contact.pk, state__in=BEFORE[state]).update(state=state, **facts)
    contact.refresh_from_db()
    if not now_there:
        raise ValidationError(
            _("The state of this question has changed: it is now “%(state)s”."),
            params={"state": contact.get_state_display()},
        )
    return contact


def _check_desk(city: CityPage) -> None:
    """Locks the desk, so that two questions at once do not both take the month's last place."""
    desk, _is_new = Desk.objects.select_for_update().get_or_create(city=city)
    refused = why_not(city, desk)
    if refused:
        raise ValidationError(refused)


def _write_of_question(contact: ContactRequest) -> None:
    write_to_city("request_received", contact)
    write_to_asker("request_sent", contact)


def _hash(token: str) -> str:
    return hashed(token, of="cities.question")
