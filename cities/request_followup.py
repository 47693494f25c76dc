"""What becomes of questions by themselves: a reminder, an end, and what is known of a visitor forgotten."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import due

from .asking import CONFIRM_WITHIN, give_up
from .corresponding import forget_contacts
from .models import ContactRequest
from .models.requests import ANSWERED_WITHIN
from .request_letters import write_to_city
from .silence import silent_cities

GIVEN_UP_AFTER = timedelta(days=30)
"""And never before the day for which the answer was wanted."""
FORGOTTEN_AFTER = timedelta(days=90)


@due.register("questions: cities reminded")
def remind_cities() -> int:
    """Once for each question that has no answer after 14 days."""
    waiting = ContactRequest.objects.open().filter(reminded=None, sent__lte=timezone.now() - ANSWERED_WITHIN)
    waiting = waiting.exclude(to_city__in=silent_cities())
    return sum(_remind(contact) for contact in waiting.select_related("to_city", "sender_city"))


@transaction.atomic
def _remind(contact: ContactRequest) -> bool:
    claimed = ContactRequest.objects.open().filter(pk=contact.pk, reminded=None).update(reminded=timezone.now())
    if claimed:
        write_to_city("request_reminder", contact)
    return bool(claimed)


@due.register("questions: without an answer")
def give_up_waiting() -> int:
    past = Q(wanted_by=None) | Q(wanted_by__lt=timezone.localdate())
    waiting = ContactRequest.objects.open().filter(past, sent__lte=timezone.now() - GIVEN_UP_AFTER)
    number = 0
    for contact in waiting.select_related("to_city", "sender", "sender_city"):
        with suppress(ValidationError):  # the city has answered since we looked
            give_up(contact=contact)
            number += 1
    return number


@due.register("questions: never confirmed")
def drop_unconfirmed() -> int:
    """The link is too old to be used: nothing of the question is kept."""
    old = ContactRequest.objects.filter(
        state=ContactRequest.State.UNCONFIRMED, created__lte=timezone.now() - CONFIRM_WITHIN
    )
    return old.delete()[0]


@due.register("questions: visitors forgotten")
def forget_visitors() -> int:
    """The question and its answer stay with the city; who asked does not."""
    before = timezone.now() - FORGOTTEN_AFTER
    silent = Q(last_message=None) | Q(last_message__lte=before)
    over = ContactRequest.objects.filter(silent, ended__lte=before).exclude(visitor_email="")
    forget_contacts(over)
    return over.update(visitor_email="", visitor_name="", visitor_organisation="")
