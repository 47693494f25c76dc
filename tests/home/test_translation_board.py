"""The board of translations: who sees which subjects, in which state, and where each cell leads."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask

from home.translation_board.rows import TranslationState, kinds
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, text, texts

pytestmark = pytest.mark.django_db
BOARD = "/admin/translations/"


def rows(client, question: str = "") -> dict:
    """What the board shows, by title."""
    return {row.title: row for row in client.get(BOARD + question).context["rows"]}


def states(row) -> dict:
    return {code: cell.state and cell.state.value for code, cell in row.cells.items()}


def publish_again(practice: PracticePage, **words) -> None:
    page = PracticePage.objects.get(pk=practice.pk)
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision().publish()


def put_in_review(words: PracticeTranslation, user) -> None:
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    workflow.start(words, user)


def test_each_language_of_a_subject_has_its_state(admin_client, django_user_model):
    practice = factories.practice("Desk", language="en", challenge="Nobody knew.")
    factories.translate(practice, "fr")
    publish_again(practice, challenge="Everybody knew.")
    factories.translate(practice, "es")
    put_in_review(factories.translate(practice, "ar", live=False), django_user_model.objects.get())
    other = factories.practice("مكتب", language="ar")
    factories.translate(other, "en", live=False)

    shown = rows(admin_client)

    assert states(shown["Desk"]) == {"en": None, "fr": "outdated", "es": "current", "ar": "in-review"}
    assert states(shown["مكتب"]) == {"en": "draft", "fr": "missing", "es": "missing", "ar": None}


def test_a_translation_is_outdated_since_the_words_changed_and_not_since_a_fact_did(admin_client):
    practice = factories.practice("Desk", challenge="Nobody knew.")
    factories.translate(practice, "fr")

    publish_again(practice, challenge="Everybody knew.")
    publish_again(practice, scale="city")

    changed = PageLogEntry.objects.get(action="core.words_changed", page=practice.pk).timestamp
    assert rows(admin_client)["Desk"].cells["fr"].since == changed


def test_public_words_that_are_worked_on_keep_their_state(admin_client):
    french = factories.translate(factories.practice("Desk"), "fr")
    french.title = "Guichet"
    french.save_revision()

    cell = rows(admin_client)["Desk"].cells["fr"]

    assert (cell.state, cell.waiting) == (TranslationState.CURRENT, TranslationState.DRAFT)


def test_a_cell_leads_to_what_one_may_do(client):
    practice = factories.practice("Desk", language="en")
    french = factories.translate(practice, "fr", live=False)
    client.force_login(person("translator", "translator"))

    row = rows(client)["Desk"]
    answers = [client.get(row.cells[code].url).status_code for code in ("fr", "ar")]

    back = "next=%2Fadmin%2Ftranslations%2F"
    assert row.cells["fr"].url == f"{reverse('wagtailadmin_pages:edit', args=[french.pk])}?{back}"
    assert row.cells["ar"].url.endswith(f"/practicetranslation/{practice.pk}/?into=ar&{back}")
    assert row.url == practice.get_url()
    assert answers == [200, 200]


def test_a_translator_sees_what_is_public_and_no_draft_of_a_city(client):
    factories.practice("Public desk")
    factories.practice("Secret desk", live=False)
    client.force_login(person("translator", "translator"))

    page = client.get(BOARD)

    assert "Public desk" in texts(page, "main table [scope=row] a")
    assert_nowhere(page, "Secret desk")
    assert "Translations" in text(client.get(reverse("wagtailadmin_home")), "#wagtail-sidebar-props")


def test_an_official_sees_the_subjects_of_the_own_city_with_their_drafts_and_of_no_other(client):
    own, other = factories.city("Tangier"), factories.city("Lisbon")
    for city in (own, other):
        factories.practice(f"Public of {city.name_en}", under=city)
        factories.practice(f"Draft of {city.name_en}", under=city, live=False)
    client.force_login(person("official", "official", own))

    shown = rows(client)

    assert set(shown) == {"Tangier", "Public of Tangier", "Draft of Tangier"}
    assert client.get(shown["Draft of Tangier"].cells["fr"].url).status_code == 200


def test_who_writes_nothing_has_no_board(client):
    client.force_login(person("officer", "mne"))

    assert client.get(BOARD).status_code == 302
    assert_nowhere(client.get(reverse("wagtailadmin_home")), "translations/")


def test_the_board_is_filtered_by_city_kind_theme_language_with_state_and_title(admin_client):
    tangier = factories.city("Tangier")
    housing = factories.theme("housing")
    desk = factories.practice("Desk", under=tangier, themes=[housing])
    factories.practice("Office", under=tangier)
    factories.pilot("Garden", themes=[housing])
    factories.translate(desk, "fr", "Guichet d’accueil")

    found = {
        question: set(rows(admin_client, question))
        for question in (
            "?city=tangier",
            "?theme=housing",
            "?theme=housing&kind=pilotpage",
            "?city=tangier&kind=practicepage&into=fr&state=missing",
            "?state=current",
            "?q=guichet+d'accueil",
        )
    }

    assert list(found.values()) == [
        {"Tangier", "Desk", "Office"},
        {"Desk", "Garden"},
        {"Garden"},
        {"Office"},
        {"Desk"},
        {"Desk"},
    ]


def test_counts_are_over_everything_and_lead_to_their_rows(admin_client):
    for _number in range(3):
        factories.translate(factories.practice(), "fr")

    counts = {line.label: line.counts for line in admin_client.get(f"{BOARD}?kind=practicepage").context["counts"]}

    french = counts["current"][1]
    assert (french.number, counts["missing"][3].number) == (3, 3)
    assert len(rows(admin_client, french.url)) == 3


def test_a_filter_that_does_not_exist_is_refused_at_its_field(admin_client):
    factories.practice("Desk")

    page = admin_client.get(f"{BOARD}?state=elsewhere&q=desk")

    assert page.context["form"].errors["state"]
    assert [row.title for row in page.context["rows"]] == ["Desk"]


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, django_assert_max_num_queries, role):
    city = factories.city("Tangier")
    client.force_login(person(role, role))
    client.get(BOARD)
    for number in range(12):
        practice = factories.practice(f"Desk {number}", under=city, challenge="Nobody knew.")
        factories.translate(practice, "fr")
        factories.translate(practice, "ar", live=False)
        publish_again(practice, challenge="Everybody knew.")

    with django_assert_max_num_queries(26 + len(kinds())):
        page = client.get(BOARD)

    assert len(page.context["rows"]) > 12
