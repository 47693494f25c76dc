"""A draft that saves itself does nothing else: it carries out no action, and overwrites nothing that others rely on."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import querydict_from_html

from accounts.roles import Role
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ACTIONS = [
    {"action-publish": "1"},
    {"action-submit": "1"},
    {"action-workflow-action": "true", "workflow-action-name": "approve"},
]


@pytest.fixture
def editor(client, site):
    user = person("editor", Role.EDITOR)
    client.force_login(user)
    return user


def typed(client, address: str, **fields) -> dict:
    """The page's own form, with other words."""
    found = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    return {**{name: found.getlist(name) for name in found}, "further_cities": [], "body-count": "0", **fields}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_that_autosave_brings_along_is_refused_where_pages_are_written_and_begun(client, editor, action):
    city = factories.city("Tangier")
    draft = factories.practice("One desk", under=city, live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    add = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", city.pk])
    pages, revisions = Page.objects.count(), Revision.objects.count()

    answers = [
        client.post(
            address,
            {**typed(client, edit, summary="Typed."), "slug": slug, **action},
            headers={"accept": "application/json"},
        )
        for address, slug in ((edit, "one-desk"), (add, "another"))
    ]

    assert [(answer.status_code, answer.json()["error_code"]) for answer in answers] == [
        (400, "action_by_autosave")
    ] * 2
    assert (Page.objects.count(), Revision.objects.count()) == (pages, revisions)
    assert not PracticePage.objects.get(pk=draft.pk).live


def public(page: Page, revision: Revision) -> None:
    revision.publish()


def in_review(page: Page, revision: Revision) -> None:
    page.get_workflow().start(page, revision.user)


def scheduled(page: Page, revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())


def a_colleagues(page: Page, revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(user=person("colleague", Role.EDITOR))


@pytest.mark.parametrize("relied_on", [public, in_review, scheduled, a_colleagues])
def test_a_late_autosave_overwrites_no_version_that_others_rely_on(client, editor, relied_on):
    draft = factories.practice("One desk", under=factories.city("Tangier"), live=False)
    draft.summary = "First."
    revision = draft.save_revision(user=editor)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    late = typed(client, address, summary="Late.", overwrite_revision_id=revision.pk)
    relied_on(PracticePage.objects.get(pk=draft.pk), revision)

    client.post(address, late, headers={"accept": "application/json"})

    revision.refresh_from_db()
    assert revision.content["summary"] == "First."


def test_an_autosave_goes_on_overwriting_ones_own_draft(client, editor):
    draft = factories.practice("One desk", under=factories.city("Tangier"), live=False)
    draft.summary = "First."
    revision = draft.save_revision(user=editor)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    late = typed(client, address, summary="Late.", overwrite_revision_id=revision.pk)
    answer = client.post(address, late, headers={"accept": "application/json"})

    assert answer.status_code == 200
    revision.refresh_from_db()
    assert revision.content["summary"] == "Late."
