"""Publication by date: for those who publish, in a named zone, done by the work that is done often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from accounts.roles import Role
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import has, read, text, texts

pytestmark = pytest.mark.django_db
LATER = "2031-03-02T09:30"


@pytest.fixture
def draft(tangier) -> PracticePage:
    return factories.practice("Welcome desk", under=tangier, live=False)


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def save(user, page: Page, **data) -> BeautifulSoup:
    """Sends the page's own form, and gives the page that follows."""
    client = Client()
    client.force_login(user)
    words = querydict_from_html(client.get(edit_address(page)).content.decode(), form_id="page-edit-form")
    words = {**{name: words.getlist(name) for name in words}, "body-count": "0", **data}
    client.post(edit_address(page), words)
    return read(client.get(edit_address(page)))


def newest(page: Page) -> Page:
    """As its latest revision has it."""
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_an_editor_chooses_when_a_text_goes_public_and_the_zone_is_named(draft):
    editor = person("editor", Role.EDITOR)

    page = save(editor, draft, go_live_at=LATER)

    assert newest(draft).go_live_at.isoformat() == "2031-03-02T09:30:00+00:00"
    assert text(page, ".schedule b") == "2 March 2031, 09:30 UTC"


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.FOCAL_POINT])
def test_who_does_not_publish_reads_the_date_and_does_not_set_it(draft, tangier, role):
    save(person("editor", Role.EDITOR), draft, go_live_at=LATER)

    page = save(person("writer", role, tangier), draft, go_live_at="2029-01-01T10:00", expire_at="2029-01-02T10:00")

    after = newest(draft)
    assert (after.go_live_at.year, after.expire_at) == (2031, None)
    assert text(page, ".schedule b") == "2 March 2031, 09:30 UTC"
    assert not has(page, "[name=go_live_at]")
    assert "Time zone: UTC" in texts(page, "aside.form-side p")  # beside the hour at which it was last saved


def test_a_translator_does_not_set_the_date_of_a_translation(tangier):
    practice = factories.practice("Welcome desk", under=tangier)
    french = factories.translate(practice, "fr", "Bureau d'accueil", live=False)

    save(person("translator", Role.TRANSLATOR), french, go_live_at=LATER)

    assert newest(french).go_live_at is None


def test_what_is_due_goes_public_and_away_by_the_work_done_often(draft):
    past = timezone.now() - timedelta(minutes=2)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    revision = PracticePage.objects.get(pk=draft.pk).scheduled_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    old = factories.practice("Old desk", under=draft.get_parent().specific)
    Page.objects.filter(pk=old.pk).update(expire_at=past)

    call_command("send_due", "--often")

    live = dict(Page.objects.filter(pk__in=[draft.pk, old.pk]).values_list("pk", "live"))
    assert live == {draft.pk: True, old.pk: False}
