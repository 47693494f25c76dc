"""A question as a line: of the desk, of the lists about questions, and its state as a sign."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.languages import OWN_NAMES
from core.waiting import Waiting, register

from .asking import BEFORE
from .models import ContactRequest, RequestMessage
from .models.requests import CONVERSING
from .presenting import Link
from .request_letters import about, who_asks

State = ContactRequest.State
STEPS = {"accept": State.ACCEPTED, "answer": State.ANSWERED, "decline": State.DECLINED}
SIGNS = {
    State.SENT: ("clock", "wait"),
    State.ACCEPTED: ("running", "wait"),
    State.ANSWERED: ("check", "ok"),
    State.DECLINED: ("stopped", ""),
    State.NO_ANSWER: ("unset", ""),
    State.CLOSED: ("ended", ""),
}


def sign_of(contact: ContactRequest) -> dict:
    icon, tone = SIGNS[contact.state]
    return {"icon": icon, "tone": tone, "text": capfirst(contact.get_state_display())}


def row_in(name: str, contact: ContactRequest) -> dict:
    """For `components/_dated_row.html`. In the list of all a visitor has no name."""
    titles = {
        "received": lambda: _("A question from %(who)s") % {"who": who_asks(contact)},
        "sent": lambda: _("To %(city)s") % {"city": contact.to_city.name},
        "all": lambda: _("From %(who)s to %(city)s") % {"who": _city_or_role(contact), "city": contact.to_city.name},
    }
    return {
        "when": date_format(contact.sent.date()),
        "title": titles[name](),
        "text": capfirst(contact.get_purpose_display()),
        "url": reverse("desk_request", args=[contact.pk]),
        "signs": [sign_of(contact), *_due_sign(contact)],
    }


def shown_request(contact: ContactRequest, *, by_name: bool, sent: bool) -> dict:
    """What the page of one question shows; `by_name`: to those who may know which visitor asked."""
    who = who_asks(contact) if by_name else _city_or_role(contact)
    title = _("Your question to %(city)s") if sent else _("A question from %(who)s")
    return {
        "contact": contact,
        "title": title % {"city": contact.to_city.name, "who": who},
        "crumbs": [Link(_("Questions"), reverse("desk_requests"))],
        "rows": _facts(contact, who, about(contact) if by_name else None),
        "steps": [step for step, state in STEPS.items() if contact.state in BEFORE[state]],
    }


def _facts(contact: ContactRequest, who: str, page) -> list[dict]:
    sign = sign_of(contact)
    ended = date_format(contact.ended.date()) if contact.ended else ""
    rows = [
        {"label": _("State"), "icon": sign["icon"], "tone": sign["tone"], "strong": sign["text"], "text": ended},
        {"label": _("Who asks"), "text": who},
        {"label": _("Who is asked"), "text": contact.to_city.name},
        {"label": _("About"), "text": page.words.title, "url": page.get_url()} if page else {},
        {"label": _("What is needed"), "text": capfirst(contact.get_purpose_display())},
        {"label": _("Language of the answer"), "text": OWN_NAMES[contact.language]},
        {"label": _("Sent on"), "text": date_format(contact.sent.date())},
        {"label": _("Answer by"), "text": date_format(contact.due)} if contact.is_open else {},
    ]
    return [row for row in rows if row]


def _city_or_role(contact: ContactRequest) -> str:
    return who_asks(contact) if contact.sender_id or contact.sender_city_id else _("a visitor")


def _due_sign(contact: ContactRequest) -> list[dict]:
    if not contact.is_open:
        return []
    return [{"icon": "calendar", "tone": "", "text": _("Answer by %(date)s") % {"date": date_format(contact.due)}}]


@register
def questions_waiting(user) -> Iterable[Waiting]:
    """For the city's role: what others asked it and nobody has answered."""
    asked = ContactRequest.objects.to_answer_by(user).open().select_related("to_city", "sender_city")
    return [
        Waiting(
            title=_("A question from %(who)s") % {"who": who_asks(contact)},
            text=capfirst(contact.get_purpose_display()),
            action=_("Answer the question"),
            url=reverse("desk_request", args=[contact.pk]),
            due=contact.due,
            for_whom=str(contact.to_city.name),
        )
        for contact in asked
    ]


@register
def messages_waiting(user) -> Iterable[Waiting]:
    """For each side of an open conversation, when the last word was the other's."""
    if not user.is_authenticated:
        return []
    last = RequestMessage.objects.filter(contact=OuterRef("pk")).order_by("-pk").values("by_city")[:1]
    open_now = ContactRequest.objects.filter(state__in=CONVERSING, conversation_ended=None).exclude(last_message=None)
    open_now = open_now.annotate(last_by_city=Subquery(last)).select_related("to_city", "sender_city")
    asked_of, asked_by = ContactRequest.objects.to_answer_by(user), ContactRequest.objects.sent_by(user)
    waiting = open_now.filter(
        Q(last_by_city=False, pk__in=asked_of.values("pk")) | Q(last_by_city=True, pk__in=asked_by.values("pk"))
    )
    return [
        Waiting(
            title=_("A message from %(who)s")
            % {"who": contact.to_city.name if contact.last_by_city else who_asks(contact)},
            text=_("About a question: %(purpose)s.") % {"purpose": contact.get_purpose_display()},
            action=_("Read and answer"),
            url=f"{reverse('desk_request', args=[contact.pk])}#conversation",
            for_whom=str(contact.to_city.name),
        )
        for contact in waiting
    ]
