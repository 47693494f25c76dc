"""Registering for a session: from the form to the place, the waiting list, and back.

Never more hold a place than there are places, and nobody who was told of one loses it: whoever takes, frees or counts
places does so inside `places_of`, one after the other. Every step is taken once, whoever clicks twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cities.belonging import cities_spoken_for
from core import due
from core.folding import fold
from core.models import Theme
from core.numbers import display_number
from core.tokens import hashed

from .announced import facts_announced
from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .models.registrations import address_key, new_key
from .registration_letters import write_to_person
from .session_times import begins_at, zone_of
from .withdrawing import withdraw_introductions

State = Registration.State
Mode = SessionDesk.Registration

CONFIRM_WITHIN = timedelta(hours=48)
"""Without the hour: the link is the same in every letter, and good until the person is forgotten."""


@contextmanager
def places_of(session: SessionPage) -> Iterator[SessionDesk]:
    """The session's desk, kept from all others until what is done inside is there to stay.

    The row's lock is what makes them wait on PostgreSQL; on SQLite it is the transaction, which is IMMEDIATE.
    """
    with transaction.atomic():
        SessionDesk.objects.get_or_create(session=session)
        desk = SessionDesk.objects.select_for_update(of=("self",)).select_related("session").get(session=session)
        if not desk.announced:  # from now on people come, who will be told of what changes
            desk.announced = facts_announced(desk)
            desk.save(update_fields=["announced"])
        yield desk


# --- is there a place? ------------------------------------------------------------------------------------------
def places(desk: SessionDesk, way: str) -> int | None:
    """How many there are for those who come this way; None where there is no limit."""
    if desk.session.mode == SessionPage.Mode.HYBRID and way == Registration.Way.ONLINE:
        return desk.capacity_online
    return desk.capacity


def holders(desk: SessionDesk, way: str) -> QuerySet[Registration]:
    """Who holds one of these places; of a session that is not hybrid, all."""
    holding = Registration.objects.filter(session=desk.session).holding_a_place()
    return holding.filter(way=way) if desk.session.mode == SessionPage.Mode.HYBRID else holding


def places_left(desk: SessionDesk, way: str) -> int | None:
    """None where there is no limit; never less than 0."""
    limit = places(desk, way)
    return None if limit is None else max(limit - holders(desk, way).count(), 0)


@dataclass(frozen=True)
class PlacesNow:
    """How many places are left, None where there is no limit, and how many people wait for one."""

    left: int | None
    left_online: int | None
    """Of a session that is not hybrid, None."""
    waiting: int


def places_now(desk: SessionDesk) -> PlacesNow:
    """For pages, in one query; whoever takes a place asks `has_place_for` inside `places_of`."""
    holds, is_hybrid = Q(state__in=(State.CONFIRMED, State.OFFERED)), desk.session.mode == SessionPage.Mode.HYBRID
    online = Q(way=Registration.Way.ONLINE)
    found = Registration.objects.filter(session=desk.session).aggregate(
        held=Count("pk", filter=holds & ~online if is_hybrid else holds),
        online=Count("pk", filter=holds & online),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    left = None if desk.capacity is None else max(desk.capacity - found["held"], 0)
    online_left = None
    if is_hybrid and desk.capacity_online is not None:
        online_left = max(desk.capacity_online - found["online"], 0)
    return PlacesNow(left, online_left, found["waiting"])


def has_place_for(desk: SessionDesk, registration: Registration) -> bool:
    return places_left(desk, registration.way) != 0 and not _city_is_full(desk, registration)


def _city_is_full(desk: SessionDesk, registration: Registration) -> bool:
    if desk.places_per_city is None:
        return False
    others = Registration.objects.filter(session=desk.session).holding_a_place().exclude(pk=registration.pk)
    if registration.city_id:
        return others.filter(city=registration.city_id).count() >= desk.places_per_city
    if not registration.place:
        return False
    names = others.filter(city=None).values_list("place", flat=True)
    return sum(fold(name) == fold(registration.place) for name in names) >= desk.places_per_city


def why_closed(desk: SessionDesk, invitation: SessionInvitation | None = None, now: datetime | None = None) -> str:
    """Why nobody can register now, in a sentence; empty where one can."""
    now, begins = now or timezone.now(), begins_at(desk.session)
    reasons = (
        (desk.status == SessionDesk.Status.CANCELLED, _("This session has been cancelled.")),
        (
            desk.status == SessionDesk.Status.POSTPONED,
            _("This session has been postponed. Registration opens again once the new date is known."),
        ),
        (
            desk.status == SessionDesk.Status.HELD or (begins and begins <= now),
            _("This session has already begun."),
        ),
        (desk.registration in (Mode.CLOSED, Mode.OUTSIDE), _("There is no registration here for this session.")),
        (
            desk.registration == Mode.INVITATION and invitation is None,
            _("Registration is by invitation only. Please use the link in your invitation."),
        ),
        (
            desk.opens and now < desk.opens,
            _("Registration opens on %(date)s.") % {"date": _written(desk, desk.opens)},
        ),
        (
            desk.closes and now >= desk.closes,
            _("Registration closed on %(date)s.") % {"date": _written(desk, desk.closes)},
        ),
    )
    return next((sentence for holds, sentence in reasons if holds), "")


def _written(desk: SessionDesk, moment: datetime | None) -> str:
    """Where the session is held."""
    return date_format(timezone.localtime(moment, zone_of(desk.session)), "DATETIME_FORMAT") if moment else ""


# --- registering ------------------------------------------------------------------------------------------------
def invitation_of(session: SessionPage, token: str) -> SessionInvitation | None:
    """The invitation of this link, while it can be used."""
    found = SessionInvitation.objects.filter(session=session, token_hash=hashed(token, of="learning.invitation"))
    return found.filter(used=None, withdrawn=None).first() if token else None


def register(
    *,
    registration: Registration,
    wants: Iterable[Theme] = (),
    offers: Iterable[Theme] = (),
    by: User | None = None,
    invitation: SessionInvitation | None = None,
) -> Registration:
    """Takes down a registration that is not saved yet; the place is taken when the address is confirmed.

    An address that is known to be the person's, because they are signed in with it or were invited by it, needs no
    confirmation. An address that is registered already gets its link again, and whoever asked is told nothing of it.
    Whoever is registered by another agrees to it by confirming.
    Raises ValidationError: a field, registration that is not open.
    """
    registration.email_key = address_key(registration.email)
    with places_of(registration.session) as desk:
        if why := why_closed(desk, invitation):
            raise ValidationError(why)
        before = Registration.objects.filter(session=desk.session, email_key=registration.email_key).first()
        if before is not None and before.state != State.CANCELLED:
            write_to_person("registration_again", before)
            return before
        if before is not None:
            registration.pk, registration.created, registration.key = before.pk, timezone.now(), new_key()
            registration._state.adding = False
        is_own = by is not None and address_key(by.email) == registration.email_key
        is_for_another = by is not None and not is_own
        registration.state = State.UNCONFIRMED
        registration.consented = None if is_for_another else timezone.now()
        registration.person = by if is_own else None
        registration.registered_by = by if is_for_another else None
        registration.full_clean(validate_unique=False, validate_constraints=False)
        registration.save()
        registration.wants.set(wants)
        registration.offers.set(offers)
        if invitation is not None:
            _use(invitation)
        if is_own or (invitation and address_key(invitation.email) == registration.email_key):
            return _settle(desk, registration, is_invited=invitation is not None)
        write_to_person("registration_confirm", registration, by=registration.registered_by)
    return registration


@transaction.atomic
def register_colleagues(*, registrations: Iterable[Registration], by: User) -> list[Registration]:
    """All of them or none, each told by letter. Raises ValidationError: a city for which `by` does not speak, the rest
    as `register`."""
    registrations, spoken_for = list(registrations), {city.pk for city in cities_spoken_for(by)}
    if any(registration.city_id not in spoken_for for registration in registrations):
        raise ValidationError(_("You can register colleagues only for a city whose focal point you are."))
    return [register(registration=registration, by=by) for registration in registrations]


def _use(invitation: SessionInvitation) -> None:
    """Once: of two who use it at the same time, the second waits for the desk and then finds it used."""
    unused = SessionInvitation.objects.filter(pk=invitation.pk, used=None, withdrawn=None)
    if not unused.update(used=timezone.now(), email=""):
        raise ValidationError(_("This invitation has already been used."))


def confirm_address(*, registration: Registration) -> Registration:
    """The person has the address: the place is taken, or the next on the waiting list. Again: nothing.

    Raises ValidationError when the link is older than 48 hours, or registration has closed for good meanwhile.
    """
    with places_of(registration.session) as desk:
        registration = _fresh(registration)
        if registration.state != State.UNCONFIRMED:
            return registration
        if has_lapsed(registration):
            raise ValidationError(_("This link is more than 48 hours old. Please register again."))
        if desk.status != SessionDesk.Status.PLANNED:
            raise ValidationError(why_closed(desk))
        if registration.consented is None:
            registration.consented = timezone.now()
            registration.save(update_fields=["consented"])
        return _settle(desk, registration, is_invited=desk.registration == Mode.INVITATION)


def has_lapsed(registration: Registration) -> bool:
    """Never confirmed, and too late for it: about to be deleted."""
    return registration.state == State.UNCONFIRMED and registration.created <= timezone.now() - CONFIRM_WITHIN


def _settle(desk: SessionDesk, registration: Registration, *, is_invited: bool) -> Registration:
    """What comes after the address is confirmed."""
    if desk.registration == Mode.APPLICATION and not is_invited:
        registration.state = State.APPLIED
        registration.save(update_fields=["state"])
        write_to_person("registration_applied", registration)
        return registration
    return _take_place(desk, registration)


def _take_place(desk: SessionDesk, registration: Registration) -> Registration:
    now = timezone.now()
    if has_place_for(desk, registration):
        registration.state, registration.confirmed = State.CONFIRMED, now
        event = "registration_confirmed"
    else:
        registration.state, registration.waiting_since = State.WAITING, now
        event = "registration_waiting"
    registration.save(update_fields=["state", "confirmed", "waiting_since"])
    write_to_person(event, registration)
    return registration


def _fresh(registration: Registration) -> Registration:
    """As it is now; only inside `places_of`."""
    return Registration.objects.select_related("session").get(pk=registration.pk)


# --- what the team decides --------------------------------------------------------------------------------------
def approve(*, registration: Registration, by: User) -> Registration:
    """An application is accepted: a place, or the waiting list. Raises ValidationError when it is decided already."""
    with places_of(registration.session) as desk:
        registration = _fresh(registration)
        if registration.state not in (State.APPLIED, State.DECLINED):
            raise ValidationError(_("This application has already been decided."))
        registration.decided_by, registration.ended = by, None
        registration.save(update_fields=["decided_by", "ended"])
        return _take_place(desk, registration)


def decline(*, registration: Registration, by: User, words: str = "") -> Registration:
    """An application is declined, in a letter with the team's `words`. Raises ValidationError when it is decided."""
    with places_of(registration.session):
        registration = _fresh(registration)
        if registration.state != State.APPLIED:
            raise ValidationError(_("This application has already been decided."))
        registration.state, registration.decided_by, registration.ended = State.DECLINED, by, timezone.now()
        registration.save(update_fields=["state", "decided_by", "ended"])
        write_to_person("registration_declined", registration, words=words.strip())
        return registration


def change_places(*, desk: SessionDesk) -> SessionDesk:
    """Saves the places that `desk` asks for, and offers those that are new.

    Raises ValidationError at the field when there are fewer than hold one already.
    """
    with places_of(desk.session) as before:
        for name, way in (("capacity", Registration.Way.IN_PERSON), ("capacity_online", Registration.Way.ONLINE)):
            before.capacity, before.capacity_online = desk.capacity, desk.capacity_online
            limit, held = getattr(desk, name), holders(before, way).count()
            if name == "capacity_online" and desk.session.mode != SessionPage.Mode.HYBRID:
                continue
            if limit is not None and limit < held:
                words = ngettext(
                    "%(number)s person already has a place. Cancel some registrations first.",
                    "%(number)s people already have a place. Cancel some registrations first.",
                    held,
                )
                raise ValidationError({name: words % {"number": display_number(held)}})
        before.places_per_city, before.days_to_accept = desk.places_per_city, desk.days_to_accept
        before.save(update_fields=["capacity", "capacity_online", "places_per_city", "days_to_accept"])
        _move_up(before)
        return before


# --- the person's own steps -------------------------------------------------------------------------------------
def accept_place(*, registration: Registration) -> Registration:
    """The place that was offered is taken. Again: nothing. Raises ValidationError when the term is over."""
    with places_of(registration.session):
        registration = _fresh(registration)
        if registration.state == State.CONFIRMED:
            return registration
        if registration.state != State.OFFERED or registration.offered_until <= timezone.now():
            raise ValidationError(_("This place has been passed on to the next person on the waiting list."))
        registration.state, registration.confirmed, registration.offered_until = State.CONFIRMED, timezone.now(), None
        registration.save(update_fields=["state", "confirmed", "offered_until"])
        write_to_person("registration_confirmed", registration)
        return registration


def cancel(*, registration: Registration, by_team: bool = False) -> Registration:
    """The person does not come; the place goes to the next on the waiting list. Again: nothing."""
    with places_of(registration.session) as desk:
        registration = _fresh(registration)
        if registration.is_over:
            return registration
        was_known = registration.state != State.UNCONFIRMED
        registration.state, registration.ended, registration.offered_until = State.CANCELLED, timezone.now(), None
        registration.save(update_fields=["state", "ended", "offered_until"])
        withdraw_introductions(registration)
        if was_known:
            write_to_person("registration_cancelled", registration, by_team=by_team)
        _move_up(desk)
        return registration


def change_way(*, registration: Registration, way: str) -> Registration:
    """In person in place of online, or the reverse. Raises ValidationError when there is no place that way."""
    with places_of(registration.session) as desk:
        registration = _fresh(registration)
        if registration.way == way:
            return registration
        registration.way = way
        _check_way(desk, registration)
        registration.save(update_fields=["way"])
        _move_up(desk)
        return registration


def _check_way(desk: SessionDesk, registration: Registration) -> None:
    if registration.holds_a_place and places_left(desk, registration.way) == 0:
        raise ValidationError({"way": _("There is no place left for this. Your place as it is stays yours.")})


CHANGEABLE = (
    "name",
    "city",
    "place",
    "organisation",
    "function",
    "language",
    "interpretation",
    "way",
    "wants_in_words",
    "offers_in_words",
    "access_needs",
    "diet",
    "needs_travel_support",
    "agrees_to_introductions",
    "note_to_team",
)
"""All that a person says of themselves but the address, which is what the link proves."""


def change(
    *, registration: Registration, wants: Iterable[Theme] | None = None, offers: Iterable[Theme] | None = None
) -> Registration:
    """Saves what the person has changed in `registration`, and nothing but `CHANGEABLE` and the themes that are given.

    Raises ValidationError: a field, no place left for another way or another city, a registration that is over.
    """
    with places_of(registration.session) as desk:
        now = _fresh(registration)
        if now.is_over:
            raise ValidationError(_("This registration is over. Nothing was changed."))
        before = (now.way, now.city_id, now.place)
        for name in CHANGEABLE:
            setattr(now, name, getattr(registration, name))
        now.full_clean(validate_unique=False, validate_constraints=False)
        if now.way != before[0]:
            _check_way(desk, now)
        if now.holds_a_place and (now.city_id, now.place) != before[1:] and _city_is_full(desk, now):
            raise ValidationError(
                {"city": _("All places for this city are taken. Your registration as it is stays yours.")}
            )
        now.save(update_fields=CHANGEABLE)
        if wants is not None:
            now.wants.set(wants)
        if offers is not None:
            now.offers.set(offers)
        if not now.agrees_to_introductions:
            withdraw_introductions(now)
        _move_up(desk)
        return now


def _move_up(desk: SessionDesk) -> None:
    """Offers each free place to the next who waits and may have it."""
    if desk.status != SessionDesk.Status.PLANNED:
        return
    for registration in Registration.objects.filter(session=desk.session).waiting():
        if has_place_for(desk, registration):
            offer(desk, registration)


def offer(desk: SessionDesk, registration: Registration, event: str = "registration_offered") -> None:
    """Keeps a place for somebody, who has some days to accept it, and never longer than until the session begins."""
    until, begins = timezone.now() + timedelta(days=desk.days_to_accept), begins_at(desk.session)
    registration.offered_until = min(until, begins) if begins and begins > timezone.now() else until
    registration.state = State.OFFERED
    registration.save(update_fields=["state", "offered_until"])
    write_to_person(event, registration)


# --- what becomes of it by itself -------------------------------------------------------------------------------
@due.register("registrations: never confirmed", often=True)
def drop_unconfirmed() -> int:
    """The link is too old to be used: nothing of it is kept."""
    old = Registration.objects.filter(state=State.UNCONFIRMED, created__lte=timezone.now() - CONFIRM_WITHIN)
    return old.delete()[0]


@due.register("registrations: places passed on", often=True)
def pass_places_on() -> int:
    """Who did not accept in time is told; the place is offered to the next."""
    late = Registration.objects.filter(state=State.OFFERED, offered_until__lte=timezone.now())
    return sum(_pass_on(registration) for registration in late.select_related("session"))


def _pass_on(registration: Registration) -> bool:
    with places_of(registration.session) as desk:
        registration = _fresh(registration)
        if registration.state != State.OFFERED or registration.offered_until > timezone.now():
            return False
        registration.state, registration.ended, registration.offered_until = State.CANCELLED, timezone.now(), None
        registration.save(update_fields=["state", "ended", "offered_until"])
        withdraw_introductions(registration)
        write_to_person("registration_lapsed", registration)
        _move_up(desk)
        return True
