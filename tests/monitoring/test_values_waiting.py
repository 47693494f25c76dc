"""The desk: what a city should report or mend, and what officers should judge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.waiting import waiting_for
from monitoring import measuring
from monitoring.models import Period
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(tangier):
    return person("official", Role.OFFICIAL, tangier)


def over(line, days: int, **facts) -> Period:
    """A month that ended so many days ago."""
    ends = timezone.localdate() - timedelta(days=days)
    return made.period(line, ends - timedelta(days=30), ends, **facts)


def about_values(user) -> list:
    return [one for one in waiting_for(user) if "measure" in one.url]


def test_returned_values_come_first_with_their_note_then_what_is_due(tangier, official):
    line = made.line(tangier, made.indicator("Visits"))
    returned, late = over(line, 10), over(line, 90)
    answered, closed = over(line, 20), over(line, 30, locked=True)
    future = made.period(line, date(2099, 1, 1), date(2099, 6, 30))
    measuring.send_back(made.submitted(returned, 300), by=None, note="The half-year, please")
    made.submitted(answered, 10)

    first, second = about_values(official)

    assert "The half-year, please" in first.text
    assert first.title.startswith("Returned: ")
    assert second.title.startswith("Report: ")
    assert second.due == late.ends
    assert {closed.pk, future.pk}.isdisjoint(int(one.url.split("/")[-2]) for one in (first, second))


def test_many_are_a_few_lines_and_one_for_the_rest(tangier, official, django_assert_max_num_queries):
    line = made.line(tangier)
    for days in range(1, 13):
        over(line, days)
    person("elsewhere", Role.OFFICIAL, factories.city("Lisbon"))

    with django_assert_max_num_queries(23):
        lines = about_values(official)

    assert [one.title.split(":")[0] for one in lines] == ["Report"] * 5 + ["7 more values are due"]
    assert lines[-1].url.endswith(f"?state=due&city={tangier.slug}")


def test_officers_judge_and_report_what_is_of_no_city(tangier):
    officer = person("mne", Role.MNE)
    made.submitted(over(made.line(tangier), 10), 10)
    over(made.line(factories.phase(), made.indicator("Meetings")), 10)

    titles = {one.title for one in about_values(officer)}

    assert "1 value is waiting for approval" in titles
    assert any("Meetings" in title for title in titles)
    assert len(titles) == 2


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.EDITOR, Role.TRANSLATOR, Role.ORGANISER])
def test_nothing_of_it_waits_for_others(tangier, role):
    over(made.line(tangier), 10)
    made.submitted(over(made.line(tangier), 10), 10)

    assert about_values(person("other", role, tangier)) == []
