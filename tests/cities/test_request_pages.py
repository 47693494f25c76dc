"""Who may see, answer and count questions, and that no address stands anywhere."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from accounts.models import Letter
from accounts.roles import Role
from cities import asking
from cities.models import ContactRequest, Desk, RequestMessage
from core.letters import write
from tests import factories
from tests.factories.people import person
from tests.factories.questions import MESSAGE, question
from tests.pages import assert_nowhere, attributes, has, text, texts

pytestmark = pytest.mark.django_db

READ, STATE, NOT_THERE = "read", "state", "not there"
WHO_SEES_IT = {
    ("focal-point", "tangier"): READ,
    ("official", "tangier"): NOT_THERE,
    ("observer", "tangier"): NOT_THERE,
    ("asker", "lisbon"): READ,
    ("official", "lisbon"): NOT_THERE,
    ("focal-point", "lisbon"): NOT_THERE,
    ("editor", ""): STATE,
    ("translator", ""): NOT_THERE,
    ("mne", ""): NOT_THERE,
    ("organiser", ""): NOT_THERE,
}
EVENTS = ("received", "reminder", "closed", "confirm", "sent", "accepted", "answered", "declined", "no_answer")
OF_A_CONVERSATION = ("message", "contacts", "ended")


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def cities(tangier, lisbon):
    return {"tangier": tangier, "lisbon": lisbon}


@pytest.fixture
def focal_point(cities):
    return person("salma", Role.FOCAL_POINT, cities["tangier"])


@pytest.fixture
def asked(cities, focal_point):
    """Lisbon asks Tangier."""
    asker = person("rui", Role.OFFICIAL, cities["lisbon"])
    return question(to=cities["tangier"], by=asker, sender_city=cities["lisbon"])


def address(contact: ContactRequest, language: str = "en") -> str:
    return f"/{language}/desk/requests/{contact.pk}/"


@pytest.fixture
def everybody(cities, asked) -> dict:
    return {
        (who, city): asked.sender if who == "asker" else person(f"{who}-{city}", who, cities.get(city))
        for who, city in WHO_SEES_IT
    }


def what_is_seen(client, user, contact: ContactRequest) -> str:
    client.force_login(user)
    answer = client.get(address(contact))
    listed = [client.get(f"/en/desk/requests/?list={name}") for name in ("received", "sent", "all")]
    if answer.status_code != 200:
        for page in listed:
            assert_nowhere(page, address(contact))
        return NOT_THERE
    assert any(has(page, f".lines h3 [href='{address(contact)}']") for page in listed)
    if MESSAGE in texts(answer, "article .said"):
        return READ
    assert_nowhere(answer, MESSAGE)
    return STATE


def test_who_may_see_a_question(client, asked, everybody):
    seen = {whoever: what_is_seen(client, user, asked) for whoever, user in everybody.items()}

    assert seen == WHO_SEES_IT


def test_who_may_answer_a_question(client, asked, everybody):
    answered = {}

    for whoever, user in everybody.items():
        ContactRequest.objects.filter(pk=asked.pk).update(state="sent")
        client.force_login(user)
        client.post(address(asked), {"step": "answer", "text": "Two people."})
        answered[whoever] = ContactRequest.objects.get().state == "answered"

    assert [whoever for whoever, done in answered.items() if done] == [("focal-point", "tangier")]


def test_who_is_not_signed_in_signs_in_first(client, asked):
    answers = [client.get(path) for path in ("/en/desk/requests/", address(asked), "/en/desk/settings/")]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert all("login" in answer["Location"] for answer in answers)


def test_an_official_answers_where_there_is_no_focal_point(client, cities):
    contact = question(to=cities["tangier"])
    client.force_login(person("omar", Role.OFFICIAL, cities["tangier"]))

    client.post(address(contact), {"step": "accept"})

    contact.refresh_from_db()
    assert contact.state == "accepted"


def test_the_officer_for_monitoring_sees_numbers_only(client, cities, asked):
    client.force_login(person("mona", Role.MNE))

    page = client.get("/en/desk/requests/")

    assert "1sent" in texts(page, ".counts > div")
    assert_nowhere(page, "Lisbon")


def test_no_address_and_no_name_of_an_official_stands_on_a_page(client, cities, focal_point, asked):
    from_visitor = question(to=cities["tangier"])
    asking.answer(contact=asked, by=focal_point, text="Two people.")
    client.force_login(focal_point)
    pages = [client.get(path) for path in (address(asked), address(from_visitor), "/en/desk/requests/")]
    client.force_login(asked.sender)
    pages += [client.get(address(asked)), client.get("/en/desk/requests/?list=sent")]
    client.logout()
    pages += [client.get(f"/en/ask/tangier/{path}") for path in ("", "sent/", "check-your-mail/")]
    pages.append(client.get(cities["tangier"].get_url()))

    assert all(page.status_code == 200 for page in pages)
    assert "Ana, Valencia" in texts(pages[1], ".glance dd"), "the visitor agreed to that"
    for page in pages:
        assert_nowhere(page, "ana@valencia.es", "rui", "salma", "@example.org")


def test_an_editor_does_not_learn_which_visitor_asked(client, cities, focal_point):
    contact = question(to=cities["tangier"])
    client.force_login(person("eva", Role.EDITOR))

    page, listed = client.get(address(contact)), client.get("/en/desk/requests/?list=all")

    assert texts(listed, ".lines h3") == ["From a visitor to Tangier"]
    for seen in (page, listed):
        assert_nowhere(seen, "Valencia")


def test_a_late_second_click_is_told_what_happened_and_loses_no_word(client, asked, focal_point):
    client.force_login(focal_point)
    asking.answer(contact=asked, by=focal_point, text="Two people.")

    answer = client.post(address(asked), {"step": "decline", "text": "No time, sorry."})

    assert "it is now “answered”" in text(answer, "[role=alert]")
    assert "No time, sorry." in texts(answer, "article .said")
    assert Letter.objects.filter(event="request_declined").count() == 0


def test_who_asked_may_call_it_off(client, asked):
    client.force_login(asked.sender)

    client.post(address(asked), {"step": "close"})

    asked.refresh_from_db()
    assert asked.state == "closed"
    assert [letter.address for letter in Letter.objects.all()] == ["salma@example.org"]


def test_a_page_says_what_it_is_asked_about_but_not_a_draft(client, cities):
    practice = factories.practice("TangerAccueil", under=cities["tangier"])
    draft = factories.practice("Secret plan", under=cities["tangier"], live=False)

    asked = client.get(practice.get_url())
    about, hidden = (client.get(f"/en/ask/tangier/?about={page.pk}") for page in (practice, draft))

    assert has(asked, f"main [href='/en/ask/tangier/?about={practice.pk}']")
    assert text(about, ".note") == "About TangerAccueil"
    assert_nowhere(hidden, "Secret plan")


def test_the_form_keeps_what_was_typed_and_says_what_to_do(client, cities):
    typed = {"message": "See www.example.org", "visitor_name": "Ana <i>"}

    page = client.post("/en/ask/tangier/", typed)

    assert text(page, "[name=message]") == "See www.example.org"
    assert attributes(page, "[name=visitor_name]", "value") == ["Ana <i>"]
    assert_nowhere(page, "Ana <i>")
    assert has(page, "[role=alert] [href='#id_message']")
    assert "Please leave out links" in text(page, "#id_message_error")
    assert "Tick this box" in text(page, "#id_consent_error")


def test_a_form_that_names_another_persons_city_is_refused(client, cities, focal_point):
    rabat = factories.city("Rabat")
    asker = person("rui", Role.OFFICIAL, cities["lisbon"])
    asking_for = {"purpose": "call", "language": "fr", "message": MESSAGE}
    client.force_login(asker)

    refused = client.post("/en/ask/tangier/", {**asking_for, "sender_city": rabat.pk})
    client.post("/en/ask/tangier/", {**asking_for, "sender_city": cities["lisbon"].pk})

    assert refused.status_code == 200
    assert ContactRequest.objects.get().sender_city == cities["lisbon"]


@pytest.mark.parametrize(("who", "city", "status"), [("focal-point", "tangier", 200), ("official", "tangier", 404)])
def test_a_focal_point_opens_and_closes_the_desk(client, cities, who, city, status):
    client.force_login(person("somebody", who, cities[city]))

    answer = client.get("/en/desk/settings/")
    client.post("/en/desk/settings/?city=tangier", {"requests_per_month": 3, "contact_role": "Migration office"})
    client.post("/en/desk/settings/?city=lisbon", {"requests_per_month": 1})

    assert answer.status_code == status
    tangier, lisbon = (Desk.objects.get(city=cities[name]) for name in ("tangier", "lisbon"))
    assert (tangier.accepts_requests, tangier.requests_per_month) == ((False, 3) if status == 200 else (True, 10))
    assert lisbon.requests_per_month == 10


def test_a_long_list_costs_no_more_than_a_short_one(client, cities, focal_point, django_assert_max_num_queries):
    for _number in range(20):
        question(to=cities["tangier"])
    client.force_login(focal_point)

    with django_assert_max_num_queries(18):
        client.get("/en/desk/requests/")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_letter_is_in_its_readers_language_and_so_are_its_addresses(asked, language):
    facts = {"contact": asked, "token": "token", "reader": asked.sender, "about": None}
    facts["message"] = RequestMessage(contact=asked, by_city=True, text="Come at nine.", document="programme.pdf")

    letters = {event: write(f"request_{event}", language, **facts) for event in (*EVENTS, *OF_A_CONVERSATION)}

    assert all(letter.subject and f'<html lang="{language}"' in letter.html for letter in letters.values())
    assert [name for name, letter in letters.items() if f"/{language}/" not in letter.text] == ["closed"]
    assert [name for name, letter in letters.items() if "@" in letter.text + letter.html] == []


def test_an_answer_begun_survives_that_one_says_one_will_answer(client, asked, focal_point):
    client.force_login(focal_point)

    client.post(address(asked), {"step": "accept", "text": "Two people and an interpreter."})
    page = client.get(address(asked))

    assert text(page, "[name=text]") == "Two people and an interpreter."
    asked.refresh_from_db()
    assert asked.state == "accepted"
