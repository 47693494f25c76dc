"""The city check: a city's focal points read first, and where there is nobody to ask the text goes on at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow

from accounts.roles import Role
from cities.belonging import end_membership
from cities.waiting import to_check
from core.waiting import waiting_for
from tests import factories
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def step_of(page: Page) -> str:
    """The name of the check the page waits for; empty when it waits for none."""
    task = Page.objects.get(pk=page.pk).specific.current_workflow_task
    return task.name if task else ""


def send(page: Page, by) -> None:
    page.get_workflow().start(page, by)


def test_one_workflow_holds_for_the_whole_site_and_the_stock_one_is_gone():
    workflow = Workflow.objects.get()

    assert [task.name for task in workflow.tasks] == ["City check", "Editorial review"]
    assert factories.session(live=False).get_workflow() == workflow
    assert not GroupApprovalTask.objects.exists()
    assert not Group.objects.filter(name="Moderators").exists()


def test_what_an_official_sends_waits_for_the_focal_point():
    tangier = factories.city("Tangier")
    official, focal = person("official", Role.OFFICIAL, tangier), person("focal", Role.FOCAL_POINT, tangier)
    draft = factories.practice(under=tangier, live=False)

    send(draft, official)

    assert step_of(draft) == "City check"
    assert [waiting.action for waiting in waiting_for(focal)] == ["Check"]
    assert waiting_for(official) == []


@pytest.mark.parametrize("sender", ["focal point", "editor", "official of a city without focal point"])
def test_the_check_passes_at_once_where_there_is_nobody_to_ask(sender, django_capture_on_commit_callbacks):
    tangier = factories.city("Tangier")
    if sender == "official of a city without focal point":
        by = person("official", Role.OFFICIAL, tangier)
    else:
        person("other-focal", Role.FOCAL_POINT, tangier)
        by = person("by", Role.FOCAL_POINT, tangier) if sender == "focal point" else person("by", Role.EDITOR)
    person("editor", Role.EDITOR)
    draft = factories.practice(under=tangier, live=False)

    with django_capture_on_commit_callbacks(execute=True):
        send(draft, by)

    assert step_of(draft) == "Editorial review"
    assert TaskState.objects.count() == 2
    assert [letter.to for letter in mail.outbox] == [["editor@example.org"]]


def test_the_check_passes_at_once_where_no_city_is_above_the_page():
    organiser = person("organiser", Role.ORGANISER)
    session = factories.session(live=False)

    send(session, organiser)

    assert step_of(session) == "Editorial review"


def test_only_focal_points_of_the_city_may_act():
    tangier, lisbon = factories.city("Tangier"), factories.city("Lisbon")
    official, focal = person("official", Role.OFFICIAL, tangier), person("focal", Role.FOCAL_POINT, tangier)
    others = [person("focal.lisbon", Role.FOCAL_POINT, lisbon), person("editor", Role.EDITOR), official]
    draft = factories.practice(under=tangier, live=False)

    send(draft, official)
    task = draft.current_workflow_task

    assert [name for name, _label, _modal in task.get_actions(draft, focal)] == ["approve", "reject"]
    assert [task.get_actions(draft, other) for other in others] == [[], [], []]
    assert TaskState.objects.reviewable_by(focal).count() == 1
    assert not any(TaskState.objects.reviewable_by(other).exists() for other in others)


def test_the_city_s_own_page_is_checked_by_the_city():
    tangier = factories.city("Tangier")
    official, focal = person("official", Role.OFFICIAL, tangier), person("focal", Role.FOCAL_POINT, tangier)

    send(tangier, official)

    assert step_of(tangier) == "City check"
    assert [waiting.title for waiting in waiting_for(focal)] == ["Tangier"]


def test_when_the_last_focal_point_leaves_the_editors_take_over():
    tangier = factories.city("Tangier")
    official, focal = person("official", Role.OFFICIAL, tangier), person("focal", Role.FOCAL_POINT, tangier)
    editor = person("editor", Role.EDITOR)
    draft = factories.practice(under=tangier, live=False)
    send(draft, official)

    end_membership(focal.memberships.get())

    assert [name for name, *_rest in draft.current_workflow_task.get_actions(draft, editor)] == ["approve", "reject"]
    assert [waiting.action for waiting in waiting_for(editor)] == ["Check"]


def test_the_desk_asks_the_same_number_of_questions_for_any_number_of_checks(django_assert_max_num_queries):
    tangier = factories.city("Tangier")
    official, focal = person("official", Role.OFFICIAL, tangier), person("focal", Role.FOCAL_POINT, tangier)
    for _number in range(4):
        send(factories.practice(under=tangier, live=False), official)

    with django_assert_max_num_queries(16):
        waiting = list(to_check(focal))

    assert len(waiting) == 4
