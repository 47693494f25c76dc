"""What is kept of those who come to a session: they see it, take it along, erase it; and it is erased in time."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts import post
from accounts.models import Letter
from accounts.roles import Role
from core.logs import without_keys
from core.tokens import new_token
from learning import personal_data, signed_links
from learning.models import Feedback, Introduction, Registration, SessionDesk, SessionInvitation
from learning.models.registrations import address_key
from learning.personal_data_file import REGISTRATION
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text

State = Registration.State
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


@pytest.fixture
def session(site):
    """In ten days, with one place."""
    return in_days(10, desk={"registration": "open", "capacity": 1})


def in_days(days: int, *, status: str = "planned", **facts):
    day = timezone.localdate() + timedelta(days=days)
    return factories.session("Housing for newcomers", starts=str(day), status=status, **facts)


def comes(session, name: str = "Ana", state: str = State.CONFIRMED, **facts) -> Registration:
    email = f"{name.lower()}@example.org"
    usual = {"name": name, "email": email, "email_key": address_key(email), "language": "en", "place": "Sfax"}
    return Registration.objects.create(session=session, state=state, **{**usual, **facts})


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


# --- seen and taken along -----------------------------------------------------------------------------------------
def test_all_that_is_kept_is_in_the_file_in_the_language_of_the_person(client, session):
    theme = factories.theme("housing", name_fr="Logement")
    ana = comes(session, language="fr", access_needs="A ramp", note_to_team="Because", consented=timezone.now())
    ana.wants.add(theme)
    other = comes(session, "Béatrice", state=State.WAITING)
    Introduction.objects.create(session=session, wants=ana, offers=other, theme=theme, wants_agreed=timezone.now())
    post.send_to_address("registration_lapsed", ana.email, "fr", title="Housing", session=session, desk=session.desk)

    answer = client.get(signed_links.link_of(ana, "registration_data"))

    kept = answer.json()
    assert answer["Content-Disposition"] == 'attachment; filename="registration.json"'
    assert answer["Cache-Control"].count("no-store") == 1
    assert kept["registration"]["email"]["value"] == "ana@example.org"
    assert kept["registration"]["name"]["label"] == "nom"
    assert kept["registration"]["access_needs"]["value"] == "A ramp"
    assert kept["registration"]["wants"]["value"] == ["Logement"]
    assert kept["introductions"][0]["wants"]["value"] is True
    assert len(kept["emails"]) == 1
    assert_nowhere(answer, "Béatrice", "béatrice@", ana.key)


def test_the_file_leaves_out_no_field_that_people_fill_in():
    """A new field is in the file, or is one of these."""
    told = {"person": "has_account", "registered_by": "by_colleague", "decided_by": "decided"}
    ours = {"id", "email_key", "key", "anonymised"}
    fields = {field.name for field in (*Registration._meta.concrete_fields, *Registration._meta.many_to_many)}

    assert {told.get(name, name) for name in fields - ours} <= {column.name for column in REGISTRATION}


def test_the_page_says_until_when(client, session):
    ana = comes(session, diet="No nuts")

    page = client.get(signed_links.link_of(ana))

    assert "kept encrypted" in text(page, "#your-data")
    assert attributes(page, "#your-data a", "href") == [
        signed_links.link_of(ana, "registration_data"),
        signed_links.link_of(ana, "registration_erase"),
    ]


# --- erased by the link -------------------------------------------------------------------------------------------
def test_erasing_asks_once_and_gives_the_place_to_the_next(
    client, session, mailoutbox, django_capture_on_commit_callbacks
):
    ana, next_one = comes(session, access_needs="A ramp"), comes(session, "Bo", state=State.WAITING)
    where = signed_links.link_of(ana, "registration_erase")
    link = signed_links.link_of(ana)

    assert has(client.get(where), "main form")
    ana.refresh_from_db()
    assert ana.name == "Ana", "looking changes nothing"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(where)

    assert client.get(answer["Location"]).status_code == 200
    ana.refresh_from_db()
    next_one.refresh_from_db()
    assert (ana.state, ana.name, ana.email, ana.email_key, ana.place, ana.access_needs, ana.key) == (
        (State.CANCELLED,) + ("",) * 6
    )
    assert next_one.state == State.OFFERED
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"], ["bo@example.org"]]
    assert not Letter.objects.filter(address="ana@example.org").exists()
    assert {client.get(one).status_code for one in (link, where, signed_links.link_of(ana, "registration_data"))} == {
        410
    }
    assert client.post(where).status_code == 410


def test_the_last_letter_waits_for_the_mail_server_and_is_forgotten_then(session):
    ana = comes(session)
    post.send_to_address("registration_lapsed", ana.email, "en", title="x", session=session, desk=session.desk)

    personal_data.erase(registration=ana)

    assert list(Letter.objects.values_list("event", "address")) == [(post.LAST, "ana@example.org")]
    post.send_again()
    assert not Letter.objects.exists()


def test_no_field_says_who_it_was(session):
    city, boss = factories.city("Tangier"), person("focal", Role.EDITOR)
    ana = comes(session, registered_by=boss, decided_by=boss, person=boss, city=city, asked=True, answered=True)
    ana.wants.add(factories.theme())
    Introduction.objects.create(
        session=session, wants=comes(session, "Bo"), offers=ana, theme=factories.theme("health")
    )

    personal_data.erase(registration=ana)
    personal_data.erase(registration=ana)

    ana = Registration.objects.get(pk=ana.pk)
    left = {f.name for f in ana._meta.concrete_fields if getattr(ana, f.attname) not in ("", None, False)}
    assert left == personal_data.REMAINS - {"city", "attended"}
    assert not ana.wants.exists()
    assert not Introduction.objects.exists()


def test_what_was_never_confirmed_leaves_nothing(session):
    ana = comes(session, state=State.UNCONFIRMED)

    personal_data.erase(registration=ana)

    assert not Registration.objects.exists()
    assert not Letter.objects.exists()


def test_after_the_session_counts_remain(site):
    session, city = in_days(-3, status="held"), factories.city("Tangier")
    five = [comes(session, f"P{n}", city=city, attended=True, language="ar") for n in range(5)]
    alone = comes(session, "Alone", city=factories.city("Lisbon"), attended=False)

    for one in (*five, alone):
        personal_data.erase(registration=one)

    now = Registration.objects.filter(session=session, attended=True, state=State.CONFIRMED, language="ar")
    assert now.filter(city=city).count() == 5
    assert Registration.objects.get(pk=alone.pk).city is None
    assert not Letter.objects.exists(), "nothing was cancelled"


def test_letters_about_another_session_still_leave(session):
    ana, elsewhere = comes(session), comes(in_days(20))
    post.send_to_address("registration_lapsed", ana.email, "en", title="x", session=session, desk=session.desk)

    personal_data.erase(registration=ana)

    assert set(Letter.objects.values_list("event", flat=True)) == {"registration_lapsed", post.LAST}
    elsewhere.refresh_from_db()
    assert elsewhere.email == "ana@example.org"


# --- erased in time -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "needs"), [(29, "A ramp"), (32, "")])
def test_needs_are_erased_30_days_after_the_session(site, days, needs):
    ana = comes(in_days(-days, status="held"), access_needs="A ramp", diet="No nuts", created=days_ago(60))

    personal_data.erase_needs()

    ana.refresh_from_db()
    assert ana.access_needs == needs
    assert ana.name == "Ana"


@pytest.mark.parametrize(("days", "name"), [(360, "Ana"), (370, "")])
def test_people_are_forgotten_12_months_after_the_session(site, days, name):
    ana = comes(in_days(-days, status="held"), created=days_ago(400), attended=True)

    personal_data.erase_old()

    ana.refresh_from_db()
    assert (ana.name, ana.attended) == (name, True)


@pytest.mark.parametrize("state", [State.CANCELLED, State.DECLINED])
def test_who_does_not_come_is_forgotten_after_90_days(session, state):
    old = comes(session, state=state, ended=days_ago(91))
    young = comes(session, "Bo", state=state, ended=days_ago(89))

    assert personal_data.erase_old() == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, young.name) == ("", "Bo")


def test_a_session_without_a_day_is_counted_from_the_registration(site):
    session = factories.session("Some day", status="planned")
    old, young = comes(session, created=days_ago(370)), comes(session, "Bo", created=days_ago(300), diet="No nuts")

    assert (personal_data.erase_needs(), personal_data.erase_old()) == (0, 1)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.name) == (State.CANCELLED, "")
    assert (young.name, young.diet) == ("Bo", "No nuts")


def test_a_postponed_session_is_not_past(site):
    session = in_days(-40, status="postponed")
    ana = comes(session, access_needs="A ramp", created=days_ago(60))

    assert personal_data.over_at(session) is None
    assert personal_data.erase_needs() == 0
    assert personal_data.kept_until(ana).person > timezone.now()


def test_a_cancelled_session_is_past_since_then(session):
    SessionDesk.objects.filter(session=session).update(status="cancelled", changed=days_ago(400))
    comes(session, created=days_ago(410))

    assert personal_data.erase_old() == 1


def test_addresses_of_invitations_are_erased(session):
    past = in_days(-2, status="held")
    for one, email, used in (
        (session, "open@example.org", None),
        (session, "used@example.org", timezone.now()),
        (past, "past@example.org", None),
    ):
        SessionInvitation.objects.create(session=one, email=email, language="en", token_hash=new_token(), used=used)

    assert personal_data.erase_invitations() == 2

    assert sorted(SessionInvitation.objects.values_list("email", flat=True)) == ["", "open@example.org"]


# --- with the account, and in no log ------------------------------------------------------------------------------
def test_an_account_takes_its_registrations_along(session):
    somebody, boss = person("ana", Role.OBSERVER, factories.city()), person("boss", Role.EDITOR)
    own, by_address = comes(session, "X", person=somebody), comes(in_days(20))
    colleague = comes(session, "Bo", state=State.WAITING, registered_by=somebody, decided_by=boss)

    somebody.delete()

    for one in (own, by_address, colleague):
        one.refresh_from_db()
    assert (own.name, by_address.name, colleague.name) == ("", "", "Bo")
    assert colleague.registered_by is None


def test_what_was_answered_says_nobody(session):
    Feedback.objects.create(session=session, rating=5, will_use="yes")

    assert {field.name for field in Feedback._meta.concrete_fields} == {
        "id",
        "session",
        "rating",
        "will_use",
        "learned",
    }


def test_no_key_and_no_name_is_in_a_log(client, session, caplog):
    ana = comes(session, "Zebulina")
    with caplog.at_level(logging.DEBUG):
        assert client.get("/en/registrations/wrong:AbCdEfGhIjKlMnOpQrStUvWx/").status_code == 410
        client.get(signed_links.link_of(ana, "registration_data"))
        client.post(signed_links.link_of(ana, "registration_erase"))

    assert "zebulina" not in caplog.text.lower()
    assert str(ana) == f"registration {ana.pk}"
    for name in ("registration", "registration_data", "registration_erase", "registration_feedback"):
        assert ana.key not in without_keys(signed_links.link_of(ana, name))
        assert without_keys(signed_links.link_of(ana, name)).startswith("/en/registrations/.../")
    assert without_keys(f"/en/sessions/housing/register/{new_token()}/") == "/en/sessions/housing/register/.../"
