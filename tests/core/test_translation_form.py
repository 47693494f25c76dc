"""The form of a translation: words only, each beside the original's, and what the original said since."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.models import Figure
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.factories.people import person
from tests.pages import Page, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
EMPTY_COMMENTS = nested_form_data({"comments": inline_formset([])})


def add_address(practice: PracticePage, language: str) -> str:
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", practice.pk])
    return f"{address}?into={language}"


def edit_address(words: PracticeTranslation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[words.pk])


def what_the_form_holds(form, **typed) -> dict:
    """As a browser would send the form that was opened, with what somebody typed."""
    fields = {name: form[name].value() or "" for name in form.fields if name != "checked"}
    return {**fields, **EMPTY_COMMENTS, **typed}


def opened(client, address: str):
    return client.get(address).context["form"]


def warnings(page: Page) -> str:
    """What stands over the fields about the original."""
    return " ".join(texts(page, ".help-warning"))


def publish_again(practice: PracticePage, **words) -> None:
    page = PracticePage.objects.get(pk=practice.pk)
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision().publish()


def latest(words: PracticeTranslation) -> PracticeTranslation:
    return PracticeTranslation.objects.get(pk=words.pk).get_latest_revision_as_object()


def test_each_field_stands_beside_the_original_in_its_own_language_and_direction(admin_client):
    body = [("text", "<p>Trois <b>matins</b> par semaine.</p>")]
    practice = factories.practice("Guichet", language="fr", challenge="Personne ne savait où aller.", body="")
    publish_again(practice, body=body)

    page = read(admin_client.get(add_address(practice, "ar")))

    original = ".beside-text[lang=fr][dir=ltr]"
    assert text(page, f".beside:has([name=challenge]) {original}") == "Personne ne savait où aller."
    assert text(page, f"{original} b") == "matins"
    assert has(page, "textarea[name=challenge][lang=ar][dir=rtl]")


def test_the_language_of_the_link_is_the_only_one_to_choose(admin_client):
    practice = factories.practice(language="en")

    form = opened(admin_client, add_address(practice, "fr"))

    assert form.fields["language"].choices == [("fr", "Français")]


def test_a_link_to_a_language_that_was_taken_meanwhile_leads_to_its_translation(admin_client):
    practice = factories.practice(language="en")
    french = factories.translate(practice, "fr", live=False)

    answer = admin_client.get(add_address(practice, "fr"))

    assert answer.url == edit_address(french)


def test_parts_that_the_original_leaves_empty_are_not_asked_for_unless_something_is_there(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr", advice="Commencez petit.")

    form = opened(admin_client, edit_address(french))

    parts = [name for name in PracticePage.NAMED_PARTS if name in form.fields]
    assert parts == ["challenge", "advice"]
    assert not form.block_fields


def test_words_of_rows_are_written_beside_the_originals_and_shown_to_visitors(admin_client):
    practice = factories.practice(figures=[Figure(label="people trained", unit="people", value=3)])
    row = practice.figures.get()
    name = f"row_{row.uuid.hex}_label"
    address = add_address(practice, "fr")
    page = read(admin_client.get(address))

    typed = what_the_form_holds(opened(admin_client, address), title="Guichet", **{name: "personnes formées"})
    admin_client.post(address, {**typed, "action-publish": "1"})

    french = PracticeTranslation.objects.get()
    assert text(page, f".beside:has([name={name}]) .beside-text") == "people trained"
    assert attributes(page, f"[name={name}]", "name") == [name]
    assert french.row_words == {str(row.uuid): {"label": "personnes formées"}}
    assert french.latest_revision.content["row_words"] == french.row_words
    with translation.override("fr"):
        address = practice.get_url()
    assert texts(admin_client.get(address), "main table tbody th") == ["personnes formées"]


def test_the_words_of_a_row_that_is_gone_are_kept_and_those_that_are_emptied_fall_back(admin_client):
    practice = factories.practice(figures=[Figure(label="people", value=3)])
    row = str(practice.figures.get().uuid)
    words = {row: {"label": "personnes"}, "gone": {"label": "écoles"}}
    french = factories.translate(practice, "fr", row_words=words)

    name = f"row_{row.replace('-', '')}_label"
    form = opened(admin_client, edit_address(french))
    admin_client.post(edit_address(french), what_the_form_holds(form, **{name: ""}))

    assert form[name].value() == "personnes"
    assert latest(french).row_words == {"gone": {"label": "écoles"}}


def test_a_translation_is_made_from_the_version_that_was_on_the_screen(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    address = add_address(practice, "fr")
    typed = what_the_form_holds(opened(admin_client, address), title="Guichet")
    seen = PracticePage.objects.get(pk=practice.pk).current_version()

    publish_again(practice, challenge="Everybody knew.")
    admin_client.post(address, typed)

    french = PracticeTranslation.objects.get()
    assert french.made_from == seen
    assert french.is_outdated


def test_a_translation_that_waits_for_its_review_is_outdated_when_the_original_changes(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr", live=False)

    publish_again(practice, challenge="Everybody knew.")
    french.latest_revision.publish()

    assert PracticeTranslation.objects.get(pk=french.pk).is_outdated


def test_what_changed_in_the_original_stands_beside_the_field_and_in_no_other(admin_client):
    practice = factories.practice(
        challenge="Nobody knew.", advice="Start small.", figures=[Figure(label="people", value=3)]
    )
    french = factories.translate(practice, "fr", challenge="Personne ne savait.")

    publish_again(practice, challenge="Nobody knew before 2019.")
    page = read(admin_client.get(edit_address(french)))

    assert "The original has changed" in warnings(page)
    assert len(texts(page, ".beside-change")) == 1
    assert text(page, ".beside:has([name=challenge]) .beside-change .addition") == "before 2019."


def test_a_changed_row_makes_a_translation_outdated_and_is_marked(admin_client):
    practice = factories.practice(figures=[Figure(label="people", value=3)])
    french = factories.translate(practice, "fr")

    page = PracticePage.objects.get(pk=practice.pk)
    figure = page.figures.get()
    figure.label = "people trained"
    page.figures = [figure]
    page.save_revision().publish()
    shown = admin_client.get(edit_address(french))

    assert texts(shown, ".beside-change .addition") == ["trained"]


def test_a_change_of_facts_leaves_translations_current(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr")

    publish_again(practice, scale="city")
    page = admin_client.get(edit_address(french))

    assert "The original has changed" not in text(page, "main")
    assert not PageLogEntry.objects.filter(action="core.words_changed").exists()


def test_saving_without_the_tick_changes_no_word_and_leaves_it_outdated(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr", challenge="Personne ne savait.")

    publish_again(practice, challenge="Everybody knew.")
    form = opened(admin_client, edit_address(french))
    admin_client.post(edit_address(french), {**what_the_form_holds(form), "action-publish": "1"})

    french = PracticeTranslation.objects.get()
    assert french.challenge == "Personne ne savait."
    assert french.is_outdated
    assert PageLogEntry.objects.get(action="core.words_changed").page_id == practice.pk


def test_words_that_stay_as_they_are_are_current_as_soon_as_they_are_ticked(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr")

    publish_again(practice, challenge="Nobody really knew.")
    form = opened(admin_client, edit_address(french))
    admin_client.post(edit_address(french), what_the_form_holds(form, checked="on"))

    assert not PracticeTranslation.objects.get().is_outdated
    assert not latest(french).is_outdated


def test_new_words_are_current_when_they_are_published_and_not_before(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr", challenge="Personne ne savait.")

    publish_again(practice, challenge="Everybody knew.")
    form = opened(admin_client, edit_address(french))
    admin_client.post(edit_address(french), what_the_form_holds(form, checked="on", challenge="Tout le monde savait."))
    while_draft = PracticeTranslation.objects.get().is_outdated
    PracticeTranslation.objects.get().latest_revision.publish()

    assert while_draft
    assert not PracticeTranslation.objects.get().is_outdated


def test_a_tick_speaks_of_what_was_on_the_screen_and_can_be_taken_back(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr", live=False)
    first = french.made_from

    publish_again(practice, challenge="Some knew.")
    second = PracticePage.objects.get(pk=practice.pk).current_version()
    form = opened(admin_client, edit_address(french))
    publish_again(practice, challenge="Everybody knew.")
    admin_client.post(edit_address(french), what_the_form_holds(form, checked="on"))
    ticked = latest(french).made_from
    admin_client.post(edit_address(french), what_the_form_holds(form))

    assert ticked == second
    assert latest(french).made_from == first


def test_the_form_says_so_when_the_earlier_version_is_gone(admin_client):
    practice = factories.practice(challenge="Nobody knew.")
    french = factories.translate(practice, "fr")
    made_from = practice.latest_revision

    publish_again(practice, challenge="Everybody knew.")
    made_from.delete()
    page = read(admin_client.get(edit_address(french)))

    assert "The earlier version is no longer available: compare each" in warnings(page)
    assert not has(page, ".beside-change")


def test_the_form_saves_itself(admin_client):
    practice = factories.practice(challenge="Nobody knew.", body="")
    publish_again(practice, body=[("text", "<p>More.</p>")])
    address = add_address(practice, "fr")
    form = opened(admin_client, address)
    body = dict.fromkeys(form.block_fields, '{"entityMap": {}, "blocks": []}')

    typed = what_the_form_holds(form, title="Guichet", **body)
    first = admin_client.post(address, typed, headers={"accept": "application/json"}).json()
    again = {**typed, "title": "Guichet unique", "overwrite_revision_id": first["revision_id"]}
    second = admin_client.post(first["url"], again, headers={"accept": "application/json"}).json()

    assert (first["success"], second["success"]) == (True, True)
    assert second["revision_id"] == first["revision_id"]
    assert latest(PracticeTranslation.objects.get()).title == "Guichet unique"


def test_a_part_that_was_not_on_the_screen_keeps_its_words(admin_client):
    french = factories.translate(factories.practice(challenge="Nobody knew."), "fr", challenge="Personne.")

    form = opened(admin_client, edit_address(french))
    sent = what_the_form_holds(form, title="Guichet")
    del sent["challenge"]
    admin_client.post(edit_address(french), sent)

    assert (latest(french).title, latest(french).challenge) == ("Guichet", "Personne.")


def test_the_comparison_of_two_versions_shows_the_words_of_rows(admin_client):
    practice = factories.practice(figures=[Figure(label="people", value=3)])
    row = str(practice.figures.get().uuid)
    french = factories.translate(practice, "fr", row_words={row: {"label": "personnes"}})
    french.row_words = {row: {"label": "personnes formées"}}
    newer = french.save_revision()

    address = reverse("wagtailadmin_pages:revisions_compare", args=[french.pk, "earliest", newer.pk])
    page = admin_client.get(address)

    assert texts(page, ".comparison .addition") == ["formées"]


def test_a_translation_is_previewed_with_the_words_typed_into_its_rows(admin_client):
    practice = factories.practice(figures=[Figure(label="people", value=3)])
    name = f"row_{practice.figures.get().uuid.hex}_label"
    french = factories.translate(practice, "fr", live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[french.pk])

    typed = what_the_form_holds(opened(admin_client, edit_address(french)), **{name: "personnes formées"})
    admin_client.post(address, typed)
    page = read(admin_client.get(f"{address}?mode=fr"))

    assert attributes(page, "html", "lang") == ["fr"]
    assert texts(page, "main table tbody th") == ["personnes formées"]
    assert latest(french).row_words == {}


def test_a_subject_leads_to_its_translations_and_to_the_languages_that_are_free(admin_client):
    practice = factories.practice(language="en")
    french = factories.translate(practice, "fr", live=False)

    addresses = [edit_address(practice), reverse("wagtailadmin_explore", args=[practice.get_parent().pk])]
    pages = [read(admin_client.get(address)) for address in addresses]

    menu = ".w-dropdown__content"
    for page in pages:
        assert text(page, f"{menu} [href='{add_address(practice, 'ar')}']") == "Translate into Arabic"
        assert text(page, f"{menu} [href='{edit_address(french)}']") == "Edit the French translation"
        assert not has(page, f"[href='{add_address(practice, 'fr')}']")
    assert "Translate into English" not in texts(pages[0], f"{menu} a")


@pytest.mark.parametrize(("role", "is_offered"), [("translator", True), ("official", True), ("stranger", False)])
def test_only_who_may_translate_a_practice_is_offered_to(client, role, is_offered):
    practice = factories.practice(under=factories.city("Tangier"))
    city = practice.get_parent().specific if role == "official" else factories.city("Lisbon")
    user = person(role, "official" if role == "stranger" else role, None if role == "translator" else city)
    client.force_login(user)

    page = client.get(reverse("wagtailadmin_explore", args=[practice.pk]))

    assert has(page, f"[href='{add_address(practice, 'fr')}']") is is_offered


def test_a_translator_writes_a_draft_under_a_public_practice_and_touches_no_original(client):
    practice = factories.practice("Desk", challenge="Nobody knew.")
    client.force_login(person("translator", "translator"))
    address = add_address(practice, "fr")

    typed = what_the_form_holds(opened(client, address), title="Guichet", challenge="Personne ne savait.")
    client.post(address, {**typed, "action-publish": "1"})
    refused = client.get(edit_address(practice))

    french = PracticeTranslation.objects.get()
    assert (french.title, french.live) == ("Guichet", False)
    assert refused.status_code == 302
    assert PracticePage.objects.get().latest_revision_id == practice.latest_revision_id


def test_a_new_translation_has_a_preview_before_its_language_is_chosen(admin_client):
    practice = factories.practice()

    pages = [admin_client.get(add_address(practice, language)) for language in ("", "fr")]

    assert all(has(page, "[data-side-panel=preview]") for page in pages)


def test_the_language_one_translates_into_is_not_that_of_the_interface(client):
    practice = factories.practice(language="en")
    client.force_login(person("translator", "translator"))

    page = client.get(add_address(practice, "ar"))

    assert attributes(page, "html", "lang") == ["en"]
    assert "django_language" not in page.cookies


def test_a_translation_goes_through_the_review_of_any_page(client):
    practice = factories.practice("Desk", under=factories.city("Tangier"))
    client.force_login(person("translator", "translator"))
    address = add_address(practice, "fr")

    typed = what_the_form_holds(opened(client, address), title="Guichet")
    client.post(address, {**typed, "action-submit": "1"})
    french = PracticeTranslation.objects.get()
    in_review = french.workflow_in_progress
    editor = person("editor", "editor")
    client.force_login(editor)
    form = opened(client, edit_address(french))
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    client.post(edit_address(french), {**what_the_form_holds(form), **approve})

    assert (in_review, french.live) == (True, False)
    assert PracticeTranslation.objects.get().live
