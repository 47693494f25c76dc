"""What the pages about questions show: a question as a row of a list, the page of one, its conversation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.display import DatedRow, Fact, Link, Sign, known
from core.languages import OWN_NAMES

from .asking import BEFORE
from .corresponding import ConversationSide, contact_of
from .models import ContactRequest
from .request_forms import MessageForm
from .request_letters import public_page
from .wording import display_asker

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


def state_sign(contact: ContactRequest) -> Sign:
    return Sign(capfirst(contact.get_state_display()), *SIGNS[contact.state])


def request_row(contact: ContactRequest, list_name: str) -> DatedRow:
    """In the list `received`, `sent` or `all`; in that of all a visitor has no name."""
    city = contact.to_city.name
    if list_name == "sent":
        title = _("To %(city)s") % {"city": city}
    elif list_name == "received":
        title = _("A question from %(who)s") % {"who": display_asker(contact)}
    else:
        title = _("From %(who)s to %(city)s") % {"who": display_asker(contact, names_visitor=False), "city": city}
    signs = [state_sign(contact)]
    if contact.is_open:
        signs.append(Sign(_("Answer by %(date)s") % {"date": date_format(contact.due)}, "calendar"))
    return DatedRow(
        when=date_format(contact.sent.date()),
        title=title,
        url=reverse("desk_request", args=[contact.pk]),
        text=capfirst(contact.get_purpose_display()),
        signs=tuple(signs),
    )


def request_context(contact: ContactRequest, *, names_visitor: bool, sent: bool) -> dict[str, Any]:
    """For the page of one question; `names_visitor`: to those who may know who asked, and about what; `sent`: to who
    did."""
    who = display_asker(contact, names_visitor=names_visitor)
    title = _("Your question to %(city)s") if sent else _("A question from %(who)s")
    page = public_page(contact) if names_visitor else None
    facts = [
        Fact(
            _("State"),
            sign=replace(state_sign(contact), detail=date_format(contact.ended.date()) if contact.ended else ""),
        ),
        Fact(_("Asked by"), who),
        Fact(_("City asked"), contact.to_city.name),
        Fact(_("About"), links=(Link(page.words.title, page.get_url()),) if page else ()),
        Fact(_("What is needed"), capfirst(contact.get_purpose_display())),
        Fact(_("Language of the answer"), OWN_NAMES[contact.language]),
        Fact(_("Sent on"), date_format(contact.sent.date())),
        Fact(_("Answer by"), date_format(contact.due) if contact.is_open else ""),
    ]
    return {
        "contact": contact,
        "title": title % {"city": contact.to_city.name, "who": who},
        "facts": known(facts),
        "steps": [step for step, state in STEPS.items() if contact.state in BEFORE[state]],
    }


@dataclass(frozen=True)
class ConversationMessage:
    """As one side reads it; `document_url` is empty where nothing was sent along."""

    who: str
    when: datetime
    text: str
    document_url: str
    document_name: str


def conversation_context(
    contact: ContactRequest, side: ConversationSide, form: MessageForm, address: str
) -> dict[str, Any]:
    """For `cities/_conversation.html`; `address` is where its documents are, and ends with a slash."""
    other = display_asker(contact) if side.is_city else contact.to_city.name
    return {
        "messages_sent": [
            ConversationMessage(
                who=_("You") if message.by_city == side.is_city else other,
                when=message.sent,
                text=message.text,
                document_url=f"{address}documents/{message.pk}/" if message.document else "",
                document_name=message.document_name,
            )
            for message in contact.messages.all()
        ],
        "message_form": form,
        "agreed": contact.city_agreed if side.is_city else contact.asker_agreed,
        "other_agreed": contact.asker_agreed if side.is_city else contact.city_agreed,
        "their_contact": contact_of(contact, city=not side.is_city),
        "side": side,
    }
