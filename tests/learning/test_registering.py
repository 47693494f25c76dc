"""Registering: places, the waiting list, and what nobody may lose."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Letter
from learning import registering
from learning.models import Registration, SessionDesk
from tests import factories

State = Registration.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def session(site):
    """In ten days, with two places."""
    day = timezone.localdate() + timedelta(days=10)
    desk = {"registration": "open", "capacity": 2}
    return factories.session("Housing for newcomers", starts=str(day), status="planned", desk=desk)


def registered(session, name: str, **facts) -> Registration:
    """With an address that has been confirmed."""
    asked = Registration(session=session, name=name, email=f"{name}@example.org", language="en", place="Sfax", **facts)
    return registering.confirm_address(registration=registering.register(registration=asked))


def test_a_place_is_taken_when_the_address_is_confirmed(session):
    asked = Registration(session=session, name="A", email="a@example.org", language="fr", place="Sfax")

    registering.register(registration=asked)

    assert asked.state == State.UNCONFIRMED
    assert registering.places_left(SessionDesk.of(session), asked.way) == 2
    assert registering.confirm_address(registration=asked).state == State.CONFIRMED
    assert registering.places_left(SessionDesk.of(session), asked.way) == 1


def test_who_comes_too_late_waits_and_moves_up(session):
    first, second, third = (registered(session, name) for name in ("first", "second", "third"))
    assert [one.state for one in (first, second, third)] == [State.CONFIRMED, State.CONFIRMED, State.WAITING]

    registering.cancel(registration=first)

    third.refresh_from_db()
    assert third.state == State.OFFERED
    assert registering.accept_place(registration=third).state == State.CONFIRMED
    assert Letter.objects.filter(address=third.email).latest("pk").event == "registration_confirmed"


def test_a_place_that_is_not_accepted_goes_to_the_next(session):
    first, _second, third, fourth = (registered(session, name) for name in ("first", "second", "third", "fourth"))
    registering.cancel(registration=first)
    Registration.objects.filter(pk=third.pk).update(offered_until=timezone.now())

    assert registering.pass_places_on() == 1

    assert list(Registration.objects.filter(pk__in=[third.pk, fourth.pk]).values_list("state", flat=True)) == [
        State.CANCELLED,
        State.OFFERED,
    ]


def test_fewer_places_than_are_taken_are_refused(session):
    registered(session, "first"), registered(session, "second")
    desk = SessionDesk.of(session)
    desk.capacity = 1

    with pytest.raises(ValidationError) as refused:
        registering.change_places(desk=desk)

    assert refused.value.message_dict == {
        "capacity": ["2 people already have a place. Cancel some registrations first."]
    }


def test_an_address_registers_once_and_nobody_is_told_that_it_has(session):
    first = registered(session, "first")
    again = Registration(session=session, name="X", email="FIRST@example.org ", language="en", place="Sfax")

    assert registering.register(registration=again) == first

    assert Registration.objects.count() == 1
    assert Letter.objects.latest("pk").event == "registration_again"


def test_a_city_has_no_more_places_than_each_has(session):
    SessionDesk.objects.filter(session=session).update(places_per_city=1)

    assert registered(session, "first").state == State.CONFIRMED
    assert registered(session, "second").state == State.WAITING
