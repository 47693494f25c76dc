"""Asking a city: the rules, the states, the letters, and what becomes of a question by itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Letter
from accounts.roles import Role
from cities import asking, request_followup
from cities.models import ContactRequest, Desk
from cities.waiting import questions_waiting
from core import due
from core.waiting import waiting_for
from tests import factories
from tests.factories.people import person
from tests.factories.questions import MESSAGE, question
from tests.pages import assert_nowhere, attributes, has, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


def unsaved(**facts) -> ContactRequest:
    return ContactRequest(**{"purpose": "question", "language": "en", "message": MESSAGE, **facts})


def letters(event: str) -> list[Letter]:
    return list(Letter.objects.filter(event=event).order_by("address"))


def ask_by_form(client, city, **facts):
    form = {
        "purpose": "question",
        "language": "fr",
        "message": MESSAGE,
        "visitor_name": "Ana",
        "visitor_organisation": "Valencia",
        "visitor_email": "ana@valencia.es",
        "consent": "on",
    }
    return client.post(f"/en/ask/{city.slug}/", {**form, **facts})


def test_an_officials_question_goes_to_the_citys_focal_points_in_their_language(tangier, lisbon):
    asker = person("rui", Role.OFFICIAL, lisbon)
    person("salma", Role.FOCAL_POINT, tangier, language="ar")
    person("omar", Role.OFFICIAL, tangier)

    asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=lisbon))

    [letter] = letters("request_received")
    assert (letter.address, letter.language) == ("salma@example.org", "ar")
    assert "لشبونة" in letter.subject
    assert "/ar/desk/requests/" in letter.text
    assert "rui" not in letter.text + letter.html, "a city asks, not a person"
    assert [letter.address for letter in letters("request_sent")] == ["rui@example.org"]


def test_a_city_without_people_is_answered_for_by_the_editors(tangier, lisbon):
    asker, editor = person("rui", Role.OFFICIAL, lisbon), person("eva", Role.EDITOR)

    contact = asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=lisbon))

    assert [letter.address for letter in letters("request_received")] == ["eva@example.org"]
    assert ContactRequest.objects.to_answer_by(editor).get() == contact


def test_nobody_asks_in_the_name_of_another_city(tangier, lisbon):
    asker = person("rui", Role.OFFICIAL, lisbon)
    rabat = factories.city("Rabat")

    with pytest.raises(ValidationError, match="do not write for this city"):
        asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=rabat))


@pytest.mark.parametrize(
    "message",
    ["See https://example.com", "buy at www.shop.example", "cheap-pills.ru now", "write to me@mail.com"],
)
def test_a_strangers_message_holds_no_link(tangier, message):
    visitor = {"visitor_name": "A", "visitor_organisation": "B", "visitor_email": "a@example.org"}

    with pytest.raises(ValidationError, match="leave out links"):
        asking.ask(contact=unsaved(to_city=tangier, message=message, **visitor))


def test_a_message_says_by_how_much_it_is_too_long(tangier, lisbon):
    asker = person("rui", Role.OFFICIAL, lisbon)

    with pytest.raises(ValidationError, match="At most 300 words; this has 301"):
        asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=lisbon, message="word " * 301))


def test_a_visitors_question_waits_for_the_button_behind_the_link(client, tangier, django_capture_on_commit_callbacks):
    person("salma", Role.FOCAL_POINT, tangier)

    with django_capture_on_commit_callbacks(execute=True):
        ask_by_form(client, tangier)
    [link] = re.findall(r"http://\S+(/fr/ask/confirm/\S+)", mail.outbox[0].body)
    opened = client.get(link)

    assert opened.status_code == 200
    assert MESSAGE not in mail.outbox[0].body, "a letter to an unproven address carries nobody's words"
    assert letters("request_received") == []
    client.post(link)
    assert ContactRequest.objects.get().state == "sent"
    assert len(letters("request_received")) == 1
    assert client.post(link).status_code == 410, "the link is used up"
    assert len(letters("request_received")) == 1


def test_a_link_is_good_for_48_hours_and_then_nothing_is_kept(client, tangier):
    ask_by_form(client, tangier)
    ContactRequest.objects.update(created=timezone.now() - timedelta(hours=49))

    due.do_all()

    assert not ContactRequest.objects.exists()


def test_a_hidden_field_that_was_filled_in_sends_nothing_says_so_and_loses_nothing(client, tangier):
    answer = ask_by_form(client, tangier, leave_empty="spam")

    assert answer.status_code == 200
    assert not ContactRequest.objects.exists()
    assert not Letter.objects.exists()
    assert "not been sent yet" in text(answer, "[role=alert]")
    assert text(answer, "[name=message]") == MESSAGE
    assert_nowhere(answer, "spam")


@pytest.mark.parametrize("name", ["homepage", "website", "url", "company", "email", "phone"])
def test_a_program_that_fills_in_what_it_knows_disturbs_nobody(client, tangier, name):
    answer = ask_by_form(client, tangier, **{name: "https://example.org"})

    assert answer.status_code == 302
    assert ContactRequest.objects.exists()


def test_an_address_is_read_without_the_invisible_marks_it_was_copied_with(client, tangier):
    ask_by_form(client, tangier, visitor_email="\u202aana@valencia.es\u202c", visitor_name="\u200fAna Ruiz")

    asked = ContactRequest.objects.get()
    assert (asked.visitor_email, asked.visitor_name) == ("ana@valencia.es", "Ana Ruiz")


def test_an_address_gets_three_confirmation_letters_a_day(client, tangier):
    answers = [ask_by_form(client, tangier, visitor_email=email) for email in ["a@b.es", "A@b.es", "a@B.es", "a@b.es"]]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(letters("request_confirm")) == 3
    assert text(answers[-1], "[name=message]") == MESSAGE, "what was typed is still there"


def test_a_closed_desk_says_so_politely_and_names_other_ways(client, tangier):
    Desk.objects.filter(city=tangier).update(accepts_requests=False)

    page = client.get("/en/ask/tangier/")

    assert text(page, ".lede") == "Tangier is not taking questions at the moment."
    assert text(page, "main h2") == "What you can do instead"
    assert attributes(page, "main h2 + ul a", "href") == ["/en/cities/tangier/", "/en/practices/", "/en/sessions/"]
    assert not has(page, "textarea")


def test_what_comes_after_the_months_last_question_waits_for_the_next_month(client, tangier, lisbon):
    Desk.objects.filter(city=tangier).update(requests_per_month=2)
    asker = person("rui", Role.OFFICIAL, lisbon)
    question(to=tangier, state="unconfirmed", sent=None)
    question(to=tangier, days_ago=40)
    for _number in range(2):
        asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=lisbon))

    with pytest.raises(ValidationError, match="as many questions as it can answer this month"):
        asking.ask(contact=unsaved(to_city=tangier, sender=asker, sender_city=lisbon))

    assert "You can ask it again from 1 " in text(client.get("/en/ask/tangier/"), ".lede")


def test_two_who_answer_at_once_answer_once(tangier):
    salma = person("salma", Role.FOCAL_POINT, tangier)
    contact = question(to=tangier)
    same = ContactRequest.objects.get(pk=contact.pk)

    asking.answer(contact=contact, by=salma, text="Two people.")
    with pytest.raises(ValidationError, match="it is now “answered”"):
        asking.decline(contact=same, by=salma, text="No time.")

    assert ContactRequest.objects.get().outcome == "Two people."
    assert [letter.event for letter in Letter.objects.all()] == ["request_answered"]
    assert "Two people." in Letter.objects.get().text


def test_the_city_says_no_with_a_reason_only(tangier):
    contact = question(to=tangier)

    with pytest.raises(ValidationError, match="Write a few words"):
        asking.decline(contact=contact, by=None, text="  ")

    assert ContactRequest.objects.get().state == "sent"


def test_words_of_people_are_never_markup_in_a_letter(tangier):
    person("salma", Role.FOCAL_POINT, tangier)
    contact = question(to=tangier, message="<script>alert(1)</script>", visitor_name="<b>Ana</b>")

    asking.write_to_city("request_received", contact)

    html = letters("request_received")[0].html
    assert "<script>" not in html
    assert "&lt;b&gt;Ana&lt;/b&gt;" in html


def test_who_left_the_city_gets_no_answer_but_the_city_does(tangier, lisbon):
    asker = person("rui", Role.OFFICIAL, lisbon)
    person("ines", Role.OFFICIAL, lisbon)
    contact = question(to=tangier, by=asker, sender_city=lisbon)
    asker.delete()

    asking.answer(contact=ContactRequest.objects.get(pk=contact.pk), by=None, text="Two people.")

    assert [letter.address for letter in letters("request_answered")] == ["ines@example.org"]


def test_the_daily_work_reminds_and_gives_up_once(tangier):
    person("salma", Role.FOCAL_POINT, tangier)
    late, very_late = question(to=tangier, days_ago=15), question(to=tangier, days_ago=31, language="es")
    question(to=tangier, days_ago=31, reminded=timezone.now(), wanted_by=timezone.localdate() + timedelta(days=3))
    question(to=tangier, days_ago=13)

    for _run in range(2):
        due.do_all()

    assert len(letters("request_reminder")) == 2, "the late one and the very late one"
    [told] = letters("request_no_answer")
    assert (told.address, told.language) == ("ana@valencia.es", "es")
    very_late.refresh_from_db()
    late.refresh_from_db()
    assert (late.state, very_late.state) == ("sent", "no-answer")
    assert very_late.ended is not None


def test_a_visitor_is_forgotten_ninety_days_after_the_end(tangier):
    long_over = question(to=tangier, state="answered", ended=timezone.now() - timedelta(days=91), outcome="Yes.")
    just_over = question(to=tangier, state="declined", ended=timezone.now() - timedelta(days=89))

    assert request_followup.forget_visitors() == 1

    long_over.refresh_from_db()
    just_over.refresh_from_db()
    assert (long_over.visitor_email, long_over.visitor_name, long_over.outcome) == ("", "", "Yes.")
    assert just_over.visitor_email == "ana@valencia.es"


def test_a_question_waits_on_the_desk_of_who_answers(tangier, lisbon, django_assert_max_num_queries):
    salma, omar = person("salma", Role.FOCAL_POINT, tangier), person("omar", Role.OFFICIAL, tangier)
    asker = person("rui", Role.OFFICIAL, lisbon)
    for _number in range(3):
        contact = question(to=tangier, by=asker, sender_city=lisbon)

    with django_assert_max_num_queries(3):
        list(questions_waiting(salma))

    found = [line for line in waiting_for(salma) if line.title == "A question from Lisbon"]
    assert len(found) == 3
    assert found[0].due == contact.sent.date() + timedelta(days=14)
    assert [line for line in waiting_for(omar) if "Lisbon" in line.title] == [], "the focal point answers"
