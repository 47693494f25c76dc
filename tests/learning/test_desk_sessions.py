"""The organiser's pages: whose they are, what they show, and what leaves by them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from accounts.models import Letter, User
from accounts.roles import Role
from core.waiting import waiting_for
from learning.inviting import invite
from learning.models import Registration, SessionDesk, SessionTeam
from learning.teams import form_team
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes, crowd, in_days
from tests.pages import assert_nowhere, attributes, has, read, text, texts

State = Registration.State


class World:
    """A session with its team, and everybody who is not in it."""

    def __init__(self) -> None:
        city = factories.city("Sfax")
        self.lead, self.reception = person("lead", Role.ORGANISER), person("reception", Role.ORGANISER)
        self.others = {
            "organiser": person("organiser", Role.ORGANISER),
            "editor": person("editor", Role.EDITOR),
            "mne": person("mne", Role.MNE),
            "translator": person("translator", Role.TRANSLATOR),
            "official": person("official", Role.OFFICIAL, city),
            "focal-point": person("focal", Role.FOCAL_POINT, city),
        }
        self.administrator = User.objects.create_superuser("admin", "admin@example.org", "password")
        desk = {"registration": "application", "capacity": 2}
        self.session = factories.session("Housing", starts=in_days(10), status="planned", desk=desk, host_city=city)
        form_team(session=self.session, by=self.lead)
        SessionTeam.objects.create(session=self.session, person=self.reception, role=SessionTeam.Role.DESK)
        self.applied = comes(self.session, "Zoé", State.APPLIED, city=city, access_needs="A ramp", note_to_team="Why")
        self.coming = comes(self.session, "=SUM(1)", diet="No nuts", interpretation="fr", needs_travel_support=True)
        self.invitation = invite(session=self.session, email="i@example.org", language="en", by=self.lead)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]
READ = ("desk_session", "session_settings", "session_team", "session_registrations", "session_attendance")
ALSO_READ = ("session_write", "session_needs", "session_feedback")


@pytest.fixture
def session(world):
    return world.session


@pytest.fixture
def lead(world, client) -> User:
    client.force_login(world.lead)
    return world.lead


def address(name: str, session, *more: int) -> str:
    return reverse(name, args=[session.pk, *more])


def addresses(world) -> dict[str, str]:
    """Every address of one session, with how it is asked."""
    member = SessionTeam.objects.filter(session=world.session).first()
    read_and_sent = {address(name, world.session): "get" for name in (*READ, *ALSO_READ)}
    sent = {
        address("session_decide", world.session): "post",
        address("session_file", world.session): "post",
        address("session_leave_team", world.session, member.pk): "post",
        address("session_withdraw_invitation", world.session, world.invitation.pk): "post",
    }
    return read_and_sent | sent


# --- whose they are -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["organiser", "editor", "mne", "translator", "official", "focal-point"])
def test_a_session_of_another_team_is_not_there(client, world, who):
    client.force_login(world.others[who])

    for one, method in addresses(world).items():
        assert getattr(client, method)(one).status_code == 404, one
        assert client.post(one, {"step": "cancel", "attended": "yes"}).status_code == 404, one

    assert Registration.objects.filter(attended=None).count() == 2
    assert SessionDesk.objects.get(session=world.session).status == "planned"


def test_a_visitor_is_asked_to_sign_in(client, world):
    for one, method in {**addresses(world), reverse("desk_sessions"): "get"}.items():
        answer = getattr(client, method)(one)
        assert answer.status_code == 302, one
        assert "login" in answer["Location"]


@pytest.mark.parametrize("who", ["lead", "reception", "administrator"])
def test_the_team_and_administrators_see_it(client, world, who):
    client.force_login(getattr(world, who))

    assert texts(client.get(reverse("desk_sessions")), ".sessions-run h2") == ["Housing"]
    for name in (*READ, *ALSO_READ):
        assert client.get(address(name, world.session)).status_code == 200, name


@pytest.mark.parametrize("who", ["editor", "mne", "official", "focal-point"])
def test_who_runs_nothing_has_no_list(client, world, who):
    client.force_login(world.others[who])

    assert client.get(reverse("desk_sessions")).status_code == 404


def test_another_organiser_sees_no_registrations_in_the_list(client, world):
    client.force_login(world.others["organiser"])
    page = client.get(reverse("desk_sessions"))

    assert not has(page, ".sessions-run")
    assert_nowhere(page, "Housing", "Zoé")


def test_a_registration_of_another_session_is_not_reached_through_ones_own(client, world, lead):
    other = comes(factories.session(starts=in_days(3), status="planned"), "Nadia", State.APPLIED)

    client.post(address("session_decide", world.session), {"step": "approve", "chosen": [other.pk]})
    answer = client.post(address("session_attendance", world.session), {"registration": other.pk, "attended": "yes"})

    other.refresh_from_db()
    assert (other.state, other.attended, answer.status_code) == (State.APPLIED, None, 404)


def test_only_a_lead_changes_the_team(client, world):
    client.force_login(world.reception)
    who = {"person": world.others["editor"].pk, "role": "organiser"}

    client.post(address("session_team", world.session), who)
    client.force_login(world.lead)
    client.post(address("session_team", world.session), who)

    assert list(world.session.team.values_list("person__username", flat=True)) == ["lead", "reception", "editor"]


def test_a_team_keeps_a_lead(client, world, lead):
    member = SessionTeam.objects.get(session=world.session, person=lead)

    page = client.post(address("session_leave_team", world.session, member.pk), follow=True)

    assert "Add another lead first" in text(page)


def test_an_organiser_takes_on_what_nobody_runs(client, world):
    free = factories.session("Nobody’s", status="planned")
    client.force_login(world.others["organiser"])
    assert "Nobody’s" in text(client.get(reverse("desk_sessions")))

    client.post(address("session_take_on", free))
    client.post(address("session_take_on", world.session))

    assert list(SessionTeam.objects.of(world.others["organiser"]).values_list("session", flat=True)) == [free.pk]


def test_who_is_no_organiser_takes_nothing_on(client, world):
    free = factories.session(status="planned")
    client.force_login(world.others["official"])

    assert client.post(address("session_take_on", free)).status_code == 404


# --- the list of registrations --------------------------------------------------------------------------------------
def names(page) -> list[str]:
    return texts(page, "tbody th > bdi:first-child")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["Zoé", "=SUM(1)"]),
        ("?q=zoe", ["Zoé"]),
        ("?state=confirmed", ["=SUM(1)"]),
        ("?state=nonsense&city=x", ["Zoé", "=SUM(1)"]),
        ("?way=online", []),
    ],
)
def test_the_list_is_searched_and_filtered(client, session, lead, question, found):
    assert names(client.get(address("session_registrations", session) + question)) == found


def test_what_those_who_come_need_is_counted(client, session, lead):
    page = client.get(address("session_registrations", session))

    assert "No nuts" in text(page, "details.panel")
    assert "A ramp" not in text(page)  # of an application, which is not decided yet
    assert "need support for their travel" in text(page, ".counts")


def test_several_are_decided_at_once_and_only_once(client, world, session, lead):
    second = comes(session, "Second", State.APPLIED)
    data = {"step": "approve", "chosen": [world.applied.pk, second.pk]}

    page = client.post(address("session_decide", session), data, follow=True)
    again = client.post(address("session_decide", session), data, follow=True)

    assert "2 applications approved." in text(page)
    assert "2 had already been decided." in text(again)
    states = {one.name: one.state for one in Registration.objects.filter(session=session)}
    assert states == {"Zoé": State.CONFIRMED, "Second": State.WAITING, "=SUM(1)": State.CONFIRMED}


def test_who_is_declined_reads_the_words_of_the_team(client, world, session, lead):
    data = {"step": "decline", "chosen": [world.applied.pk], "words": "Next year!"}

    client.post(address("session_decide", session), data)

    assert "Next year!" in Letter.objects.get(event="registration_declined").text


def test_looking_is_written_down_once_an_hour_and_nothing_of_whom(client, session, lead):
    for _time in range(2):
        client.get(address("session_registrations", session))

    (entry,) = PageLogEntry.objects.filter(action="learning.registrations_seen")
    assert (entry.user, entry.data) == (lead, {})


def test_somebody_is_invited_and_the_invitation_withdrawn(client, session, lead):
    data = {"email": "new@example.org", "language": "ar"}
    page = client.post(address("session_registrations", session), data, follow=True)
    assert "new@example.org" in text(page, "#invite ~ ul")

    invitation = session.invitations.get(email="new@example.org")
    client.post(address("session_withdraw_invitation", session, invitation.pk))

    assert "new@example.org" not in text(client.get(address("session_registrations", session)), "#invite ~ ul")


# --- files ----------------------------------------------------------------------------------------------------------
def file_of(client, session, **data):
    return client.post(address("session_file", session), {"format": "csv", **data})


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_file_has_the_listed_columns_no_needs_and_no_formula(client, session, lead):
    answer = file_of(client, session)
    head, *rows = rows_of(answer)

    assert head[:3] == ["name", "email address", "city"]
    assert "diet" not in head
    assert [row[0] for row in rows] == ["Zoé", "'=SUM(1)"]
    assert "Link" not in answer  # what is said of people is under no licence
    assert PageLogEntry.objects.get(action="learning.registrations_exported").data == {
        "format": "csv",
        "with_needs": False,
        "number": 2,
    }


def test_needs_leave_only_when_asked_for_and_that_is_written_down(client, session, lead):
    head, *rows = rows_of(file_of(client, session, with_needs="on"))

    assert head[-2:] == ["needs of access", "diet"]
    assert rows[0][-2] == "A ramp"
    assert PageLogEntry.objects.get(action="learning.registrations_exported").data["with_needs"] is True


def test_a_workbook_has_texts_and_no_formulas(client, session, lead):
    answer = file_of(client, session, format="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert sheet["A3"].value == "=SUM(1)"


def test_notes_and_keys_never_leave(client, world, session, lead):
    content = str(rows_of(file_of(client, session, with_needs="on")))

    assert world.coming.key not in content
    assert "Why" not in content


# --- the door -------------------------------------------------------------------------------------------------------
def test_a_mark_is_one_tap_and_stays_after_a_double_click(client, world, session, lead):
    tap = {"registration": world.coming.pk, "attended": "yes"}

    for _time in range(2):
        answer = client.post(address("session_attendance", session) + "?q=sum", tap)

    page = client.get(answer["Location"])
    assert answer["Location"].endswith(f"?q=sum#person-{world.coming.pk}")
    assert Registration.objects.get(pk=world.coming.pk).attended is True
    assert attributes(page, ".said-of button[aria-pressed=true]", "value") == ["yes"]


def test_a_wrong_mark_is_taken_back(client, world, session, lead):
    for said in ("no", ""):
        client.post(address("session_attendance", session), {"registration": world.coming.pk, "attended": said})

    assert Registration.objects.get(pk=world.coming.pk).attended is None


# --- settings, steps, letters ---------------------------------------------------------------------------------------
def settings_of(**facts) -> dict:
    return {"registration": "open", "days_to_accept": "3", **facts}


def test_settings_are_saved_in_the_zone_of_the_session(client, site, lead):
    session = factories.session(starts=in_days(9), timezone="Africa/Tunis", status="planned")
    form_team(session=session, by=lead)

    answer = client.post(address("session_settings", session), settings_of(opens="31/12/2026 09:30", capacity="40"))

    desk = SessionDesk.objects.get(session=session)
    assert answer.status_code == 302
    assert (str(desk.opens), desk.capacity) == ("2026-12-31 08:30:00+00:00", 40)


def test_a_newer_version_is_told_before_it_is_replaced(client, session, lead):
    page = client.get(address("session_settings", session))
    (seen,) = set(attributes(page, "[name=seen_version]", "value"))
    client.post(address("session_settings", session), settings_of(capacity="20", seen_version=seen))

    page = client.post(address("session_settings", session), settings_of(capacity="30", seen_version=seen))

    assert "Somebody saved another version" in text(page)
    assert SessionDesk.objects.get(session=session).capacity == 20


def test_what_the_verb_refuses_is_said_at_the_field(client, session, lead):
    comes(session, "Two")

    page = client.post(address("session_settings", session), settings_of(capacity="1"))

    assert "2 people already have a place" in text(page, ".field.bad")


def test_places_online_are_asked_of_a_hybrid_session_only(client, session, lead):
    assert not has(client.get(address("session_settings", session)), "[name=capacity_online]")


def test_a_session_is_postponed_from_its_page(client, session, lead):
    page = client.post(address("desk_session", session), {"step": "postpone", "words": "Rain"}, follow=True)

    assert "everybody on the list has been told" in text(page)
    assert attributes(page, "button[name=step]", "value") == ["plan", "ask", "cancel"]


def test_a_letter_is_looked_at_before_it_is_sent(client, session, lead):
    written = {"group": "all", "subject": "The hall", "text": "Gate 2"}

    preview = client.post(address("session_write", session), {**written, "step": "preview"})
    assert not Letter.objects.filter(event="session_message").exists()
    assert "2 emails" in text(preview, ".panel")
    page = client.post(address("session_write", session), {**written, "step": "send"}, follow=True)

    assert "We have sent 2 emails." in text(page)
    assert Letter.objects.filter(event="session_message").count() == 2


# --- the desk, and what it costs -------------------------------------------------------------------------------------
def test_applications_stand_on_the_desk_of_the_team_only(world):
    (line,) = [one for one in waiting_for(world.lead) if "/desk/sessions/" in one.url]

    assert line.text == "Decide 1 application"
    for person_without in (*world.others.values(), world.administrator):
        assert not [one for one in waiting_for(person_without) if "/desk/sessions/" in one.url]


@pytest.mark.parametrize(
    "name", ["desk_session", "session_registrations", "session_attendance", "session_write", "session_needs"]
)
def test_a_page_costs_the_same_with_two_hundred_registrations(
    client, session, lead, django_assert_num_queries, django_assert_max_num_queries, name
):
    client.get(address(name, session))
    with django_assert_max_num_queries(25) as few:
        client.get(address(name, session))
    crowd(session, 200)

    with django_assert_num_queries(len(few)):
        page = client.get(address(name, session))

    assert read(page)


def test_the_list_of_sessions_costs_the_same_with_many(
    client, session, lead, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(reverse("desk_sessions"))
    with django_assert_max_num_queries(25) as few:
        client.get(reverse("desk_sessions"))
    number = len(few)
    for _number in range(5):
        form_team(session=factories.session(starts=in_days(9), status="planned"), by=lead)
    crowd(session, 200)
    client.get(reverse("desk_sessions"))

    with django_assert_num_queries(number):
        client.get(reverse("desk_sessions"))
