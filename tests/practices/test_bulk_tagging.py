"""Many practices and pilots tagged at once: what visitors see, what stays a draft, and whom it shows nothing."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import PageLogEntry

from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, texts

pytestmark = pytest.mark.django_db


def address(*pages) -> str:
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "tag"])
    return f"{action}?{urlencode([('id', page.pk) for page in pages])}"


def themes_of(page) -> set[str]:
    return {theme.code for theme in page.themes.all()}


@pytest.fixture
def as_editor(client, site):
    client.force_login(person("editor", "editor"))
    return client


def test_what_is_tagged_is_found_under_it_at_once_and_says_so_in_its_history(as_editor):
    housing, health = factories.theme("housing"), factories.theme("health")
    practice = factories.practice("Rents", themes=[health])
    pilot = factories.pilot("A trial", themes=[health])
    practice.tags.add("old")
    practice.save_revision().publish()

    asked = as_editor.get(address(practice, pilot))
    chosen = {"add_themes": [housing.pk], "remove_themes": [health.pk], "add_tags": "winter", "remove_tags": "OLD"}
    as_editor.post(address(practice, pilot), chosen)
    pages = [type(page).objects.get(pk=page.pk) for page in (practice, pilot)]

    assert {"Rents", "A trial"} <= set(texts(asked, "main .nice-padding li a"))
    assert [themes_of(page) for page in pages] == [{"housing"}, {"housing"}]
    assert [tag.name for tag in pages[0].tags.all()] == ["winter"]
    assert not any(page.has_unpublished_changes for page in pages)
    assert texts(as_editor.get("/en/practices/?theme=housing"), ".card h3") == ["Rents"]
    logged = PageLogEntry.objects.filter(page=practice, action="wagtail.publish").latest("timestamp")
    assert logged.user.username == "editor"


def test_a_draft_gets_the_tags_too_and_stays_a_draft_in_review(as_editor):
    housing, health = factories.theme("housing"), factories.theme("health")
    practice = factories.practice("Rents", challenge="Public.", themes=[])
    practice.challenge = "Half written."
    practice.themes = [health]
    practice.save_revision()
    practice.get_workflow().start(practice, person("writer", "editor"))

    as_editor.post(address(practice), {"add_themes": [housing.pk]})
    practice.refresh_from_db()
    draft = practice.get_latest_revision_as_object()

    assert (practice.challenge, themes_of(type(practice).objects.get(pk=practice.pk))) == ("Public.", {"housing"})
    assert (draft.challenge, themes_of(draft)) == ("Half written.", {"housing", "health"})
    assert practice.has_unpublished_changes
    assert practice.workflow_in_progress


def test_what_was_never_published_is_tagged_and_not_published(as_editor):
    practice = factories.practice("Rents", live=False)

    as_editor.post(address(practice), {"add_themes": [factories.theme("housing").pk]})
    practice.refresh_from_db()

    assert themes_of(practice.get_latest_revision_as_object()) == {"housing"}
    assert not practice.live


def test_a_page_that_cannot_be_published_is_named_and_the_others_are_tagged(as_editor):
    good, bad = factories.practice("Good"), factories.practice("Bad")
    type(bad).objects.filter(pk=bad.pk).update(challenge="word " * 200)

    answer = as_editor.post(address(good, bad), {"add_themes": [factories.theme("housing").pk]})

    assert themes_of(type(good).objects.get(pk=good.pk)) == {"housing"}
    assert themes_of(type(bad).objects.get(pk=bad.pk)) == set()
    assert any("Bad: At most 150 words" in str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize("chosen", [{}, {"add_tags": "winter", "remove_tags": "winter"}])
def test_nothing_chosen_or_the_same_twice_is_refused(as_editor, chosen):
    practice = factories.practice("Rents")

    answer = as_editor.post(address(practice), chosen)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert practice.revisions.count() == 1


@pytest.mark.parametrize("role", ["official", "focal-point", "translator", "organiser", "mne"])
def test_who_may_not_publish_tags_nothing_and_learns_of_no_draft(client, role):
    lisbon, tangier = factories.city("Lisbon"), factories.city("Tangier")
    own, public = factories.practice("Own", under=lisbon), factories.practice("Public", under=tangier)
    secret = factories.practice("Secret", under=tangier, live=False)
    client.force_login(person("somebody", role, lisbon))

    everything = address() + urlencode({"id": "all", "childOf": tangier.pk})
    seen = [client.get(everything), client.get(address(secret))]
    for page in (own, public, secret):
        client.post(address(page), {"add_themes": [factories.theme("housing").pk]})

    for answer in seen:
        assert_nowhere(answer, "Secret")
    assert [themes_of(type(page).objects.get(pk=page.pk)) for page in (own, public, secret)] == [set(), set(), set()]
