"""Search terms: what one may hold, and who maintains them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from cities.models import CityPage
from search.models import SearchTerm
from tests.factories.people import person
from tests.pages import attributes, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(site) -> Client:
    return client_of(person("editor", Role.EDITOR, language="en"))


def housing() -> SearchTerm:
    return SearchTerm.objects.create(words_en="housing, accommodation", words_fr="logement", words_ar="سكن، إسكان")


def objections(**words) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        SearchTerm(**words).full_clean()
    return refusal.value.message_dict


# --- what it holds --------------------------------------------------------------------------------------------------
def test_words_are_told_apart_by_commas_of_any_script_and_by_lines():
    term = SearchTerm(words_en="refugee,  asylum   seeker\r\nrefugee\n", words_ar="لاجئ، لاجئون؛ لاجئين")

    assert term.words_in("en") == ["refugee", "asylum seeker"]
    assert term.words_in("ar") == ["لاجئ", "لاجئون", "لاجئين"]
    assert term.words_in("es") == []


def test_it_is_called_by_its_first_words():
    assert str(housing()) == "housing, logement, سكن"


@pytest.mark.parametrize("words", [{}, {"words_en": "housing"}, {"words_en": "sport", "words_fr": "Sport"}])
def test_fewer_than_two_words_join_nothing(words):
    assert objections(**words) == {
        "__all__": ["Enter at least two words: a search term joins words that mean the same."]
    }


def test_a_word_without_a_letter_is_refused():
    assert objections(words_en="housing, home, ?!") == {"words_en": ["“?!” has no letters or digits."]}


@pytest.mark.parametrize(("field", "word"), [("words_fr", "LOGEMENT"), ("words_ar", "السكن")])
def test_a_word_that_another_term_has_is_refused_and_the_other_is_named(field, word):
    housing()

    assert objections(**{field: f"{word}, a, b"}) == {
        field: [
            f"“{word}” is already in another search term: housing, logement, سكن. Add your words there.",
        ]
    }


def test_a_word_may_mean_something_else_in_another_language():
    SearchTerm.objects.create(words_fr="formation, stage", words_en="training")

    SearchTerm(words_en="formation, rock").full_clean()


def test_a_term_may_be_saved_again():
    housing().full_clean()


# --- who maintains them ---------------------------------------------------------------------------------------------
def test_an_editor_finds_them_among_the_vocabularies_and_makes_changes_and_deletes_one(editor):
    words = {"words_en": "bicycle, bike", "words_fr": "vélo", "source": "editors’ choice"}

    editor.post(reverse("searchterm:add"), words)
    term = SearchTerm.objects.get()
    listed = editor.get(reverse("searchterm:index"))
    editor.post(reverse("searchterm:edit", args=[term.pk]), {**words, "words_es": "bicicleta"})
    changed = SearchTerm.objects.get().words_in("es")
    editor.post(reverse("searchterm:delete", args=[term.pk]))

    assert "bicycle, bike" in text(listed)
    assert "/admin/searchterm/" in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert changed == ["bicicleta"]
    assert not SearchTerm.objects.exists()
    log = ModelLogEntry.objects.filter(object_id=str(term.pk), content_type__model="searchterm").order_by("pk")
    assert [entry.action for entry in log] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]


def test_what_an_editor_typed_stays_in_the_form_beside_what_is_wrong_with_it(editor):
    housing()

    form = editor.post(reverse("searchterm:add"), {"words_en": "dwelling, Housing"})

    assert "“Housing” is already in another search term" in text(form, "[id$=words_en-errors]")
    assert text(form, "[name=words_en]") == "dwelling, Housing"
    assert SearchTerm.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.FOCAL_POINT, Role.TRANSLATOR, Role.ORGANISER, Role.MNE])
def test_nobody_else_changes_them(tangier: CityPage, role):
    term = housing()
    client = client_of(person("somebody", role, tangier))
    addresses = [reverse("searchterm:add"), *(reverse(f"searchterm:{do}", args=[term.pk]) for do in ("edit", "delete"))]

    answers = [client.post(address, {"words_en": "bicycle, bike"}) for address in addresses]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert [str(one) for one in SearchTerm.objects.all()] == [str(term)]
    assert not [link for link in attributes(client.get("/admin/"), "a", "href") if link and "searchterm" in link]
