"""Evidence: who sets a level, that nothing is ever overwritten, and where its reason is read."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.models import PageLogEntry

from accounts.roles import Role
from core.waiting import waiting_for
from practices.assessing import assess, may_assess
from practices.desk_rows import proposed_evidence
from practices.models import Assessment, ProposedEvidence
from tests import factories
from tests.factories.people import person
from tests.pages import Page, assert_nowhere, text, texts

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def practice(tangier):
    return factories.practice("A desk", under=tangier)


def survey(title: str = "Survey 2024", **facts) -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"%PDF-1.4", name="survey.pdf"), **facts)


def listed(page: Page) -> list[str]:
    """The practices in the list of evidence."""
    return texts(page, ".listing td.title")


def assess_url(practice) -> str:
    return reverse("assess_practice", args=[practice.pk])


def test_editors_and_mne_officers_set_evidence_and_nobody_else(client, practice):
    city = factories.city("Lisbon")
    people = {role: person(role, role, city) for role in Role}
    may = {role for role, user in people.items() if may_assess(user)}

    answers = {}
    for role, user in people.items():
        client.force_login(user)
        answers[role] = client.post(
            assess_url(practice), {"level": "2", "why": "Asked 300 users.", "language": "en"}
        ).status_code
        client.get("/admin/evidence/")

    assert may == {Role.EDITOR, Role.MNE}
    assert not may_assess(AnonymousUser())
    assert Assessment.objects.count() == 2
    assert set(Assessment.objects.values_list("by__username", flat=True)) == {"editor", "mne"}


def test_every_level_is_explained_in_the_form_and_earlier_ones_are_kept_beside_it(client, practice):
    mne = person("mne", Role.MNE)
    assess(practice=practice, level=1, why="An account of the desk.", by=mne)
    client.force_login(mne)

    page = client.get(assess_url(practice))
    client.post(assess_url(practice), {"level": "3", "why": "Compared with Rabat.", "language": "en"})

    assert text(page, ".listing td:last-child") == "An account of the desk."
    levels = texts(page, "label:has([name=level])")
    assert len(levels) == 6
    assert "Manuals, training and a cost calculation" in levels[5]
    assert [one.level for one in practice.assessments.all()] == [3, 1]


def test_a_reason_is_in_any_of_the_four_languages_and_marked_where_it_is_not_the_readers(client, practice):
    client.force_login(person("mne", Role.MNE))

    client.post(assess_url(practice), {"level": "2", "why": "300 usagers interrogés.", "language": "fr"})

    assert text(client.get(practice.url), "dd span[lang=fr]") == "300 usagers interrogés."
    assert texts(client.get(practice.url.replace("/en/", "/fr/")), "dd span[lang=fr]") == []


def test_a_level_without_reason_or_off_the_scale_is_refused_and_what_was_typed_stays(client, practice):
    client.force_login(person("editor", Role.EDITOR))

    page = client.post(assess_url(practice), {"level": "9", "why": HOSTILE, "language": "en"})

    for facts in ({"level": 9, "why": "Because."}, {"level": 2, "why": "  "}):
        with pytest.raises(ValidationError):
            assess(practice=practice, by=None, **facts)
    assert text(page, "[name=why]") == HOSTILE
    assert_nowhere(page, HOSTILE)
    assert not Assessment.objects.exists()


def test_a_draft_of_a_city_is_unknown_to_the_mne_officer(client):
    draft = factories.practice("Secret plan", live=False)
    client.force_login(person("mne", Role.MNE))

    assert client.get(assess_url(draft), follow=True).status_code == 404
    assert_nowhere(client.get(reverse("evidence")), "Secret plan")


def test_there_is_no_address_to_edit_or_delete_what_was_said():
    for model in ("assessment", "confirmation"):
        for view in ("edit", "delete", "index"):
            with pytest.raises(NoReverseMatch):
                reverse(f"{model}:{view}", args=[1] if view != "index" else [])


def test_reason_and_documents_are_public_and_the_act_is_in_the_pages_history(client, practice):
    editor = person("editor", Role.EDITOR)
    client.force_login(editor)
    form = {"level": "2", "why": "A survey.", "language": "en", "document_1": survey().pk}
    client.post(assess_url(practice), form)

    history = client.get(reverse("wagtailadmin_pages:history", args=[practice.pk]))
    client.logout()
    page = client.get(practice.get_url())

    assert text(page, ".glance .level + p") == "A survey."
    assert text(page, ".glance [href$='.pdf']") == "Survey 2024"
    assert PageLogEntry.objects.get(action="practices.assess").user == editor
    assert texts(history, "#listing-results td")[0].startswith("Evidence level set to 2")


def test_a_city_proposes_a_document_of_its_own_which_waits_until_somebody_assesses(client, practice):
    tangier = practice.get_parent().specific
    own, foreign = survey(collection=tangier.office.collection), survey("Somebody else's")
    address = reverse("propose_evidence", args=[practice.pk])
    mne = person("mne", Role.MNE)
    client.force_login(person("official", Role.OFFICIAL, tangier))

    refused = client.post(address, {"document": foreign.pk, "why": "A survey."})
    sent = client.post(address, {"document": own.pk, "why": HOSTILE})
    hidden = client.get(practice.get_url())
    waiting = [row for row in waiting_for(mne) if row.url == assess_url(practice)]
    client.force_login(mne)
    form = client.get(assess_url(practice))
    client.post(assess_url(practice), {"level": "2", "why": "Measured.", "proposed": own.pk, "language": "en"})

    assert (refused.status_code, sent.status_code) == (200, 302)
    assert_nowhere(hidden, "Survey 2024")
    assert [row.text for row in waiting] == [HOSTILE]
    assert_nowhere(form, HOSTILE)
    assert text(client.get(practice.get_url()), ".glance [href$='.pdf']") == "Survey 2024"
    assert not [row for row in waiting_for(mne) if row.url == assess_url(practice)]


def test_nobody_proposes_for_another_city(client, practice):
    client.force_login(person("official", Role.OFFICIAL, factories.city("Lisbon")))

    answer = client.get(reverse("propose_evidence", args=[practice.pk]))

    assert answer.status_code == 302
    assert not answer.url.endswith("/propose/")


def test_the_list_of_evidence_costs_the_same_for_any_number_and_filters_by_level(
    client, practice, django_assert_max_num_queries
):
    client.force_login(person("mne", Role.MNE))
    assess(practice=practice, level=2, why="Measured.", by=None)
    for number in range(12):
        factories.practice(f"Other {number}")
    client.get(reverse("evidence"))

    with django_assert_max_num_queries(20):
        everything = client.get(reverse("evidence"))
    measured = client.get(reverse("evidence"), {"level": "2"})

    assert "Other 11" in listed(everything)
    assert listed(measured) == ["A desk"]
    assert_nowhere(measured, "Other 11")


def test_a_document_that_is_offered_is_a_task_in_the_language_of_who_sets_evidence(
    practice, django_assert_max_num_queries
):
    factories.translate(practice, "ar", "مكتب")
    for number in range(3):
        ProposedEvidence.objects.create(practice=practice, document=survey(f"Survey {number}"), why="It counts.")

    editor = person("editor", Role.EDITOR)
    with translation.override("ar"), django_assert_max_num_queries(4):
        tasks = proposed_evidence(editor)

    assert len(tasks) == 3
    assert all("مكتب" in task.title for task in tasks)
