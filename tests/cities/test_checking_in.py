"""Questions to cities: opened when due, one letter a month, answered by a link without signing in."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.roles import Role
from cities import checking_in
from cities.belonging import end_membership
from cities.models import CheckIn, Desk, Membership
from cities.reminding import ask_cities, remind
from core.models import LastRun
from practices.models import Confirmation, PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, has, text, texts

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert("1")</script>'


def published(title: str, city, *, days_ago: int, **facts) -> PracticePage:
    practice = factories.practice(title, under=city, **facts)
    then = timezone.now() - timedelta(days=days_ago)
    PracticePage.objects.filter(pk=practice.pk).update(first_published_at=then, last_published_at=then)
    practice.refresh_from_db()
    return practice


@pytest.fixture
def practice(tangier):
    return published("TangerAccueil", tangier, days_ago=340)


def send_due(commits) -> list:
    """The daily work, and the letters it sent."""
    mail.outbox.clear()
    with commits(execute=True):
        call_command("send_due", verbosity=0)
    return list(mail.outbox)


def links_in(letter) -> list[str]:
    return re.findall(r"/\w\w/check-in/[\w-]+/", letter.body)


@pytest.fixture
def link(practice, tangier, django_capture_on_commit_callbacks) -> str:
    person("focal", Role.FOCAL_POINT, tangier, language="en")
    (letter,) = send_due(django_capture_on_commit_callbacks)
    return links_in(letter)[0]


def test_one_letter_holds_all_questions_of_a_city_in_the_readers_language(
    practice, tangier, django_capture_on_commit_callbacks
):
    published("Maison", tangier, days_ago=800)
    published("Too early", tangier, days_ago=300)
    published("Never seen", tangier, days_ago=500, live=False)
    focal = person("focal", Role.FOCAL_POINT, tangier, language="fr")
    person("official", Role.OFFICIAL, tangier, language="en")

    (letter,) = send_due(django_capture_on_commit_callbacks)

    assert letter.to == [focal.email]
    assert "Tanger" in letter.subject
    assert [link[:4] for link in links_in(letter)] == ["/fr/", "/fr/"]
    assert letter.body.index("Maison") < letter.body.index("TangerAccueil")
    assert "Too early" not in letter.body
    assert "Never seen" not in letter.body
    assert not CheckIn.objects.filter(token_hash__in=[link.split("/")[3] for link in links_in(letter)]).exists()


def test_the_daily_work_done_twice_sends_once(practice, tangier, django_capture_on_commit_callbacks):
    person("focal", Role.FOCAL_POINT, tangier)

    first, second = (send_due(django_capture_on_commit_callbacks) for _run in range(2))

    assert (len(first), len(second)) == (1, 0)
    assert CheckIn.objects.count() == 1


def test_after_a_jump_of_the_clock_nothing_is_done_until_it_says_the_same_half_a_day_later(
    practice, tangier, django_capture_on_commit_callbacks
):
    person("focal", Role.FOCAL_POINT, tangier)
    now = timezone.now()
    LastRun.objects.create(pk=1, done=now - timedelta(days=61))

    for _again in range(2):
        with pytest.raises(CommandError, match=r"nothing is done until .* --clock-is-right"):
            send_due(django_capture_on_commit_callbacks)
    assert Desk.objects.filter(reminded_on__isnull=False).count() == 0
    LastRun.objects.update(doubted=now - timedelta(hours=13))
    letters = send_due(django_capture_on_commit_callbacks)

    assert len(letters) == 1
    assert LastRun.objects.filter(done__gte=now, doubted=None).count() == 1


def test_who_knows_that_the_clock_is_right_does_not_wait(db):
    LastRun.objects.create(pk=1, done=timezone.now() - timedelta(days=200))

    call_command("send_due", clock_is_right=True, verbosity=0)
    call_command("send_due", often=True, verbosity=0)


def test_what_was_asked_while_the_clock_was_years_ahead_is_asked_again(
    practice, tangier, link, django_capture_on_commit_callbacks
):
    Desk.objects.update(reminded_on=timezone.localdate() + timedelta(days=1500))
    CheckIn.objects.update(token_expires=timezone.now() + timedelta(days=1560))

    letters = send_due(django_capture_on_commit_callbacks)

    assert len(letters) == 1
    assert Desk.objects.get(city=tangier).reminded_on == timezone.localdate()


def test_a_city_gets_one_letter_in_a_calendar_month_whoever_asks(practice, tangier):
    person("focal", Role.FOCAL_POINT, tangier)
    today = timezone.localdate()
    ask_cities()
    published("Maison", tangier, days_ago=400)
    checking_in.open_due(today)

    again, next_month = remind(tangier, today), remind(tangier, (today.replace(day=28) + timedelta(days=7)))

    assert (again, next_month) == (False, True)
    assert Desk.objects.get(city=tangier).reminded_on > today


def test_without_focal_point_the_officials_are_asked_and_without_them_the_editors(
    practice, tangier, django_capture_on_commit_callbacks
):
    editor = person("editor", Role.EDITOR)
    person("official.lisbon", Role.OFFICIAL, factories.city("Lisbon"))
    official = person("official", Role.OFFICIAL, tangier)

    (to_official,) = send_due(django_capture_on_commit_callbacks)
    end_membership(Membership.objects.get(user=official))
    Desk.objects.update(reminded_on=date(2020, 1, 1))
    CheckIn.objects.update(token_expires=timezone.now())
    later = send_due(django_capture_on_commit_callbacks)  # the official is told of the role, too
    (to_editor,) = [letter for letter in later if letter.to == [editor.email]]

    assert to_official.to == [official.email]
    assert "Nobody is registered for Tangier" in to_editor.body


def test_opening_the_link_changes_nothing_and_one_click_confirms(client, practice, tangier, link):
    seen = client.get(link)
    before = Confirmation.objects.count()

    client.post(link, {"answer": "still-true"})

    assert "TangerAccueil" in text(seen, "h1")
    assert before == 0
    confirmation = Confirmation.objects.get()
    assert (confirmation.practice, confirmation.answer, confirmation.by_role) == (practice, "still-true", "focal-point")
    assert CheckIn.objects.get().answered is not None
    assert "Focal point of Tangier" in texts(client.get(practice.get_url()), ".glance p")


def test_the_page_of_a_link_is_kept_by_nobody_and_tells_nobody(client, link):
    response = client.get(link)

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert not has(response, "head [hreflang]")
    assert not response.cookies


@pytest.mark.parametrize(
    ("language", "direction", "city"), [("fr", "ltr", "Tanger"), ("es", "ltr", "Tangier"), ("ar", "rtl", "طنجة")]
)
def test_the_link_works_in_every_language_without_a_token_for_forms(client, link, language, direction, city):
    client.handler.enforce_csrf_checks = True
    address = link.replace("/en/", f"/{language}/")

    page = client.get(address)
    answered = client.post(address, {"answer": "ended", "text": "since June"}, headers={"Origin": "null"})

    assert has(page, f"html[lang={language}][dir={direction}]")
    assert text(page, ".lede") == city
    assert answered.status_code == 302
    assert (Confirmation.objects.get().answer, CheckIn.objects.get().text) == ("ended", "since June")


def test_a_second_click_shows_what_was_answered_and_changes_nothing(client, link):
    client.post(link, {"answer": "changed"})

    second = client.post(link, {"answer": "still-true"})

    assert text(second, "[role=status] b") == "Changed."
    assert [one.answer for one in Confirmation.objects.all()] == ["changed"]


def test_a_link_that_expired_or_was_replaced_answers_nothing(client, practice, tangier, link):
    replaced = client.post(link.replace("check-in/", "check-in/x"), {"answer": "ended"})
    CheckIn.objects.update(token_expires=timezone.now() - timedelta(seconds=1))
    expired = client.post(link, {"answer": "ended"})

    assert (replaced.status_code, expired.status_code) == (404, 410)
    assert text(expired, "h1") == "This link has expired"
    assert not Confirmation.objects.exists()


def test_the_token_of_another_purpose_is_none_here(client, practice, tangier, link):
    CheckIn.objects.update(token_hash=salted_hmac("invitation", "a-token", algorithm="sha256").hexdigest())

    assert client.post("/en/check-in/a-token/", {"answer": "ended"}).status_code == 404
    assert not Confirmation.objects.exists()


def test_last_years_link_does_not_answer_this_years_question(practice, tangier):
    person("focal", Role.FOCAL_POINT, tangier)
    ask_cities()
    old = CheckIn.objects.get()
    checking_in.answer(old, answer="still-true", by_role=Role.FOCAL_POINT)
    Confirmation.objects.update(on=timezone.localdate() - timedelta(days=370))
    checking_in.open_due(timezone.localdate())

    checking_in.answer(old, answer="ended", by_role=Role.FOCAL_POINT)

    assert CheckIn.objects.open().count() == 1
    assert [one.answer for one in Confirmation.objects.all()] == ["still-true"]


def test_nonsense_is_refused_and_what_was_typed_stays_and_is_no_markup(client, link):
    refused = client.post(link, {"answer": HOSTILE, "text": HOSTILE})

    assert refused.status_code == 400
    assert_nowhere(refused, HOSTILE)
    assert text(refused, "[name=text]") == HOSTILE
    assert text(refused, "[role=alert]") == "Choose one of the answers."


def test_a_text_that_is_too_long_is_refused_and_nothing_of_it_is_cut(client, link):
    too_long = "It has moved. " * 100 + "To the harbour."

    refused = client.post(link, {"answer": "changed", "text": too_long})

    assert refused.status_code == 400
    assert text(refused, "[name=text]") == too_long
    assert "1000" in refused.context["error"]
    assert CheckIn.objects.open().exists()


def test_what_is_no_longer_public_is_not_asked_about(client, practice, tangier, link):
    practice.unpublish()

    with pytest.raises(ValidationError):
        checking_in.answer(CheckIn.objects.get(), answer="ended", by_role=Role.FOCAL_POINT)

    assert client.get(link).status_code == 410
    assert CheckIn.objects.open().count() == 1
