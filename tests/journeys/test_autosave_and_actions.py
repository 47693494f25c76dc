"""An action and the autosave of the same form, through two workers: whatever comes first, one outcome."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import Letter
from accounts.roles import Role
from intake.indexing import indexes_resting
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.journeys.running import Person, database_of_many, two_workers

TIMES = int(os.environ.get("RACE_TIMES", "20"))
"""How often each order of approving is raced. `.ci/run` asks for less, to stay within its time."""
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
REJECT = {
    "action-workflow-action": "true",
    "workflow-action-name": "reject",
    "workflow-action-extra-data": json.dumps({"comment": "Which year?"}),
}
ORDERS = ("autosave first", "action first", "at once")
CASES = {  # by the name of the pages: who presses what, and what an autosave sends with it
    f"{button} {kind}": (who, fields, fields if kind == "carrying it" else {})
    for button, who, fields in (
        ("approve", "editor", APPROVE),
        ("reject", "editor", REJECT),
        ("pass on", "focal", APPROVE),
        ("send", "official", {"action-submit": "1"}),
        ("publish", "editor", {"action-publish": "1"}),
    )
    for kind in ("carrying it", "plain")
}
PUBLISHED = {"live": True, "unpublished": False, "texts": ["Typed.", "Typed."], "step": "", "one live": True}
DRAFT = {"live": False, "unpublished": True, "texts": [None, "Typed."], "one live": True}
OUTCOMES = {
    "approve": {**PUBLISHED, "review": "approved", "letters": ["review_published"]},
    "reject": {**DRAFT, "review": "needs_changes", "letters": ["review_changes"], "step": ""},
    "pass on": {**DRAFT, "review": "in_progress", "letters": ["review_editors"], "step": "Editorial review"},
    "send": {**DRAFT, "review": "in_progress", "letters": ["review_city_check"], "step": "City check"},
    "publish": {**PUBLISHED, "review": None, "letters": []},
}

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]


def times(case: str) -> int:
    return TIMES if case.startswith("approve") else 1


@pytest.fixture
def pages(monkeypatch) -> dict[str, tuple[Page, Revision]]:
    """By title: pages as each button finds them, with the revision that an open form was made from."""
    city = factories.city("Tangier")
    people = {
        name: person(name, role, city) for name, role in (("official", Role.OFFICIAL), ("focal", Role.FOCAL_POINT))
    }
    people["editor"] = person("editor", Role.EDITOR)
    for user in people.values():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    parts = dict.fromkeys(PracticePage.NAMED_PARTS, "Words.")
    theme, target_group = factories.theme(), factories.target_group()
    monkeypatch.setattr("cities.review_letters.send", lambda *_args, **_context: 0)  # of the way here
    made = {}
    with indexes_resting(), transaction.atomic():
        for case, order in product(CASES, ORDERS):
            for number in range(times(case)):
                title = f"Desk {case}, {order}, {number}."
                slug = title.translate(str.maketrans(" ", "-", ",."))
                made[title] = page = PracticePage(
                    title=title, slug=slug, status="running", live=False, intro="Words.", **parts
                )
                page.themes, page.target_groups = [theme], [target_group]
                city.add_child(instance=page)
                page.save_revision(user=people["official"])
                sender = {"approve": "focal", "reject": "focal", "pass on": "official"}.get(button_of(case))
                if sender:
                    page.get_workflow().start(page, people[sender])
    return {title: (page, PracticePage.objects.get(pk=page.pk).latest_revision) for title, page in made.items()}


@pytest.fixture
def workers(pages, tmp_path) -> Iterator[list[str]]:
    with database_of_many(tmp_path), two_workers() as addresses:
        yield addresses


def button_of(case: str) -> str:
    return case.removesuffix(" carrying it").removesuffix(" plain")


def send(order: str, action: Callable[[], int], autosave: Callable[[], int], both: ThreadPoolExecutor) -> list[int]:
    """The two statuses, the action's first."""
    if order == "at once":
        sent = [both.submit(action), both.submit(autosave)]
        return [one.result() for one in sent]
    if order == "action first":
        return [action(), autosave()]
    return [autosave(), action()][::-1]


def outcome(page: PracticePage) -> dict:
    state = page.workflow_states.order_by("created_at").last()
    return {
        "live": page.live,
        "unpublished": page.has_unpublished_changes,
        "texts": [page.summary if page.live else None, page.get_latest_revision().content["summary"]],
        "review": state and state.status,
        "letters": sorted(Letter.objects.filter(subject__contains=page.title).values_list("event", flat=True)),
        "step": page.current_workflow_task.name if page.current_workflow_task else "",
        "one live": not page.live or page.live_revision_id == page.latest_revision_id,
    }


def test_an_action_and_an_autosave_have_one_outcome_whatever_comes_first(pages, workers):
    first, second = workers
    people = {name: Person(first, name) for name in ("official", "focal", "editor")}
    words, statuses = {}, Counter()

    with ThreadPoolExecutor(2) as both:
        for title, (page, loaded) in pages.items():
            case, order = title.removeprefix("Desk ").split(", ")[:2]
            who, fields, carried = CASES[case]
            address = f"/admin/pages/{page.pk}/edit/"
            if who not in words:
                html = people[who].form(first, address)
                found = querydict_from_html(html, form_id="page-edit-form", exclude_csrf=False)
                words[who] = {name: found.getlist(name) for name in found} | {"further_cities": []}
            typed = {**words[who], "title": title, "slug": page.slug, "summary": "Typed.", "body-count": "0"}
            typed |= {"loaded_revision_id": loaded.pk, "loaded_revision_created_at": loaded.created_at.isoformat()}
            action, autosave = {**typed, **fields}, {**typed, **carried}
            answers = send(
                order,
                lambda who=who, address=address, action=action: people[who].post(first, address, **action),
                lambda who=who, address=address, autosave=autosave: people[who].post(
                    second, address, accept="application/json", **autosave
                ),
                both,
            )
            statuses[tuple(answers)] += 1

    outcomes = {page.title: outcome(page) for page in PracticePage.objects.filter(title__startswith="Desk ")}
    wrong = {
        title: outcomes[title] for title in pages if outcomes[title] != OUTCOMES[button_of(title[5:].split(", ")[0])]
    }
    assert wrong == {}
    assert {status for answers in statuses for status in answers} <= {200, 302, 400}
    assert all(action == 302 for action, _autosave in statuses)
