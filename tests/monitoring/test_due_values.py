"""A city is reminded of the values it owes: one question for each day they are due, whose answer is to report them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from cities.checking_in import ASKED_BEFORE, new_link, open_due
from cities.models import CheckIn
from monitoring import measuring
from monitoring.values.due_values import MEASUREMENT_DUE
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def owed(city, number: int = 1, days: int = 10) -> list:
    """Periods that ended some days ago, of as many lines."""
    ends = timezone.localdate() - timedelta(days=days)
    return [made.period(made.line(city), ends - timedelta(days=30), ends) for _line in range(number)]


def send_due(commits) -> list:
    mail.outbox.clear()
    with commits(execute=True):
        call_command("send_due", verbosity=0)
    return [letter for letter in mail.outbox if re.search(r"/desk/(measure|board)", letter.body)]


def test_forty_values_are_one_question_that_leads_to_the_desk(tangier, django_capture_on_commit_callbacks):
    owed(tangier, 6)
    person("focal", Role.FOCAL_POINT, tangier, language="en")

    (letter,) = send_due(django_capture_on_commit_callbacks)

    assert letter.subject == "Tangier: one question needs an answer"
    assert "Report 6 values" in letter.body
    assert f"{reverse('measurements')}?state=due" in letter.body
    assert "check-in" not in letter.body
    assert "without signing in" not in letter.body
    assert CheckIn.objects.count() == 1


def test_one_value_leads_to_its_form(tangier, django_capture_on_commit_callbacks):
    (period,) = owed(tangier)
    person("focal", Role.FOCAL_POINT, tangier, language="en")

    (letter,) = send_due(django_capture_on_commit_callbacks)

    assert reverse("measure", args=[period.pk]) in letter.body


def test_the_question_is_closed_with_the_last_value_and_not_before(tangier):
    first, second = owed(tangier, 2)
    later = owed(tangier, days=1)[0]
    open_due(timezone.localdate())

    made.submitted(first, 10)
    still_open = CheckIn.objects.open().count()
    value = made.submitted(second, 10)

    assert still_open == 2
    assert CheckIn.objects.open().get().object_id == later.pk
    assert CheckIn.objects.get(answered__isnull=False).answer == "reported"
    measuring.send_back(value, by=None, note="Which half-year?")
    open_due(timezone.localdate())
    assert CheckIn.objects.open().count() == 2


def test_what_is_answered_closed_or_far_away_is_not_asked(tangier):
    answered, closed = owed(tangier, 2)
    made.documented(answered, 10)
    measuring.set_lock(closed, locked=True)
    owed(tangier, days=-100)
    owed(factories.city("Draft town", live=False))
    today = timezone.localdate()
    made.period(made.line(factories.phase()), today - timedelta(days=30), today)

    assert list(MEASUREMENT_DUE.due_by(today + ASKED_BEFORE)) == []


def test_a_letter_cannot_enter_a_number(tangier, client):
    owed(tangier)
    open_due(timezone.localdate())
    token = new_link(CheckIn.objects.get(), sent_to=Role.FOCAL_POINT)

    answer = client.post(reverse("check_in", args=[token]), {"answer": "reported"})

    assert answer.status_code == 400
    assert CheckIn.objects.open().exists()


def test_of_a_city_that_has_nobody_officers_hear_and_editors_of_the_rest(tangier, django_capture_on_commit_callbacks):
    owed(tangier)
    officer, editor = person("mne", Role.MNE, language="en"), person("editor", Role.EDITOR)

    (letter,) = send_due(django_capture_on_commit_callbacks)

    assert letter.to == [officer.email]
    assert editor.email not in letter.to
    assert "Nobody is registered for Tangier, but values" in letter.body
    assert reverse("board") in letter.body


def test_the_kind_asks_the_database_the_same_for_every_number(tangier, django_assert_max_num_queries):
    owed(tangier, 5)
    owed(factories.city("Lisbon"), 5)
    by = timezone.localdate() + ASKED_BEFORE

    with django_assert_max_num_queries(6):
        keys = [due.target for due in MEASUREMENT_DUE.due_by(by)]
        found = MEASUREMENT_DUE.targets(keys)

    assert [one.number for one in found.values()] == [5, 5]
