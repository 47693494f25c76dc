"""Free text: the words of a practice in all its languages, the same hits whatever the database."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import ask
from tests import factories

pytestmark = pytest.mark.django_db

HITS = {
    "refugee": ["desk", "homes"],
    "REFUGEES": ["desk", "homes"],
    "réfugiés": ["desk"],
    "refugies": ["desk"],
    "refugees families": ["homes"],
    "refug famil": ["homes"],
    "families refugees desk": ["desk", "homes"],
    "cafe": ["desk"],
    "l'hospitalite": ["desk"],
    "l’hospitalité": ["desk"],
    "hospitalite": ["desk"],
    "co-operation": ["desk"],
    "operation": ["desk"],
    "covid19": ["desk"],
    "covid 19": ["desk"],
    "COVID-19": ["desk"],
    "34": ["desk"],
    "340": ["desk"],
    "3400": [],
    "السكن": ["homes"],
    "سكن": ["homes"],
    "للاجئين": ["desk"],
    "لاجئين": ["desk"],
    "اللاجئين": ["desk"],
    "ايواء": ["homes"],
    "البلديه": ["homes"],
    "مدارس": ["desk"],
    "لغة": ["desk"],
    "guichet": [],
    "cellar": [],
    "open": ["door"],
    "zzz": [],
}
SIGNS = (
    '"refugees"',
    "refugees'",
    "refugees*",
    "(refugees)",
    "refugees:*",
    "refugees & !!",
    "refugees\\",
    "refugees;--",
    "%refugees_",
    "refugees\x00",
    "^refugees",
    "-refugees",
    "\u202erefugees\u200f",
)
OPERATORS = {
    "refugees OR zzz": ["desk", "homes"],
    "NOT refugees": ["desk", "homes"],
    "refugees NEAR schools": ["desk"],
    "homes XOR desk": ["desk", "homes"],
}
NOTHING = ("", "   ", "!?", "'\"*:&|()", "\x00", "ـ", "،؟")


def asking(text: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query["q"] = text
    return query


@pytest.fixture
def found(site):
    """Titles of what is found, in order."""
    city = factories.city("Lyon", country=factories.country("FR"))
    desk = factories.practice(
        "A desk for refugees",
        under=city,
        intro="Co-operation of schools and the “Maison de l'hospitalité” since COVID-19.",
        summary="Réfugiés and neighbours meet at the café; 340 places.",
    )
    factories.translate(desk, "ar", "مكتب للاجئين", intro="تعليم اللغة في المدارس الابتدائية لأبناء الوافدين")
    factories.translate(desk, "fr", "Un guichet", intro="Bientôt", live=False)
    homes = factories.practice("السكن الاجتماعي", under=city, language="ar", intro="إيواء الأسر في البلدية")
    factories.translate(homes, "en", "Social homes", intro="Families are housed; refugees too.")
    secret = factories.practice("Open door", under=city, did_not_work="The cellar flooded.", did_not_work_for="cities")
    factories.practice("Not yet public refugees", under=city, live=False)
    names = {desk.pk: "desk", homes.pk: "homes", secret.pk: "door"}

    def find(text: str, **more: str) -> list[str]:
        query = QueryDict(mutable=True)
        query.update({"q": text, **more})
        return [names[pk] for pk in ask("practices", query).pks("en", 0, 24)]

    return find


def test_words_are_found_by_their_beginnings_whatever_accents_articles_and_signs(found):
    assert {text: sorted(found(text)) for text in HITS} == {text: sorted(hits) for text, hits in HITS.items()}


def test_signs_that_mean_something_to_a_database_mean_nothing_here(found):
    assert {text: sorted(found(text)) for text in SIGNS} == {text: ["desk", "homes"] for text in SIGNS}


def test_words_that_mean_something_to_a_database_are_only_words(found):
    assert {text: sorted(found(text)) for text in OPERATORS} == OPERATORS


def test_a_question_without_a_word_is_none(found):
    assert {text: len(found(text)) for text in NOTHING} == dict.fromkeys(NOTHING, 3)


def test_a_thousand_letters_are_cut_and_never_an_error(found):
    assert sorted(found("refugees " + "x" * 1_000)) == ["desk", "homes"]
    assert sorted(found("refugees " * 200)) == ["desk", "homes"]
    assert found("\U0001d400" * 1_000) == []
    assert found("ي" * 1_000) == []


def test_what_has_the_words_in_its_title_comes_first(found):
    assert found("refugees") == ["desk", "homes"]
    assert found("homes") == ["homes"]


def test_a_translation_that_goes_away_takes_its_words_with_it(site):
    desk = factories.practice("A desk")
    french = factories.translate(desk, "fr", "Un guichet")
    before = len(ask("practices", QueryDict("q=guichet")))

    french.unpublish()
    after = len(ask("practices", QueryDict("q=guichet")))

    assert (before, after) == (1, 0)


def test_a_practice_with_the_word_in_three_languages_is_found_once(site):
    desk = factories.practice("Hotel")
    factories.translate(desk, "fr", "Hôtel")
    factories.translate(desk, "es", "Hotel")

    assert len(ask("practices", QueryDict("q=hotel"))) == 1
