"""Where the words of a question stand in a text: a few words around the first of them, escaped, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core import languages

from .analysis import folded_text, is_stop_word, stem
from .names import Names
from .questions import Part

BEFORE, AFTER = 8, 22
"""Words around the first that is found."""
AROUND = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
MOST_REMEMBERED = 20_000
MOST_WORDS = 1_500
"""Of a text that are looked at."""


@dataclass(frozen=True)
class Snippets:
    """Which words are looked for: by language their stems, and as they are written."""

    stems: dict[str, frozenset[str]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    _wanted: dict[str, _Wanted] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    @lru_cache(maxsize=16)  # the next page of the list looks for the same
    def of(cls, parts: tuple[Part, ...], names: Names) -> Snippets:
        """The words of the question, and those that mean the same."""
        wanted = [text for part in parts for text in part.spellings]
        called = [one for text in wanted for one in (*names.called(text), *names.synonyms(text))]
        by_language: dict[str, set[str]] = {
            code: {word for one in called for name in one.folded.get(code, ()) for word in name.split()}
            for code in languages.CODES
        }
        asked = {word for text in wanted for word in text.split()}
        stems = {
            code: frozenset(stem(word, code) for word in (words | asked) if not is_stop_word(word))
            for code, words in by_language.items()
        }
        beginnings = tuple(part.text for part in parts if part.is_beginning)
        return cls(stems, frozenset(word for word in asked if not is_stop_word(word)), beginnings)

    def first(self, texts: Iterable[str], language: str) -> SafeString:
        """From the first of the texts in which one of the words stands; empty where none does."""
        is_wanted = self._in_language(language)
        for text in texts if self.written else ():
            words = text.split()[:MOST_WORDS]
            found = next((number for number, word in enumerate(words) if is_wanted[word]), None)
            if found is not None:
                start = max(found - BEFORE, 0)
                stop = start + BEFORE + AFTER
                shown = [(_marked(word) if is_wanted[word] else word,) for word in words[start:stop]]
                around = ("… " if start else "", " …" if stop < len(words) else "")
                return format_html("{}{}{}", around[0], format_html_join(" ", "{}", shown), around[1])
        return mark_safe("")

    def _in_language(self, language: str) -> _Wanted:
        return self._wanted.setdefault(language, _Wanted(self, language))


class _Wanted(dict[str, bool]):
    """A word as it is written to whether it is looked for: texts of a list say much the same."""

    def __init__(self, snippets: Snippets, language: str) -> None:
        self.snippets, self.language = snippets, language
        self.stems = snippets.stems.get(language, frozenset())

    def __missing__(self, word: str) -> bool:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        beginnings = self.snippets.beginnings
        self[word] = found = any(
            folded in self.snippets.written
            or stem(folded, self.language) in self.stems
            or (bool(beginnings) and folded.startswith(beginnings))
            for folded in folded_text(word).split()
        )
        return found


def _marked(word: str) -> SafeString:
    """Without the signs around it."""
    parts = AROUND.fullmatch(word)
    before, inside, after = parts.groups() if parts else ("", word, "")
    return format_html("{}<mark>{}</mark>{}", before, inside, after)
