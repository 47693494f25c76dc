"""Each rule for the words of another language is broken here once, and seen to be."""

from __future__ import annotations

import json

import polib
import pytest

from .interface_words import badly_written, problems_of_programme, unfinished_plurals, untranslated, without_context
from .refused_words import REFUSED, Refused
from .wording_rules import RULES, problems_of, words_with_two_meanings

COLON = "a no-break space (U+00A0) stands before a colon"
NARROW = "a narrow no-break space (U+202F) stands before ; ? and !"


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("fr", "Source : rapport", COLON),
        ("fr", "Source: rapport", COLON),
        ("fr", "%(city)s : rapport", COLON),
        ("fr", "Pourquoi ?", NARROW),
        ("fr", "Pourquoi\u00a0?", NARROW),
        ("fr", "Pourquoi?", NARROW),
        ("fr", "lu ; écrit", NARROW),
        ("fr", "Merci !", NARROW),
        ("fr", "%(number)s %%", "a narrow no-break space (U+202F) stands before %"),
        ("fr", "« Tanger »", "a no-break space (U+00A0) stands inside « and »"),
        ("fr", "l'accueil", "the apostrophe is ’"),
        ("fr", "“Tanger”", "quotation marks are « and »"),
        ("es", "10 %%", "a no-break space (U+00A0) stands before %"),
        ("es", "“Tánger”", "quotation marks are « and »"),
        ("es", "« Tánger »", "no space stands inside « and »"),
        ("es", "Por qué?", "¿ and ? come in pairs"),
        ("es", "Gracias!", "¡ and ! come in pairs"),
        ("ar", "بندًا", "tanwīn stands on the alif: بنداً"),
        ("ar", "طنجة, المغرب", "the comma is ،"),
        ("ar", "%(city)s, المغرب", "the comma is ،"),
        ("ar", "قرأ; كتب", "the semicolon is ؛"),
        ("ar", "لماذا?", "the question mark is ؟"),
        ("ar", "“طنجة”", "quotation marks are « and »"),
        ("ar", "١٢ مدينة", "digits are 0 to 9"),
    ],
)
def test_a_text_that_breaks_a_rule_is_named(language, text, says):
    assert says in list(problems_of(language, text))


def test_every_rule_is_tried_above():
    tried = set(test_a_text_that_breaks_a_rule_is_named.pytestmark[0].args[1])
    assert {(rule.language, rule.says) for rule in RULES} <= {(language, says) for language, _text, says in tried}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Source\u00a0: «\u00a0rapport\u00a0», à 09:30\u202f; où\u202f? 10\u202f%% de l’ensemble\u202f!"),
        ("fr", 'Est-ce <b dir="auto">%(name)s</b>\u202f? Voir https://example.org/?a=b'),
        ("fr", "aucun des signes / & | ?"),
        ("es", "¿Por qué? «Tánger», 10\u00a0%%, a las 09:30. ¡Gracias!"),
        ("ar", "طنجة، المغرب؛ 1,000 بنداً، لماذا؟ «%(title)s»"),
    ],
)
def test_what_is_written_well_is_let_through(language, text):
    assert list(problems_of(language, text)) == []


def test_a_word_for_which_the_glossary_has_another_is_named_but_where_it_means_something_else(monkeypatch):
    row = Refused("fr", "lettres?", "courriel", frozenset({"At most 10 letters."}))
    monkeypatch.setattr("tests.wording_rules.REFUSED", [row])

    assert list(problems_of("fr", "Une lettre part.")) == ["“lettre”: the glossary has “courriel”"]
    assert list(problems_of("fr", "Dix lettres au plus.", "At most 10 letters.")) == []
    assert list(problems_of("es", "lettre")) == []


def test_each_row_of_refused_words_can_be_read():
    assert all(row.pattern and row.instead for row in REFUSED)


def test_a_catalogue_lacks_nothing():
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": "nplurals=3; plural=0;"}
    catalogue.append(polib.POEntry(msgid="missing"))
    catalogue.append(polib.POEntry(msgid="guessed", msgstr="x", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "x", 1: "y"}))
    catalogue.append(polib.POEntry(msgid="Report", msgstr="x"))
    catalogue.append(polib.POEntry(msgid="Report", msgstr="y", msgctxt="a document"))

    assert untranslated(catalogue) == ["guessed", "missing"]
    assert unfinished_plurals(catalogue) == ["one"]
    assert without_context(catalogue) == ["Report"]
    assert {"Report", "From", "To"} <= words_with_two_meanings()


def test_each_plural_form_is_read():
    entry = polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "un : x", 1: "des\u00a0: x"})
    assert list(badly_written("fr", [entry])) == [("un : x", COLON)]


def test_names_and_translations_of_the_programme_are_read(tmp_path):
    facts = {"records": [{"name": {"en": "A : b", "fr": "A : b"}, "label_ar": "طنجة, المغرب"}]}
    (tmp_path / "cities.json").write_text(json.dumps(facts), "utf-8")
    (tmp_path / "locale" / "es").mkdir(parents=True)
    words = polib.POFile()
    words.append(polib.POEntry(msgctxt="tangier title", msgid="Why?", msgstr="Por qué?"))
    words.save(str(tmp_path / "locale" / "es" / "cities.po"))

    assert problems_of_programme(tmp_path) == [
        f"fr: cities.json: {COLON}: A : b",
        "ar: cities.json: the comma is ،: طنجة, المغرب",
        "es: cities.po: ¿ and ? come in pairs: Por qué?",
    ]


def test_a_programme_without_translations_is_no_problem(tmp_path):
    assert problems_of_programme(tmp_path) == []
