"""The probes of a session's registrations for tests/journeys/test_roles.py, each by the address that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cities.models import CityPage
from learning.models import Feedback, Registration, SessionInvitation, SessionPage
from learning.models.registrations import address_key
from learning.personal_data import FEWEST
from learning.teams import form_team
from tests import factories

State = Registration.State
NAME = "Ana Applicant"


def session_with_people(city: CityPage, lead) -> SessionPage:
    """In ten days, on application; one has applied, one has a place and was registered by the city's focal point."""
    day = timezone.localdate() + timedelta(days=10)
    desk = {"registration": "application", "capacity": 5}
    session = factories.session("Housing talks", starts=str(day), status="planned", desk=desk)
    form_team(session=session, by=lead)
    _comes(session, NAME, State.APPLIED)
    colleague = _comes(session, "Bo Colleague", State.CONFIRMED, city=city, confirmed=timezone.now())
    colleague.offers.add(factories.theme())
    SessionInvitation.objects.create(session=session, email="invited@example.org", language="en", token_hash="x")
    return session


def _comes(session: SessionPage, name: str, state: str, **facts) -> Registration:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    usual = {"name": name, "email": email, "email_key": address_key(email), "language": "en", "place": "Sfax"}
    return Registration.objects.create(session=session, state=state, **{**usual, **facts})


def made_by(session: SessionPage, focal_point) -> None:
    Registration.objects.filter(session=session, state=State.CONFIRMED).update(registered_by=focal_point)


def _applicant(session: SessionPage) -> Registration:
    return Registration.objects.get(session=session, name=NAME)


def _colleague(session: SessionPage) -> Registration:
    return Registration.objects.get(session=session, name="Bo Colleague")


def _shows(client: Client, where: str, text: str) -> bool:
    answer = client.get(where)
    return answer.status_code == 200 and text in answer.content.decode()


def list_registrations(client: Client, session: SessionPage) -> bool:
    return _shows(client, reverse("session_registrations", args=[session.pk]), NAME)


def read_needs(client: Client, session: SessionPage) -> bool:
    """Of the list: what somebody needs stands on it."""
    one = _colleague(session)
    one.access_needs = "A ramp of basalt"
    one.save()
    return _shows(client, reverse("session_registrations", args=[session.pk]), "A ramp of basalt")


def export(client: Client, session: SessionPage) -> bool:
    answer = client.post(reverse("session_file", args=[session.pk]), {"format": "csv"})
    return answer.status_code == 200 and NAME.encode() in b"".join(answer)


def decide(client: Client, session: SessionPage) -> bool:
    where = reverse("session_decide", args=[session.pk])
    client.post(where, {"step": "approve", "chosen": [_applicant(session).pk]})
    return _applicant(session).state == State.CONFIRMED


def attendance(client: Client, session: SessionPage) -> bool:
    where = reverse("session_attendance", args=[session.pk])
    client.post(where, {"registration": _colleague(session).pk, "attended": "yes"})
    return _colleague(session).attended is True


def read_feedback(client: Client, session: SessionPage) -> bool:
    """With as many answers as it takes."""
    answers = [Feedback(session=session, rating=5, will_use="yes", learned="Ask early") for _one in range(FEWEST)]
    Feedback.objects.bulk_create(answers)
    Registration.objects.filter(session=session).update(asked=True)
    return _shows(client, reverse("session_feedback", args=[session.pk]), "Ask early")


def certificates(client: Client, session: SessionPage) -> bool:
    """Whoever may ask is told that nobody has attended yet, or gets them."""
    answer = client.post(reverse("session_certificates", args=[session.pk]))
    return answer.status_code == 302 and answer["Location"].endswith(f"/{session.pk}/attendance/")


def invite(client: Client, session: SessionPage) -> bool:
    where = reverse("session_registrations", args=[session.pk])
    client.post(where, {"email": "new@example.org", "language": "en"})
    return SessionInvitation.objects.filter(email="new@example.org").exists()


def withdraw_invitation(client: Client, session: SessionPage) -> bool:
    invitation = SessionInvitation.objects.get(email="invited@example.org")
    client.post(reverse("session_withdraw_invitation", args=[session.pk, invitation.pk]))
    return SessionInvitation.objects.filter(pk=invitation.pk, withdrawn__isnull=False).exists()


def see_needs_and_offers(client: Client, session: SessionPage) -> bool:
    return _shows(client, reverse("session_needs", args=[session.pk]), "Bo Colleague")


def write_to_participants(client: Client, session: SessionPage) -> bool:
    """Opens the form: who may open it may send it."""
    return client.get(reverse("session_write", args=[session.pk])).status_code == 200


def change_settings(client: Client, session: SessionPage) -> bool:
    return client.get(reverse("session_settings", args=[session.pk])).status_code == 200


def see_colleagues(client: Client, session: SessionPage) -> bool:
    """On the desk: the name and how it stands."""
    return _shows(client, reverse("desk_registrations"), "Bo Colleague")


def cancel_colleague(client: Client, session: SessionPage) -> bool:
    client.post(reverse("cancel_registration", args=[_colleague(session).pk]))
    return _colleague(session).state == State.CANCELLED


def register_colleagues(client: Client, session: SessionPage) -> bool:
    return client.get(reverse("register_colleagues", args=[session.slug])).status_code == 200


def register(client: Client, session: SessionPage) -> bool:
    """With an address that nobody has used yet, or with that of the account."""
    form = {"name-field": "New", "email": "new@example.org", "place": "Sfax", "language": "en", "consent": "on"}
    client.post(reverse("register", args=[session.slug]), {**form, "note_to_team": "Because"})
    return Registration.objects.filter(session=session, name="New").exists()


def erase_another(client: Client, session: SessionPage) -> bool:
    """Without the link: by the address that it would have with a number."""
    where = reverse("registration_erase", args=[str(_applicant(session).pk)])
    client.post(where)
    return not _applicant_is_there(session)


def _applicant_is_there(session: SessionPage) -> bool:
    return Registration.objects.filter(session=session, name=NAME).exists()


REGISTRATION_PROBES: dict[str, Callable[[Client, SessionPage], bool]] = {
    "register": register,
    "list registrations": list_registrations,
    "read needs": read_needs,
    "export registrations": export,
    "decide": decide,
    "note attendance": attendance,
    "read feedback": read_feedback,
    "take certificates": certificates,
    "invite": invite,
    "withdraw an invitation": withdraw_invitation,
    "see needs and offers": see_needs_and_offers,
    "write to participants": write_to_participants,
    "change settings": change_settings,
    "register colleagues": register_colleagues,
    "see colleagues": see_colleagues,
    "cancel a colleague": cancel_colleague,
    "erase without the link": erase_another,
}
