"""Where the words of a question stand in a text: a few words around the first of them, escaped, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core import languages

from .analysis import folded_text, is_stop_word, stem
from .names import Names

BEFORE, AFTER = 8, 22
"""Words around the first that is found."""
AROUND = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
MOST_WORDS = 1_500
"""Of a text that are looked at."""


@dataclass(frozen=True)
class Snippets:
    """Which words are looked for: by language their stems, and as they are written."""

    stems: dict[str, frozenset[str]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Iterable, names: Names) -> Snippets:
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

    def first(self, text: str, language: str) -> SafeString:
        """Empty where none of the words stands in it."""
        words = text.split()[:MOST_WORDS]
        marked = [self._is_wanted(word, language) for word in words] if self.written else []
        if True not in marked:
            return mark_safe("")
        start = max(marked.index(True) - BEFORE, 0)
        stop = start + BEFORE + AFTER
        shown = format_html_join(
            " ",
            "{}",
            (
                (_marked(word) if is_marked else word,)
                for word, is_marked in zip(words[start:stop], marked[start:stop], strict=True)
            ),
        )
        return format_html("{}{}{}", "… " if start else "", shown, " …" if stop < len(words) else "")

    def _is_wanted(self, word: str, language: str) -> bool:
        stems = self.stems.get(language, frozenset())
        return any(
            folded in self.written
            or stem(folded, language) in stems
            or (self.beginnings and folded.startswith(self.beginnings))
            for folded in folded_text(word).split()
        )


def _marked(word: str) -> SafeString:
    """Without the signs around it."""
    before, inside, after = AROUND.fullmatch(word).groups()
    return format_html("{}<mark>{}</mark>{}", before, inside, after)
