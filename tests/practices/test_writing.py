"""Writing a practice: a title is enough for a draft; what is sent for review has what a snapshot needs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import Role
from pilots.models import PilotPage
from practices.completeness import SNAPSHOT
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, read, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

ROWS = ("figures", "partners", "relations", "sources", "comments", "implementers", "milestones")
EMPTY_ROWS = nested_form_data({name: inline_formset([]) for name in ROWS})
CHOSEN = {"language": "en", "detail": "snapshot", "status": "unknown", "did_not_work_for": "public", "body-count": "0"}
WORDS = dict.fromkeys(("intro", "summary", "challenge", "how_it_works", "results"), "Some words.")


@pytest.fixture
def official(client, tangier):
    user = person("official", Role.OFFICIAL, tangier, language="fr")
    client.force_login(user)
    return user


def add_address(parent: Page, model: type[Page] = PracticePage) -> str:
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(**fields) -> dict:
    return {**EMPTY_ROWS, **CHOSEN, **fields}


def whole(**fields) -> dict:
    """Everything a snapshot needs."""
    chosen = {"themes": [factories.theme().pk], "target_groups": [factories.target_group().pk], "status": "running"}
    return form(**{"title": "One desk", **WORDS, **chosen, **fields})


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("One desk for all", "one-desk-for-all"),
        ("مكتب الاستقبال", "مكتب-الاستقبال"),
        ("Pilot project: مكتب", "project-مكتب"),
        ("FR", "fr-2"),
        ("???", "practicepage"),
    ],
)
def test_a_title_alone_is_a_draft_at_an_address_made_from_it(client, official, tangier, title, address):
    answer = client.post(add_address(tangier), form(title=title))

    draft = PracticePage.objects.get()
    assert answer.status_code == 302
    assert (draft.title, draft.slug, draft.live, draft.owner) == (title, address, False, official)


def test_an_address_that_is_taken_gives_way_until_the_page_is_public(client, official, tangier):
    factories.practice("One desk", under=tangier, slug="one-desk")

    client.post(add_address(tangier), form(title="One desk", slug="one-desk"))

    assert PracticePage.objects.get(live=False).slug == "one-desk-2"


def test_a_pilot_of_a_city_has_its_mark_by_itself(client, official, tangier):
    client.post(add_address(tangier, PilotPage), form(title="Mobile desk", slug="mobile-desk", status=""))

    assert PilotPage.objects.get().slug == "pilot-mobile-desk"


def test_a_new_page_is_in_the_writers_language(client, official, tangier):
    answer = client.get(add_address(tangier))

    assert answer.context["form"]["language"].value() == "fr"
    assert has(answer, "html[lang=fr]")


def test_the_language_chosen_in_the_interface_is_that_of_the_letters(client, official):
    official.wagtail_userprofile.preferred_language = "ar"
    official.wagtail_userprofile.save()

    official.refresh_from_db()
    assert official.language == "ar"


# --- what is needed before it is sent on -------------------------------------------------------------------------
def test_a_practice_that_lacks_parts_is_not_submitted_and_says_which(client, official, tangier):
    answer = client.post(add_address(tangier), {**whole(summary="", status="unknown"), "action-submit": "1"})

    errors = answer.context["form"].errors
    assert set(errors) == {"summary", "status", "__all__"}
    assert errors["summary"].data[0].code == errors["status"].data[0].code == "required"
    assert attributes(answer, "[name=title]", "value") == ["One desk"]
    assert not PracticePage.objects.exists()


def test_a_whole_snapshot_is_submitted(client, official, tangier):
    client.post(add_address(tangier), {**whole(), "action-submit": "1"})

    assert PracticePage.objects.get().current_workflow_state is not None


def test_full_means_all_parts(admin_client, tangier):
    answer = admin_client.post(add_address(tangier), {**whole(detail="full"), "action-publish": "1"})

    assert {"in_place", "did_not_work", "advice"} <= set(answer.context["form"].errors)


def test_what_is_public_may_be_corrected_though_it_lacks_parts_but_loses_none(admin_client, tangier):
    practice = factories.practice("Old desk", under=tangier, **{**WORDS, "summary": ""})
    typed = form(title="One desk", slug=practice.slug, **{**WORDS, "summary": ""})

    corrected = admin_client.post(edit_address(practice), {**typed, "action-publish": "1"})
    emptied = admin_client.post(edit_address(practice), {**typed, "challenge": "", "action-publish": "1"})

    practice.refresh_from_db()
    assert corrected.status_code == 302
    assert practice.title == "One desk"
    assert set(emptied.context["form"].errors) == {"challenge", "__all__"}


def test_a_draft_is_saved_by_itself(client, official, tangier):
    answer = client.post(add_address(tangier), form(title="One desk"), headers={"accept": "application/json"})

    assert answer.json()["success"] is True
    assert PracticePage.objects.get().title == "One desk"


# --- what helps while one writes ---------------------------------------------------------------------------------
def test_the_form_counts_gives_examples_and_says_what_is_missing(client, official, tangier):
    draft = factories.practice("One desk", under=tangier, live=False, **{**WORDS, "summary": ""})

    page = client.get(edit_address(draft))

    assert attributes(page, "[name=summary]", "data-words-at-most") == ["80"]
    assert has(page, "script[src*='js/admin-writing.js']")
    of_a_snapshot = read(page).select_one("[data-checklist]")
    assert attributes(of_a_snapshot, "li", "data-part") == list(SNAPSHOT)
    missing = attributes(of_a_snapshot, "li:not(.is-written)", "data-part")
    assert missing == ["summary", "themes", "target_groups", "status"]


def test_colleagues_comment_on_a_part(client, official, tangier):
    draft = factories.practice("One desk", under=tangier, live=False)

    answer = client.get(edit_address(draft))

    assert "comments" in answer.context["form"].formsets


# --- limits of length --------------------------------------------------------------------------------------------
TOO_LONG = {"summary": "word " * 81, "intro": "A sentence that goes on. " * 13}


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_draft_is_saved_whatever_the_length_of_its_parts(client, official, tangier, accept):
    draft = factories.practice("One desk", under=tangier, live=False)

    answer = client.post(edit_address(draft), form(title="One desk", **TOO_LONG), headers={"accept": accept})

    kept = PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert answer.status_code in (200, 302)
    assert {name: getattr(kept, name) for name in TOO_LONG} == {name: text.strip() for name, text in TOO_LONG.items()}


def test_what_is_sent_is_held_to_its_limits_and_nothing_is_lost(client, official, tangier):
    answer = client.post(add_address(tangier), {**whole(**TOO_LONG), "action-submit": "1"})

    assert set(TOO_LONG) <= set(answer.context["form"].errors)
    assert text(answer, "[name=summary]") == TOO_LONG["summary"].strip()


def test_a_draft_translation_is_saved_whatever_the_length_of_its_parts(client, official, tangier):
    practice = factories.practice("One desk", under=tangier, summary="Some words.", intro="Some words.")
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", practice.pk])

    client.post(address, {**EMPTY_ROWS, "language": "fr", "title": "Un guichet", "body-count": "0", **TOO_LONG})

    assert practice.translations.get().summary == TOO_LONG["summary"].strip()


def test_what_is_pasted_is_never_cut_by_the_browser(client, official, tangier):
    templates = (settings.ROOT / "templates").rglob("*.html")

    assert_nowhere(client.get(add_address(tangier)), "maxlength=")
    assert [template for template in templates if "maxlength=" in template.read_text()] == []
