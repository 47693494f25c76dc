"""Facts once, words per language: a translation is a page under its original."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Page

from core.models import Figure
from core.templatetags.core_tags import row_words
from practices.models import PracticePage, PracticeTranslation
from tests import factories

pytestmark = pytest.mark.django_db
NO_PROBLEMS = ([], [], [], [], [])


def shown_in(practice: PracticePage, language: str) -> str:
    with translation.override(language):
        alone = PracticePage.objects.get(pk=practice.pk).words.title
        listed = PracticePage.objects.live().with_words().get(pk=practice.pk).words.title
    assert alone == listed
    return alone


def test_the_original_is_shown_until_a_translation_is_published():
    practice = factories.practice("مكتب الاستقبال", language="ar")
    french = factories.translate(practice, "fr", "Bureau d'accueil", live=False)

    before = shown_in(practice, "fr")
    french.save_revision().publish()

    assert before == "مكتب الاستقبال"
    assert shown_in(practice, "fr") == "Bureau d'accueil"
    assert shown_in(practice, "es") == "مكتب الاستقبال"


def test_a_list_reads_its_translations_in_one_query(django_assert_num_queries):
    for _number in range(5):
        factories.translate(factories.practice(language="ar"), "en", "Welcome desk")

    with translation.override("en"), django_assert_num_queries(2):
        titles = [practice.words.title for practice in PracticePage.objects.live().with_words()]

    assert titles == ["Welcome desk"] * 5


def test_a_second_translation_into_the_same_language_is_refused():
    practice = factories.practice(language="ar")
    factories.translate(practice, "fr")

    with pytest.raises(ValidationError, match="already a translation"):
        practice.add_child(instance=PracticeTranslation(language="fr", title="Encore", subject=practice))

    assert practice.translations.count() == 1


def test_a_translation_into_the_language_of_the_original_is_refused():
    practice = factories.practice(language="fr")

    with pytest.raises(ValidationError, match="original is written"):
        practice.add_child(instance=PracticeTranslation(language="fr", title="Encore", subject=practice))


def test_the_language_is_fixed_once_a_translation_exists():
    practice = factories.practice(language="ar")
    factories.translate(practice, "fr")

    practice.language = "en"

    with pytest.raises(ValidationError, match="cannot be changed"):
        practice.full_clean()


def test_a_copied_subject_takes_its_translations_along_and_they_name_it():
    practice = factories.practice(language="ar")
    factories.translate(practice, "fr", "Bureau")

    copy = practice.copy(recursive=True, to=factories.city("Rabat"), update_attrs={"slug": "copy"}, keep_live=True)

    assert [words.subject_id for words in copy.translations.all()] == [copy.pk]
    assert shown_in(copy, "fr") == "Bureau"
    assert practice.translations.count() == 1


def test_a_moved_translation_names_its_new_subject_and_so_does_its_old_revision():
    here, there = factories.practice(language="ar"), factories.practice(language="ar")
    french = factories.translate(here, "fr", "Bureau")
    old = french.latest_revision

    Page.objects.get(pk=french.pk).specific.move(Page.objects.get(pk=there.pk), pos="last-child")

    assert PracticeTranslation.objects.get(pk=french.pk).subject_id == there.pk
    assert old.as_object().subject_id == there.pk


def test_a_translation_moves_with_its_city_and_keeps_its_subject():
    practice = factories.practice(language="ar")
    french = factories.translate(practice, "fr")

    practice.move(factories.city("Rabat"), pos="last-child")

    assert PracticeTranslation.objects.get(pk=french.pk).subject_id == practice.pk
    assert Page.find_problems() == NO_PROBLEMS


def test_an_old_revision_brings_no_old_language_or_address_back():
    practice = factories.practice(language="ar")
    french = factories.translate(practice, "fr", "Bureau")
    content = {**french.latest_revision.content, "language": "es", "slug": "es", "subject": None}

    again = french.with_content_json(content)

    assert (again.language, again.slug, again.subject_id) == ("fr", "fr", practice.pk)
    assert again.url_path.endswith("/fr/")


def test_the_tree_has_no_problems_through_add_move_copy_unpublish_and_delete():
    city, other = factories.city(), factories.city()
    practice = factories.practice(under=city, language="ar")
    for language in ("fr", "en", "es"):
        factories.translate(practice, language)
    steps = [Page.find_problems()]

    copy = practice.copy(recursive=True, to=other, update_attrs={"slug": "copy"})
    steps.append(Page.find_problems())
    PracticePage.objects.get(pk=practice.pk).move(Page.objects.get(pk=other.pk), pos="first-child")
    steps.append(Page.find_problems())
    PracticePage.objects.get(pk=practice.pk).unpublish()
    steps.append(Page.find_problems())
    Page.objects.get(pk=copy.pk).delete()
    steps.append(Page.find_problems())
    Page.objects.get(pk=city.pk).delete()
    steps.append(Page.find_problems())

    assert steps == [NO_PROBLEMS] * len(steps)
    assert PracticeTranslation.objects.filter(subject_id=practice.pk).count() == 3


def test_a_subject_that_is_unpublished_is_gone_in_every_language(client):
    practice = factories.practice(language="ar")
    factories.translate(practice, "en")

    practice.unpublish()

    for language in ("ar", "en", "fr", "es"):
        with translation.override(language):
            address = practice.get_url()
        assert client.get(address).status_code == 404


def test_the_address_of_a_translation_leads_to_its_subject_in_its_language(client):
    practice = factories.practice(language="ar")
    french = factories.translate(practice, "fr")
    with translation.override("en"):
        address = french.get_url()

    answer = client.get(address)

    with translation.override("fr"):
        assert (answer.status_code, answer.url) == (302, practice.get_url())


def test_search_finds_the_one_practice_by_its_words_in_any_language():
    practice = factories.practice("مكتب الاستقبال", language="ar")
    factories.translate(practice, "fr", "Bureau d'accueil")
    factories.translate(practice, "es", "Oficina de acogida", live=False)

    found = {word: list(PracticePage.objects.live().autocomplete(word)) for word in ("accueil", "استقبال", "acogida")}

    assert found == {"accueil": [practice], "استقبال": [practice], "acogida": []}


def test_search_forgets_a_translation_that_is_unpublished():
    practice = factories.practice("Desk")
    french = factories.translate(practice, "fr", "Bureau")

    french.unpublish()

    assert not list(PracticePage.objects.live().autocomplete("bureau"))


def test_a_translation_knows_when_the_original_has_changed():
    practice = factories.practice("Desk")
    french = factories.translate(practice, "fr", "Bureau")
    current = PracticeTranslation.objects.get(pk=french.pk).is_outdated

    practice.challenge = "Nobody knew where to go."
    practice.save_revision().publish()
    outdated = PracticeTranslation.objects.get(pk=french.pk)
    was_outdated = outdated.is_outdated
    outdated.subject.refresh_from_db()
    outdated.check_against_subject()

    assert (current, was_outdated) == (False, True)
    assert not PracticeTranslation.objects.get(pk=french.pk).is_outdated


def test_a_row_is_shown_in_the_words_of_the_translation():
    practice = factories.practice("Desk", figures=[Figure(label="people", value=3)])
    row = practice.figures.get()
    french = factories.translate(practice, "fr", "Bureau", row_words={str(row.uuid): {"label": "personnes"}})

    in_french, in_english = row_words(french, row, "label"), row_words(practice, row, "label")

    assert (in_french, in_french.language) == ("personnes", "fr")
    assert (in_english, in_english.language) == ("people", "en")


@pytest.mark.parametrize("slug", ["fr", "ar"])
def test_an_address_that_is_a_language_is_kept_for_translations(slug):
    with pytest.raises(ValidationError, match="This address belongs to a translation; choose another one"):
        factories.practice("Desk", slug=slug)


def test_an_address_that_starts_like_a_pilot_is_kept_for_pilots():
    with pytest.raises(ValidationError, match="are for pilots"):
        factories.practice("Desk", slug="pilot-desk")
