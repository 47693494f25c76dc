"""What a translation may not look like: spaces and signs of each language, words for which the glossary has another.

`problems_of` reads one text. Which words are refused is in `refused_words.py`; which ones need a context, in the
glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .refused_words import REFUSED

GLOSSARY = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"
TWO_MEANINGS = "## Words with two meanings"

NOT_WORDS = re.compile(r"<[^>]*>|&\w+;|%\(\w+\)[sd]|%[sd]|\{\w*\}|https?://\S+|[\w.]+@[\w.]+")
"""What stands in a text and is none: tags, placeholders, addresses."""
FILLED = "\ue000"
"""What is put in its place: a sign after which a text goes on as after a word."""
IATI_SIGNS = "/ & | ?"
"""Named as signs, not written as punctuation."""


@dataclass(frozen=True)
class Rule:
    language: str
    broken: re.Pattern
    says: str


def _rule(language: str, broken: str, says: str) -> Rule:
    return Rule(language, re.compile(broken), says)


RULES = (
    _rule("fr", r"[ \u202f]:", "a no-break space (U+00A0) stands before a colon"),
    _rule("fr", rf"(?<=[\w»){FILLED}]):(?=\s|$)", "a no-break space (U+00A0) stands before a colon"),
    _rule("fr", r"[ \u00a0][;?!](?=\W|$)", "a narrow no-break space (U+202F) stands before ; ? and !"),
    _rule("fr", rf"(?<=[\w»){FILLED}])[;?!](?=\s|$|»)", "a narrow no-break space (U+202F) stands before ; ? and !"),
    _rule("fr", rf"[\d{FILLED}][ \u00a0]?%", "a narrow no-break space (U+202F) stands before %"),
    _rule("fr", r"«[^\u00a0]|[^\u00a0]»", "a no-break space (U+00A0) stands inside « and »"),
    _rule("fr", r"'", "the apostrophe is ’"),
    _rule("fr", r"[\"“”]", "quotation marks are « and »"),
    _rule("es", rf"[\d{FILLED}][ \u202f]?%", "a no-break space (U+00A0) stands before %"),
    _rule("es", r"[\"“”]", "quotation marks are « and »"),
    _rule("es", r"« | »", "no space stands inside « and »"),
    _rule("ar", r"\u064b\u0627", "tanwīn stands on the alif: بنداً"),
    _rule("ar", rf"(?<=[\u0600-\u06ff»){FILLED}]),", "the comma is ،"),
    _rule("ar", rf"(?<=[\u0600-\u06ff»){FILLED}]);", "the semicolon is ؛"),
    _rule("ar", rf"(?<=[\u0600-\u06ff»){FILLED}])\?", "the question mark is ؟"),
    _rule("ar", r"[\"“”]", "quotation marks are « and »"),
    _rule("ar", r"[\u0660-\u0669\u06f0-\u06f9]", "digits are 0 to 9"),
)
PAIRS = {"es": ("¿?", "¡!")}


def problems_of(language: str, text: str, msgid: str = "", *, is_prose: bool = False) -> Iterator[str]:
    """One sentence for each rule that the text breaks; `msgid` tells of which English words it is the translation.

    Prose may use any word but those that are refused about people.
    """
    plain = NOT_WORDS.sub(FILLED, text.replace(IATI_SIGNS, "")).replace("%%", "%")
    yield from dict.fromkeys(rule.says for rule in RULES if rule.language == language and rule.broken.search(plain))
    for opening, closing in PAIRS.get(language, ()):
        if plain.count(opening) != plain.count(closing):
            yield f"{opening} and {closing} come in pairs"
    for refused in REFUSED:
        found = refused.language == language and not refused.still_used and refused.pattern.search(plain)
        if found and msgid not in refused.but_in and (refused.about_people or not is_prose):
            yield f"“{found[0]}”: the glossary has “{refused.instead}”"


def words_with_two_meanings() -> frozenset[str]:
    """The msgids that the glossary lists: each of their uses says by a context which one is meant."""
    _before, _heading, table = GLOSSARY.read_text("utf-8").partition(TWO_MEANINGS)
    rows = re.findall(r"^\| ([^|]+?) \|", table.partition("\n## ")[0], re.MULTILINE)
    return frozenset(word for row in rows[1:] for word in row.split(", "))
