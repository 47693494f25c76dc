"""The conversation after a question: messages, a document, the exchange of contacts, and its end.

Open while the city is at it or has answered, until either side ends it or 90 days pass without a word. A visitor has no
account: the link in each letter is theirs, signed, and no good once the conversation is over.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.models import User
from core import due
from core.fields import MaxWords
from core.listing import listed
from core.uploads import documents

from .models import ContactRequest, RequestMessage
from .models.requests import CONVERSING, WORDS
from .request_letters import write_to_asker, write_to_city
from .silence import is_silent

LINKS = signing.Signer(salt="cities.conversation")
"""Without the hour: what a visitor typed is kept in the browser under the address, whichever letter leads there."""
ENDS_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class ConversationSide:
    """One of the two who write; `person` is who is signed in for it, nobody for a visitor."""

    is_city: bool
    person: User | None = None


@dataclass(frozen=True)
class Contact:
    """Name and address of one side."""

    name: str
    email: str


@transaction.atomic
def write(
    *, contact: ContactRequest, side: ConversationSide, text: str, document: UploadedFile | None = None
) -> RequestMessage:
    """Sends a message to the other side. Raises ValidationError: too long, a file that is refused, an ended one."""
    text = text.strip()
    if not text:
        raise ValidationError(_("Write a few words: the other city sees nothing else."))
    MaxWords(WORDS)(text)
    if document is not None:
        documents.check(document)
    contact = _open(contact)
    if not side.is_city and is_silent(contact.to_city):
        raise ValidationError(_("%(city)s is not taking questions at the moment.") % {"city": contact.to_city.name})
    message = RequestMessage(contact=contact, by_city=side.is_city, author=side.person, text=text)
    RequestMessage._meta.get_field("text").clean(text, message)
    if document is not None:
        name = PurePath(document.name)
        message.document = document
        message.document_name = f"{name.stem[:100]}{name.suffix}"
    message.save()
    contact.last_message = message.sent
    contact.save(update_fields=["last_message"])
    _write_to_other_side("request_message", contact, side, message=message)
    return message


@transaction.atomic
def agree_to_exchange(*, contact: ContactRequest, side: ConversationSide) -> ContactRequest:
    """This side says yes; addresses are shown once both have. Again: nothing. Raises ValidationError."""
    contact = _open(contact)
    if side.is_city and not contact.city_agreed:
        contact.city_agreed, contact.city_contact = timezone.now(), side.person
    elif not side.is_city and not contact.asker_agreed:
        contact.asker_agreed, contact.asker_contact = timezone.now(), side.person
    else:
        return contact
    contact.save(update_fields=["city_agreed", "city_contact", "asker_agreed", "asker_contact"])
    _write_to_other_side("request_contacts", contact, side)
    return contact


@transaction.atomic
def take_back(*, contact: ContactRequest, side: ConversationSide) -> ContactRequest:
    """While the other side has not said yes. Raises ValidationError after that: what is known stays known."""
    contact = _open(contact)
    if contact.contacts_exchanged:
        raise ValidationError(_("Both sides have agreed: you already have each other’s addresses."))
    if side.is_city:
        contact.city_agreed = contact.city_contact = None
    else:
        contact.asker_agreed = contact.asker_contact = None
    contact.save(update_fields=["city_agreed", "city_contact", "asker_agreed", "asker_contact"])
    return contact


@transaction.atomic
def end(*, contact: ContactRequest, side: ConversationSide) -> ContactRequest:
    """Either side ends it; the link of a visitor ends with it. Raises ValidationError when it is over."""
    contact = _open(contact)
    contact.conversation_ended, contact.conversation_key = timezone.now(), ""
    contact.save(update_fields=["conversation_ended", "conversation_key"])
    _write_to_other_side("request_ended", contact, side)
    return contact


def contact_of(contact: ContactRequest, *, city: bool) -> Contact | None:
    """Of one side, for the other: nothing before both have agreed, and nothing of who has left."""
    if not contact.contacts_exchanged:
        return None
    person = contact.city_contact if city else contact.asker_contact
    if person is not None:
        return Contact(person.get_full_name(), person.email) if person.is_active else None
    if city or not contact.visitor_email:
        return None
    return Contact(listed([contact.visitor_name, contact.visitor_organisation]), contact.visitor_email)


def _open(contact: ContactRequest) -> ContactRequest:
    """The question as it is now, kept from others until this step is done."""
    contact = ContactRequest.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not contact.is_conversing:
        raise ValidationError(_("This conversation has ended. You can ask a new question."))
    return contact


def _write_to_other_side(event: str, contact: ContactRequest, side: ConversationSide, **context) -> None:
    if side.is_city:
        write_to_asker(event, contact, link=visitors_link(contact), by_city=True, **context)
    else:
        write_to_city(event, contact, by_city=False, **context)


# --- the link of a visitor ------------------------------------------------------------------------------------
def visitors_link(contact: ContactRequest) -> str:
    """The address, without the site's, of a visitor's conversation while it is open; the same in every letter."""
    if not contact.visitor_email or not contact.is_conversing:
        return ""
    if not contact.conversation_key:
        contact.conversation_key = secrets.token_urlsafe(16)
        ContactRequest.objects.filter(pk=contact.pk).update(conversation_key=contact.conversation_key)
    return reverse("conversation", args=[LINKS.sign_object([contact.pk, contact.conversation_key])])


def by_link(token: str) -> ContactRequest | None:
    """The question of this link, while its conversation is open. A copy of the database alone opens nothing."""
    try:
        pk, key = LINKS.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    contact = ContactRequest.objects.select_related("to_city", "about").filter(pk=pk, sender=None).first()
    good = contact is not None and contact.is_conversing and bool(contact.conversation_key)
    return contact if good and constant_time_compare(contact.conversation_key, key) else None


# --- what becomes of it by itself -----------------------------------------------------------------------------
@due.register("questions: conversations ended")
def end_the_silent() -> int:
    """After 90 days without a word; nobody is told that nothing happened."""
    last_word = Coalesce("last_message", "ended", "sent")
    silent = ContactRequest.objects.filter(state__in=CONVERSING, conversation_ended=None).alias(last_word=last_word)
    over = silent.filter(~Q(state=ContactRequest.State.ACCEPTED), last_word__lte=timezone.now() - ENDS_AFTER)
    return over.update(conversation_ended=timezone.now(), conversation_key="")


def forget_contacts(contacts) -> None:
    """With the visitor goes what they sent as a document, and what was agreed with them."""
    for message in RequestMessage.objects.filter(contact__in=contacts, by_city=False).exclude(document=""):
        message.document.delete(save=False)
        RequestMessage.objects.filter(pk=message.pk).update(document="", document_name="")
    contacts.update(city_agreed=None, city_contact=None, asker_agreed=None, asker_contact=None, conversation_key="")


@receiver(post_delete, sender=RequestMessage)
def delete_document(sender, instance, **kwargs) -> None:
    """The file goes with the message, once that is gone for good."""
    if instance.document:
        storage, name = instance.document.storage, instance.document.name
        transaction.on_commit(lambda: storage.delete(name))
