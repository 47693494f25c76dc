"""Registering for a session as people meet it: the form, the link in the letter, colleagues, the box on the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Letter
from accounts.roles import Role
from core.tokens import hashed
from learning import registering, signed_links
from learning.models import Registration, SessionDesk, SessionInvitation
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text, texts

State = Registration.State
pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script>"{{ 7|add:7 }}'


@pytest.fixture(autouse=True)
def _nobody_has_registered_yet():
    cache.clear()


@pytest.fixture
def session(site):
    """In ten days, with two places."""
    return planned("open", capacity=2)


def planned(registration: str, *, mode: str = "in-person", interpretation: tuple = (), **desk):
    day = timezone.localdate() + timedelta(days=10)
    return factories.session(
        "Housing for newcomers",
        starts=str(day),
        mode=mode,
        interpretation=list(interpretation),
        status="planned",
        desk={"registration": registration, **desk},
    )


def address(session, language: str = "en") -> str:
    return f"/{language}/sessions/{session.slug}/register/"


def send(client, session, language: str = "en", path: str = "", **facts):
    form = {
        "name-field": "Ana",
        "email": "ana@example.org",
        "place": "Sfax",
        "language": "fr",
        "consent": "on",
        **facts,
    }
    return client.post(address(session, language) + path, form)


def registered(session, name: str = "ana", **facts) -> Registration:
    """With an address that has been confirmed."""
    asked = Registration(session=session, name=name, email=f"{name}@example.org", language="en", place="Sfax", **facts)
    return registering.confirm_address(registration=registering.register(registration=asked))


def invited(session, email: str) -> str:
    key = "k" * 43
    token_hash = hashed(key, of="learning.invitation")
    SessionInvitation.objects.create(session=session, email=email, language="ar", token_hash=token_hash)
    return key


# --- the form ---------------------------------------------------------------------------------------------------
def test_a_visitor_registers_and_the_place_is_theirs_once_the_button_is_pressed(client, session):
    answer = send(client, session)
    asked = Registration.objects.get()
    link = signed_links.link_of(asked)

    assert answer["Location"] == f"{address(session)}check-your-mail/"
    assert Letter.objects.get().event == "registration_confirm"
    assert client.get(link).status_code == 200, "looking changes nothing"
    asked.refresh_from_db()
    assert asked.state == State.UNCONFIRMED
    for _click in range(2):
        assert client.post(link, {"step": "confirm"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.CONFIRMED
    assert Letter.objects.filter(event="registration_confirmed", language="fr").count() == 1


def test_nobody_learns_whether_an_address_is_registered(client, session):
    registered(session)

    known = send(client, session, email="ANA@example.org", **{"name-field": "Somebody"})
    unknown = send(client, session, email="new@example.org", **{"name-field": "Somebody"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Registration.objects.get(email_key="ana@example.org").name == "ana"
    assert Letter.objects.filter(address="ana@example.org").latest("pk").event == "registration_again"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client, session):
    answer = send(client, session, email="no address", place="", consent="", organisation="Town hall")

    wrong = set(attributes(answer, "[role=alert] a", "href"))
    assert wrong == {"#id_email", "#id_city", "#id_consent"}
    assert attributes(answer, "[name=organisation]", "value") == ["Town hall"]
    assert not Registration.objects.exists()


def test_a_hidden_field_that_was_filled_in_registers_nobody_and_says_so(client, session):
    answer = send(client, session, leave_empty="spam")

    assert "not registered yet" in text(answer, "[role=alert]")
    assert not Registration.objects.exists()
    assert_nowhere(answer, "spam")


def test_hostile_text_stays_text(client, session):
    send(client, session, wants_in_words=HOSTILE, access_needs=HOSTILE, **{"name-field": HOSTILE[:120]})
    asked = Registration.objects.get()

    assert asked.access_needs == HOSTILE
    registering.confirm_address(registration=asked)
    page = client.get(f"{signed_links.link_of(asked)}change/")
    assert attributes(page, "[name=name-field]", "value") == [HOSTILE]
    assert_nowhere(page, "<script>alert")


def test_only_what_the_session_asks_is_asked(client, site):
    theme = factories.theme("housing")
    hybrid = planned("application", mode="hybrid", interpretation=("fr", "ar"))
    online = planned("open", mode="online")

    full, short = client.get(address(hybrid)), client.get(address(online))

    assert set(attributes(full, "[name=interpretation] option", "value")) == {"", "ar", "fr"}
    assert attributes(full, "[name=way]", "value") == ["in-person", "online"]
    assert has(full, "details [name=wants]")
    assert has(full, "[name=note_to_team]")
    assert not has(short, "[name=way], [name=interpretation], [name=diet], [name=note_to_team]")
    send(client, hybrid, way="online", interpretation="ar", wants=[theme.pk], note_to_team="We open a centre.")
    asked = Registration.objects.get()
    assert (asked.way, asked.interpretation, list(asked.wants.all())) == ("online", "ar", [theme])
    send(client, online, email="b@example.org")
    assert Registration.objects.get(session=online).way == "online"


def test_who_is_signed_in_finds_it_filled_in_and_needs_no_link(client, session, tangier):
    client.force_login(person("salma", Role.OFFICIAL, tangier, first_name="Salma", last_name="Idrissi"))

    form = client.get(address(session))
    answer = send(client, session, email="other@example.org", city=tangier.pk, **{"name-field": "Salma"})

    assert attributes(form, "[name=name-field]", "value") == ["Salma Idrissi"]
    assert attributes(form, "[name=city] [selected]", "value") == [str(tangier.pk)]
    asked = Registration.objects.get()
    assert (asked.email, asked.state, asked.city, asked.place) == (
        "salma@example.org",
        State.CONFIRMED,
        tangier,
        "",
    ), "the address is the account's, whatever is sent"
    assert answer["Location"] == signed_links.link_of(asked)
    again = client.get(address(session))
    assert not has(again, "[name=name-field]")
    assert signed_links.link_of(asked) in attributes(again, ".note a", "href")


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        ({"registration": "closed"}, "no registration here"),
        ({"registration": "invitation"}, "by invitation only"),
        ({"registration": "outside", "registration_url": "https://example.org/form"}, "on another site"),
        ({"registration": "open", "closes": timezone.now() - timedelta(days=1)}, "Registration closed on"),
        ({"registration": "open", "opens": timezone.now() + timedelta(days=1)}, "Registration opens on"),
    ],
)
def test_where_nobody_can_register_the_page_says_why(client, site, desk, says):
    session = planned(**desk)

    page, sent = client.get(address(session)), send(client, session)

    assert says in text(page, ".lede")
    assert not has(page, "article form")
    assert sent.status_code == 200
    assert not Registration.objects.exists()
    outside = ["https://example.org/form"] if desk["registration"] == "outside" else []
    assert attributes(page, "article a.button", "href") == outside


def test_a_full_session_has_a_waiting_list_and_says_how_long_it_is(client, session):
    for name in ("a", "b", "c"):
        registered(session, name)

    page = client.get(address(session))

    assert text(page, "article > .note") == "All places are taken. 1 person is on the waiting list."
    assert text(page, "form.form button") == "Join the waiting list"


def test_an_invitation_opens_the_form_once(client, site):
    session = planned("invitation")
    key = invited(session, "ana@example.org")

    form = client.get(f"{address(session)}{key}/")
    answer = send(client, session, path=f"{key}/")

    assert form["Referrer-Policy"] == "strict-origin"
    assert attributes(form, "[name=email]", "value") == ["ana@example.org"]
    asked = Registration.objects.get()
    assert asked.state == State.CONFIRMED
    assert answer["Location"] == signed_links.link_of(asked)
    assert client.get(f"{address(session)}{key}/").status_code == 410
    assert client.get(f"{address(session)}{'x' * 43}/").status_code == 410


def test_one_address_gets_no_more_letters_than_a_person_needs(client, session):
    answers = [send(client, session, **{"name-field": f"Name {number}"}).status_code for number in range(6)]

    assert answers == [302] * 5 + [429]


def test_the_form_is_there_in_arabic(client, session):
    page = client.get(address(session, "ar"))

    assert page.status_code == 200
    assert attributes(page, "html", "dir") == ["rtl"]
    assert send(client, session, "ar")["Location"].startswith("/ar/")


# --- the person's own page --------------------------------------------------------------------------------------
def test_a_dead_link_says_what_to_do(client, session):
    found = registered(session)
    asked = Registration(session=session, name="B", email="b@example.org", language="en", place="Sfax")
    registering.register(registration=asked)
    Registration.objects.filter(pk=asked.pk).update(created=timezone.now() - timedelta(hours=49))

    for link in (signed_links.link_of(asked), "/en/registrations/nonsense/", f"{signed_links.link_of(found)[:-2]}/"):
        page = client.get(link)
        assert page.status_code == 410
        assert client.post(link, {"step": "cancel", "sure": "yes"}).status_code == 410
        assert_nowhere(page, "ana@example.org")
    found.refresh_from_db()
    assert found.state == State.CONFIRMED


def test_cancelling_asks_once_and_the_next_is_offered_the_place(client, session):
    first, _second, third = (registered(session, name) for name in ("a", "b", "c"))
    link = signed_links.link_of(first)

    asks = client.post(link, {"step": "cancel"})
    first.refresh_from_db()
    assert "Do you want to cancel" in text(asks, "article")
    assert first.state == State.CONFIRMED
    client.post(link, {"step": "cancel", "sure": "yes"})

    third.refresh_from_db()
    assert third.state == State.OFFERED
    assert "A place has become free" in text(client.get(signed_links.link_of(third)), "h1")
    client.post(signed_links.link_of(third), {"step": "accept"})
    third.refresh_from_db()
    assert third.state == State.CONFIRMED


def test_only_a_confirmed_person_sees_how_to_join(client, site):
    session = planned("open", mode="online", capacity=1, joining_url="https://meet.example.org/secret-room")
    first, second = registered(session, "a"), registered(session, "b")

    page = client.get(signed_links.link_of(first))

    assert "https://meet.example.org/secret-room" in attributes(page, "article a", "href")
    calendar = client.get(f"{signed_links.link_of(first)}session.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"secret-room" in calendar.content
    assert_nowhere(client.get(signed_links.link_of(second)), "secret-room")
    assert client.get(f"{signed_links.link_of(second)}session.ics").status_code == 404
    assert_nowhere(client.get(f"/en/sessions/{session.slug}/"), "secret-room")
    with_it = Letter.objects.filter(address="a@example.org", event="registration_confirmed").get()
    assert "secret-room" in with_it.text
    assert "secret-room" in with_it.html
    assert "secret-room" not in Letter.objects.get(event="registration_waiting").text


def test_everything_but_the_address_can_be_changed(client, site):
    session = planned("open", mode="hybrid", capacity=2, capacity_online=0)
    found = registered(session)
    link = f"{signed_links.link_of(found)}change/"
    facts = {"name-field": "Anna", "place": "Gafsa", "language": "ar", "way": "in-person", "email": "evil@example.org"}

    refused = client.post(link, {**facts, "way": "online"})
    saved = client.post(link, {**facts, "diet": "No nuts"})

    assert "no place left" in text(refused, "[role=alert]")
    assert saved.status_code == 302
    found.refresh_from_db()
    assert (found.name, found.place, found.language, found.diet) == ("Anna", "Gafsa", "ar", "No nuts")
    assert (found.way, found.email, found.state) == ("in-person", "ana@example.org", State.CONFIRMED)


def test_nobody_moves_to_a_city_that_has_no_place_left(session):
    SessionDesk.objects.filter(session=session).update(places_per_city=1)
    registered(session, "a")
    other = Registration(session=session, name="b", email="b@example.org", language="en", place="Gafsa")
    other = registering.confirm_address(registration=registering.register(registration=other))
    other.place = "Sfax"

    with pytest.raises(registering.ValidationError, match="All places for this city"):
        registering.change(registration=other)


# --- colleagues -------------------------------------------------------------------------------------------------
def rows(*colleagues: tuple[str, str], **facts) -> dict:
    sent = {"colleagues-TOTAL_FORMS": "3", "colleagues-INITIAL_FORMS": "0"}
    for number in range(3):
        name, email = colleagues[number] if number < len(colleagues) else ("", "")
        row = {"name": name, "email": email, "function": "", "language": "en"}
        sent |= {f"colleagues-{number}-{key}": value for key, value in row.items()}
    return {**sent, **facts}


def test_a_focal_point_registers_colleagues_all_or_none(client, session, tangier, lisbon):
    client.force_login(person("salma", Role.FOCAL_POINT, tangier))
    path = f"{address(session)}colleagues/"

    wrong = client.post(path, rows(("A", "a@example.org"), ("B", "nonsense"), city=tangier.pk))
    elsewhere = client.post(path, rows(("A", "a@example.org"), city=lisbon.pk))
    more = client.post(path, rows(("A", "a@example.org"), city=tangier.pk, more="1"))

    assert has(wrong, "#id_colleagues-1-email_error")
    assert not has(wrong, "#id_colleagues-0-email_error")
    assert elsewhere.status_code == 200
    assert not Registration.objects.exists()
    assert attributes(more, "[name=colleagues-0-name]", "value") == ["A"]
    assert has(more, "[name=colleagues-3-name]")
    assert client.post(path, rows(("A", "a@example.org"), ("B", "b@example.org"), city=tangier.pk)).status_code == 302
    made = Registration.objects.order_by("pk")
    assert [(one.city, one.state, one.consented) for one in made] == [(tangier, State.UNCONFIRMED, None)] * 2
    letter = Letter.objects.get(address="a@example.org")
    assert letter.event == "registration_confirm"
    assert "Tangier" in letter.text
    registering.confirm_address(registration=made[0])
    assert Registration.objects.get(pk=made[0].pk).consented


def test_nobody_else_registers_colleagues(client, session, tangier):
    client.force_login(person("omar", Role.OFFICIAL, tangier))

    assert client.get(f"{address(session)}colleagues/").status_code == 404


def test_a_focal_point_sees_the_colleagues_of_the_own_city_but_not_what_they_said(client, session, tangier, lisbon):
    salma, rui = person("salma", Role.FOCAL_POINT, tangier), person("rui", Role.FOCAL_POINT, lisbon)
    asked = Registration(session=session, name="Amina", email="amina@example.org", language="en", city=tangier)
    registering.register_colleagues(registrations=[asked], by=salma)
    registered(session, "nadia", city=tangier)
    client.force_login(salma)
    page = client.get("/en/desk/registrations/")

    assert texts(page, "main td bdi") == ["Amina"], "not who registered by herself"
    assert_nowhere(page, signed_links.link_of(asked))
    client.force_login(rui)
    assert "Amina" not in text(client.get("/en/desk/registrations/"))
    assert client.post(f"/en/desk/registrations/{asked.pk}/cancel/").status_code == 404
    client.force_login(salma)
    client.get(f"/en/desk/registrations/{asked.pk}/cancel/")
    client.post(f"/en/desk/registrations/{asked.pk}/cancel/")
    asked.refresh_from_db()
    assert asked.state == State.CANCELLED


# --- the page of the session, and what pages cost ---------------------------------------------------------------
def test_the_page_of_the_session_leads_to_the_form_and_counts_as_of_now(client, session):
    before = client.get(f"/en/sessions/{session.slug}/")
    registered(session, "a"), registered(session, "b"), registered(session, "c")
    after = client.get(f"/en/sessions/{session.slug}/")

    assert texts(before, "#registration p") == ["2 places left.", "Register"]
    assert attributes(before, "#registration a", "href") == [address(session)]
    assert texts(after, "#registration p") == [
        "All places are taken.",
        "1 person is on the waiting list.",
        "Join the waiting list",
    ]


def test_no_page_costs_more_the_more_people_there_are(client, session, tangier, django_assert_max_num_queries):
    user = person("salma", Role.FOCAL_POINT, tangier)
    first = registered(session, "a")
    for name in "bcdefgh":
        registered(session, name, city=tangier)
    client.force_login(user)
    pages = {
        address(session): 25,
        f"{address(session)}colleagues/": 20,
        signed_links.link_of(first): 20,
        f"{signed_links.link_of(first)}change/": 24,
        "/en/desk/registrations/": 20,
    }
    for path in pages:
        client.get(path)

    for path, most in pages.items():
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "event",
    [
        "session_changed",
        "session_postponed",
        "session_cancelled",
        "session_reminder_week",
        "session_reminder_day",
        "session_message",
        "session_documents",
        "session_feedback",
    ],
)
def test_every_letter_is_there_in_words_and_without_a_gap(session, event):
    found = registered(session)
    Letter.objects.all().delete()

    more = {"subject": "Bring a map", "text": "And good shoes.", "documents": [], "last_day": date(2026, 3, 1)}
    registering.write_to_person(event, found, **more)

    letter = Letter.objects.get()
    assert "Housing for newcomers" in letter.text + letter.subject
    assert "Housing for newcomers" in letter.html + letter.subject
    assert "None" not in letter.text


def test_the_link_in_a_letter_leads_to_the_page_in_the_reader_s_language(session):
    found = registered(session)
    found.language = "ar"
    Letter.objects.all().delete()

    registering.write_to_person("session_reminder_week", found)

    assert f"/ar{signed_links.link_of(found).removeprefix('/en')}" in Letter.objects.get().text
