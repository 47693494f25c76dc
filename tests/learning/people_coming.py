"""People who registered for a session, without the letters and the days that it takes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from learning.models import Registration, SessionPage
from learning.models.registrations import address_key

State = Registration.State


def in_days(days: int) -> str:
    """A day as the page of a session has it."""
    return str(timezone.localdate() + timedelta(days=days))


def comes(session: SessionPage, name: str, state: str = State.CONFIRMED, **facts) -> Registration:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    moments = {"confirmed": timezone.now()} if state == State.CONFIRMED else {}
    return Registration.objects.create(
        **{
            "session": session,
            "name": name,
            "email": email,
            "email_key": address_key(email),
            "language": "en",
            "state": state,
            "place": "Sfax",
            **moments,
            **facts,
        }
    )


def crowd(session: SessionPage, number: int) -> None:
    """In bulk: so many with a place, each with needs."""
    Registration.objects.bulk_create(
        Registration(
            session=session,
            name=f"Person {n}",
            email=f"person{n}@example.org",
            email_key=f"person{n}@example.org",
            language="en",
            state=State.CONFIRMED,
            confirmed=timezone.now(),
            city=session.host_city,
            access_needs="A ramp",
        )
        for n in range(number)
    )
