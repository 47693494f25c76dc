"""What words find: by names in any language, by meanings, by forms; what is taken as something else, and offered."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import Answer, ask
from search.models import SearchTerm
from tests import factories

pytestmark = pytest.mark.django_db


def asking(text: str) -> Answer:
    query = QueryDict(mutable=True)
    query["q"] = text
    return ask("practices", query)


def found(text: str) -> list[str]:
    answer = asking(text)
    titles = dict(answer.index.collection.model.objects.values_list("pk", "title"))
    return [titles[pk] for pk in answer.pks("en", 0, 24)]


@pytest.fixture
def city(site):
    return factories.city(
        name_en="Beirut",
        name_fr="Beyrouth",
        name_es="Beirut",
        name_ar="بيروت",
        country=factories.country("LB"),
        slug="beirut",
    )


@pytest.fixture
def housing():
    return factories.theme("housing", name_en="Housing", name_fr="Logement", name_es="Vivienda", name_ar="السكن")


def test_a_practice_is_found_by_the_names_of_what_it_is_about_in_every_language(city, housing):
    factories.practice("Keys", under=city, themes=[housing])
    factories.practice("A desk", under=factories.city("Lyon", country=factories.country("FR")))

    for name in ("Beyrouth", "بيروت", "logement", "LOGEMENTS", "viviendas", "السكن", "سكن", "Beirut housing", "Liban"):
        assert found(name) == ["Keys"], name


def test_what_is_called_so_comes_before_what_only_mentions_it(city, housing):
    factories.practice("Talk of housing, housing and housing", under=city, intro="Housing! Housing!")
    factories.practice("Keys", under=city, themes=[housing], intro="Flats.")

    assert found("logement")[0] == "Keys"


def test_a_name_that_changes_is_found_at_once_without_an_index_made_anew(city, housing):
    factories.practice("Keys", under=city, themes=[housing])
    assert (found("Bayrut"), found("lodging")) == ([], [])

    city.other_names = "Bayrut"
    city.save()
    housing.name_en = "Lodging"
    housing.save()

    assert (found("Bayrut"), found("lodging")) == (["Keys"], ["Keys"])


def test_words_that_editors_join_find_each_other_across_languages(city):
    factories.practice("A home for minors", under=city, intro="Unaccompanied minors.")
    assert found("MNA") == []

    SearchTerm.objects.create(words_en="unaccompanied minors", words_fr="mineurs non accompagnés, MNA")

    assert found("MNA") == ["A home for minors"]
    assert found("mineur non accompagne") == ["A home for minors"]


def test_stems_of_one_language_are_not_those_of_another(city):
    factories.practice("Política", under=city, language="es", intro="Una política de barrio.")
    factories.practice("Police", under=city, language="fr", intro="La police de proximité.")

    assert found("police") == ["Police"]


def test_all_words_must_be_there_and_where_nothing_has_all_what_has_most_is_said(city):
    factories.practice("A desk for families", under=city, intro="Schools.")
    factories.practice("A desk", under=city)

    assert found("desk families") == ["A desk for families"]
    answer = asking("desk families zebra")

    assert (found("desk families zebra"), answer.found.missing) == (["A desk for families"], 1)


def test_a_typing_error_is_taken_only_without_a_hit_and_from_five_letters_on(city):
    factories.practice("Spain", under=city, intro="Painting with children.")
    factories.practice("A desk", under=city)

    assert dict(asking("Beiruth").found.corrected) == {"Beiruth": "Beirut"}
    assert len(asking("Beiruth")) == 2
    assert dict(asking("childern").found.corrected) == {"childern": "children"}
    assert not asking("spai").found.corrected
    assert found("zzzz") == []


def test_what_stands_in_one_text_is_not_corrected_but_what_may_have_been_meant_is_proposed(city):
    factories.practice("Beirat", under=city, intro="The Beirat meets.")
    factories.practice("A desk", under=city)

    answer = asking("Beirat")

    assert dict(answer.found.proposed) == {"Beirat": "Beirut"}
    assert found("Beirat") == ["Beirat"]


def test_the_beginning_of_a_word_finds_it_where_the_word_itself_finds_nothing(city):
    factories.practice("Interpreters", under=city)

    assert found("interpre") == ["Interpreters"]


HOSTILE = (
    "a" * 4_000,
    "refugees " * 400,
    " ".join(f"w{number}x" for number in range(300)),
    "🙂" * 300,
    "\ud800",
    "'" * 500,
    "l'" * 400,
    "a-" * 400,
    "NOT (a OR b) ~5 title:x ^2 [a TO b] *:*",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(city, text):
    factories.practice("A desk", under=city)

    assert len(asking(text)) in (0, 1)
