"""How texts and questions are taken apart, in four languages."""

from __future__ import annotations

import pytest

from search.analysis import folded_text, is_stop_word, query_words, spellings, stem

ALIKE = {
    "en": ["refugee refugees", "city cities", "housing houses", "policy policies"],
    "fr": ["réfugié réfugiée réfugiés", "emploi emplois", "social sociaux", "réseau réseaux", "l'éducation education"],
    "es": ["mujer mujeres", "educación educacion educaciones", "ciudad ciudades", "vivienda viviendas"],
    "ar": ["لاجئ لاجئين اللاجئين لاجئون", "بلدية البلديات", "التعليم تعليم وتعليم", "صحة الصحة صحي"],
}
NOT_ALIKE = {
    "en": ["police policy", "hospital hospitality"],
    "fr": ["police politique"],
    "es": ["política policía"],
    "ar": ["طفل طلب"],
}


@pytest.mark.parametrize("language", ALIKE)
def test_forms_of_a_word_have_one_stem(language):
    stems = {words: {stem(word, language) for word in folded_text(words).split()} for words in ALIKE[language]}

    assert {words: len(found) for words, found in stems.items()} == dict.fromkeys(stems, 1)


@pytest.mark.parametrize("language", NOT_ALIKE)
def test_words_that_only_look_alike_have_two(language):
    for words in NOT_ALIKE[language]:
        assert len({stem(word, language) for word in folded_text(words).split()}) == 2


def test_what_is_elided_and_hyphenated_is_read_as_people_type_it():
    assert folded_text("L’accueil d'enfants, aujourd'hui; don't!") == "accueil enfants aujourd hui don t"
    assert folded_text("co-operation").split() == ["co", "operation", "cooperation"]
    assert spellings("sans-papiers") == ["sans papiers", "sanspapiers"]
    assert [word.spellings for word in query_words("l'emploi co-operation l'emploi", 20)] == [
        ("emploi",),
        ("cooperation", "co operation"),
    ]


def test_a_word_that_says_nothing_in_one_language_says_nothing_in_any():
    assert all(map(is_stop_word, ["the", "for", "les", "des", "los", "para", "في", "من"]))
    assert not any(map(is_stop_word, ["city", "refugies", "salud", "سكن"]))
