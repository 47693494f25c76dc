"""What is kept of those who come to a session: seen by them, erased when they say so, and by itself in time.

What remains of a registration is one in a count: its state, way and language, whether somebody came and was asked what
they think of it, and the city where enough come from it. The link opens nothing any more. What was answered was never
theirs (`feedback.py`).
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from accounts import post
from accounts.models import User
from core import due

from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .models.registrations import address_key
from .registering import cancel, places_of
from .session_times import ends_at, zone_of
from .withdrawing import forget_introductions

State = Registration.State
Status = SessionDesk.Status

NEEDS_KEPT = timedelta(days=30)
"""Needs of access and diet, after the session."""
ENDED_KEPT = timedelta(days=90)
"""A registration that was cancelled or declined."""
FEWEST = 5
"""Of fewer people, a city or an answer would say who it was."""
REMAINS = {"id", "session", "state", "city", "language", "way", "attended", "asked", "created", "anonymised"}
"""Whatever else a registration has, now or one day, is emptied."""
LETTERS = ("registration_", "session_")
"""How the events of letters to those who register begin."""


# --- until when -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class KeptUntil:
    """`needs`: access and diet, None where the day is not known yet and they stay as long as the rest."""

    needs: datetime | None
    person: datetime


def kept_until(registration: Registration) -> KeptUntil:
    """A session without a day, or with one that is to be found again, is counted from the registration."""
    ends = over_at(registration.session)
    if registration.is_over:
        ended = registration.ended or registration.created
        return KeptUntil(min(ended, ends or ended) + NEEDS_KEPT, ended + ENDED_KEPT)
    if ends is None:
        return KeptUntil(None, _after_months(registration.created))
    ends = max(ends, registration.created)
    return KeptUntil(ends + NEEDS_KEPT, _after_months(ends))


def over_at(session: SessionPage) -> datetime | None:
    """The moment from which on it is past, which may be to come; None while it is not known.

    Of a day that is known only to the month or the year, the end of that. What was cancelled is past since.
    """
    desk = SessionDesk.of(session)
    if desk.status == Status.CANCELLED:
        return desk.changed
    if desk.status == Status.POSTPONED:
        return None
    last = session.ends or session.starts
    day = last.last_day() if last else None
    if day is None:
        return desk.changed if desk.status == Status.HELD else None
    return ends_at(session) or datetime.combine(day + timedelta(days=1), time.min, zone_of(session))


def _after_months(moment: datetime) -> datetime:
    """So many months later, on the same day of the month or its last."""
    years, month = divmod(moment.month - 1 + settings.REGISTRATIONS_KEPT_MONTHS, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


# --- erased -----------------------------------------------------------------------------------------------------
def erase(*, registration: Registration) -> None:
    """Whose it was is forgotten for good. Again: nothing.

    What still runs is cancelled first, so that the place goes to the next; the letter that says so still leaves, and
    is forgotten then. An address that was never confirmed leaves nothing at all.
    """
    with places_of(registration.session) as desk:
        found = Registration.objects.of_people().select_related("session").filter(pk=registration.pk).first()
        if found is None:
            return
        _forget_letters(found)
        forget_introductions(found)
        SessionInvitation.objects.filter(session=found.session, email__iexact=found.email).delete()
        if found.state == State.UNCONFIRMED:
            found.delete()
            return
        ends = over_at(desk.session)
        if not found.is_over and desk.status != Status.HELD and (ends is None or ends > timezone.now()):
            found = cancel(registration=found)
            post.forget_once_sent(found.email, event="registration_cancelled")
        _anonymise(found)
        _empty_small_cities(found.session)


def _forget_letters(registration: Registration) -> None:
    """Those about sessions. Where the person comes to another one, what is not sent yet may be about that one."""
    others = Registration.objects.filter(email_key=registration.email_key).exclude(pk=registration.pk)
    post.forget(registration.email, begins=LETTERS, only_sent=others.exists())


def _anonymise(registration: Registration) -> None:
    for field in registration._meta.concrete_fields:
        if field.name not in REMAINS:
            setattr(registration, field.attname, None if field.null else field.get_default())
    registration.key = ""
    registration.anonymised = timezone.now()
    registration.created = registration.created.astimezone(UTC).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    registration.save()
    for themes in (registration.wants, registration.offers):
        themes.clear()


def _empty_small_cities(session: SessionPage) -> None:
    """Of those forgotten, where fewer than five of the session have the same city and state."""
    everybody = Registration.objects.filter(session=session).exclude(city=None)
    groups = Counter(everybody.order_by().values_list("city", "state"))
    for (city, state), number in groups.items():
        if number < FEWEST:
            everybody.filter(city=city, state=state).exclude(anonymised=None).update(city=None)


@receiver(pre_delete, sender=User)
def erase_with_the_account(instance: User, **kwargs) -> None:
    """An account that is deleted takes along what was registered under it, or under its address."""
    own = Q(person=instance) | Q(email_key=address_key(instance.email or "-"))
    for registration in Registration.objects.of_people().filter(own).select_related("session"):
        erase(registration=registration)


# --- by itself, in time -----------------------------------------------------------------------------------------
@due.register("registrations: needs of access and diet erased")
def erase_needs() -> int:
    now = timezone.now()
    told = Registration.objects.of_people().exclude(access_needs="", diet="").defer("access_needs", "diet")
    over = [one.pk for one in _with_sessions(told) if (until := kept_until(one).needs) and until <= now]
    return Registration.objects.filter(pk__in=over).update(access_needs="", diet="")


@due.register("registrations: people forgotten")
def erase_old() -> int:
    now = timezone.now()
    people = Registration.objects.of_people().exclude(state=State.UNCONFIRMED).defer("access_needs", "diet")
    over = [one for one in _with_sessions(people) if kept_until(one).person <= now]
    for registration in over:
        erase(registration=registration)
    return len(over)


@due.register("registrations: invitations erased")
@transaction.atomic
def erase_invitations() -> int:
    """Of those that were used or withdrawn, the address; those that nobody used, once the session is past."""
    now = timezone.now()
    closed = SessionInvitation.objects.exclude(used=None, withdrawn=None).exclude(email="").update(email="")
    unused = SessionInvitation.objects.filter(used=None, withdrawn=None)
    over = [one.pk for one in _with_sessions(unused) if (over_at(one.session) or _after_months(one.created)) <= now]
    return closed + SessionInvitation.objects.filter(pk__in=over).delete()[0]


def _with_sessions(found: models.QuerySet) -> models.QuerySet:
    return found.select_related("session__desk")
