"""Running a session: whoever comes is told of every change, once, and nobody loses a place by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Letter
from accounts.roles import Role
from core import due
from learning import attending, inviting, participant_letters, reminding, running
from learning.models import Registration, SessionDesk, SessionDocument, SessionInvitation
from learning.registering import places_of
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes, in_days

State, Status = Registration.State, SessionDesk.Status
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(site):
    return person("lead", Role.ORGANISER)


@pytest.fixture
def session(site):
    """In ten days, announced as it is."""
    session = factories.session("Housing", starts=in_days(10), status="planned", desk={"registration": "open"})
    with places_of(session):
        return session


def letters(event: str) -> dict[str, Letter]:
    return {letter.address: letter for letter in Letter.objects.filter(event=event)}


def desk_of(session) -> SessionDesk:
    return SessionDesk.objects.get(session=session)


def move(session, days: int) -> None:
    """As an editor does: a draft with another day, published."""
    session.starts = in_days(days)
    session.save_revision().publish()


def test_a_postponed_session_leaves_the_calendars_of_those_who_have_it(session, lead):
    coming, waiting, offered = (comes(session, name, state) for name, state in WHO)
    comes(session, "gone", State.CANCELLED), comes(session, "unknown", State.UNCONFIRMED)

    running.postpone(session=session, by=lead, words="The hall is flooded.")

    told = letters("session_postponed")
    assert set(told) == {coming.email, waiting.email, offered.email}
    assert "The hall is flooded." in told[coming.email].text
    assert "METHOD:CANCEL" in told[coming.email].calendar
    assert "SEQUENCE:1" in told[coming.email].calendar
    assert told[waiting.email].calendar == ""
    assert desk_of(session).status == Status.POSTPONED
    assert states_of(coming, waiting, offered) == [State.CONFIRMED, State.WAITING, State.WAITING]


WHO = [("coming", State.CONFIRMED), ("waiting", State.WAITING), ("offered", State.OFFERED)]


def states_of(*registrations: Registration) -> list[str]:
    return [Registration.objects.get(pk=one.pk).state for one in registrations]


def test_a_cancelled_session_is_told_once(session, lead):
    comes(session, "coming")

    running.cancel_session(session=session, by=lead)

    assert "METHOD:CANCEL" in letters("session_cancelled")["coming@example.org"].calendar
    with pytest.raises(ValidationError, match="no longer possible"):
        running.cancel_session(session=session, by=lead)
    assert Letter.objects.filter(event="session_cancelled").count() == 1


def test_a_postponed_session_is_planned_again_only_with_a_new_date(session, lead):
    running.postpone(session=session, by=lead)
    session.starts = ""
    session.save_revision().publish()

    with pytest.raises(ValidationError, match="Set the new date"):
        running.plan_again(session=session, by=lead, asks=False)


@pytest.mark.parametrize(("asks", "state"), [(True, State.OFFERED), (False, State.CONFIRMED)])
def test_the_new_date_is_announced_or_asked_about(session, lead, asks, state):
    coming = comes(session, "coming")
    running.postpone(session=session, by=lead)
    move(session, 30)
    assert letters("session_changed") == {}  # while it is postponed nothing is announced

    running.plan_again(session=session, by=lead, asks=asks)

    told = letters("session_changed")[coming.email]
    assert states_of(coming) == [state]
    assert ("Please confirm by" in told.text) is asks
    assert ("METHOD:REQUEST" in told.calendar) is not asks  # who has to confirm gets the entry when they do
    assert ("SEQUENCE:2" in told.calendar) is not asks
    assert desk_of(session).status == Status.PLANNED


def test_another_date_is_told_to_those_who_have_a_place(session):
    coming = comes(session, "coming")
    comes(session, "waiting", State.WAITING)

    move(session, 12)

    told = letters("session_changed")
    assert set(told) == {coming.email}
    assert f"DTSTART;VALUE=DATE:{in_days(12).replace('-', '')}" in told[coming.email].calendar
    assert desk_of(session).sequence == 1


def test_what_changes_nothing_for_them_is_not_told(session):
    comes(session, "coming")

    session.title = "Housing for all"
    session.save_revision().publish()

    assert letters("session_changed") == {}
    assert desk_of(session).sequence == 0


def test_publishing_an_old_draft_changes_nothing_of_the_desk(session, lead):
    old = session.save_revision()
    desk = desk_of(session)
    desk.capacity, desk.joining_url = 40, "https://meet.example.org/1"
    running.save_settings(desk=desk, by=lead)
    running.hold_session(session=factories.session(starts=in_days(-1), status="planned"), by=lead)
    before = SessionDesk.objects.filter(session=session).values().get()

    old.publish()

    assert SessionDesk.objects.filter(session=session).values().get() == before


def test_another_address_to_join_is_told_and_not_kept_in_the_clear(session, lead):
    coming = comes(session, "coming")
    desk = desk_of(session)
    desk.joining_url = "https://meet.example.org/secret"

    running.save_settings(desk=desk, by=lead)

    assert "meet.example.org/secret" in letters("session_changed")[coming.email].calendar.replace("\r\n ", "")
    assert "secret" not in str(desk_of(session).announced)


def test_fewer_places_than_are_taken_are_refused_and_nothing_is_saved(session, lead):
    comes(session, "one"), comes(session, "two")
    desk = desk_of(session)
    desk.capacity, desk.registration = 1, "closed"

    with pytest.raises(ValidationError) as refused:
        running.save_settings(desk=desk, by=lead)

    assert list(refused.value.message_dict) == ["capacity"]
    assert (desk_of(session).capacity, desk_of(session).registration) == (None, "open")


# --- the daily work -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "event"), [(10, None), (6, "session_reminder_week"), (1, "session_reminder_day"), (-1, None)]
)
def test_reminders_are_sent_once(site, days, event):
    session = factories.session(starts=in_days(days), status="planned")
    coming = comes(session, "coming")
    comes(session, "waiting", State.WAITING)

    first, second = reminding.remind(), reminding.remind()

    assert (first, second) == (1 if event else 0, 0)
    assert list(Letter.objects.values_list("event", "address")) == ([(event, coming.email)] if event else [])


def test_nobody_is_reminded_of_a_session_that_is_called_off(site, lead):
    session = factories.session(starts=in_days(6), status="planned")
    comes(session, "coming")
    running.postpone(session=session, by=lead)

    assert reminding.remind() == 0


def test_another_date_is_reminded_of_again(session):
    comes(session, "coming")
    SessionDesk.objects.filter(session=session).update(reminded_week=timezone.now())

    move(session, 6)

    assert reminding.remind() == 1


def test_a_session_is_held_by_itself_after_its_end(site):
    over, to_come = (factories.session(starts=in_days(days), status="planned") for days in (-2, 2))

    assert (reminding.note_held(), reminding.note_held()) == (1, 0)

    assert (desk_of(over).status, desk_of(to_come).status) == (Status.HELD, Status.PLANNED)


def test_the_daily_work_does_both():
    assert {"sessions: reminders", "sessions: held"} <= set(due._jobs)


# --- invitations, the door, letters -----------------------------------------------------------------------------------
def test_an_invitation_is_sent_in_its_language_and_the_earlier_one_withdrawn(session, lead):
    for _time in range(2):
        inviting.invite(session=session, email="a@example.org", language="fr", by=lead)

    open_now = SessionInvitation.objects.filter(withdrawn=None)
    letter = Letter.objects.filter(event="session_invitation").latest("pk")
    assert open_now.count() == 1
    assert letter.language == "fr"
    assert f"/fr/sessions/{session.slug}/register/" in letter.text


def test_who_is_registered_is_not_invited(session, lead):
    comes(session, "coming")

    with pytest.raises(ValidationError, match="already registered"):
        inviting.invite(session=session, email="COMING@example.org", language="fr", by=lead)


def test_a_withdrawn_invitation_stays_so(session, lead):
    invitation = inviting.invite(session=session, email="a@example.org", language="fr", by=lead)

    inviting.withdraw(invitation=invitation, by=lead), inviting.withdraw(invitation=invitation, by=lead)

    assert SessionInvitation.objects.exclude(withdrawn=None).count() == 1


def test_a_mark_said_twice_is_the_same(session):
    coming = comes(session, "coming")

    attending.mark_attendance(registration=coming, attended=True)
    attending.mark_attendance(registration=coming, attended=True)

    assert Registration.objects.get(pk=coming.pk).attended is True


def test_a_letter_goes_to_a_group_in_each_readers_language(session, lead):
    comes(session, "one"), comes(session, "deux", language="fr"), comes(session, "waiting", State.WAITING)

    number = participant_letters.write_to_participants(
        session=session, group="confirmed", subject="The hall", text="We meet at <b>gate 2</b>.", by=lead
    )

    told = letters("session_message")
    assert number == 2
    assert {one.language for one in told.values()} == {"en", "fr"}
    assert {one.subject for one in told.values()} == {"The hall"}
    assert "&lt;b&gt;gate 2" in told["one@example.org"].html
    assert "<b>gate 2" in told["one@example.org"].text


def test_documents_go_to_those_who_attended(site, lead):
    documents = [SessionDocument(title="Minutes", url="https://example.org/minutes.pdf"), SessionDocument(title="No")]
    session = factories.session(starts=in_days(-1), documents=documents)
    came = comes(session, "came", attended=True)
    comes(session, "absent", attended=False)

    assert participant_letters.send_documents(session=session, by=lead) == 1

    assert "https://example.org/minutes.pdf" in letters("session_documents")[came.email].text


def test_a_reminder_comes_the_day_before_whatever_the_hour(site):
    soon = timezone.localtime() + timedelta(hours=30)
    session = factories.session(
        starts=str(soon.date()), starts_at=soon.time().replace(microsecond=0), timezone="UTC", status="planned"
    )
    comes(session, "coming")

    assert reminding.remind() == 1
    assert Letter.objects.get().event == "session_reminder_day"
