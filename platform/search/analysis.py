"""Words made comparable: an index and a question take a text apart the same way.

A text is folded (core.folding); its words are then taken as they are, and by their stem in the language of the text.
Stems of one language are never compared with those of another: police and política are no relatives. What the
Snowball stemmers (Tantivy's) do not do is done before: plurals that they keep apart (mujer, mujeres; emploi, emplois)
and accents that they need and folding has taken (educación). For Arabic, light10 (Larkey, Ballesteros, Connell 2007):
Snowball's takes away letters that only look like a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from core import languages
from core.folding import fold

SNOWBALL = {"en": "english", "fr": "french", "es": "spanish"}

# l'emploi, qu'elle: what stands before the word it is read with. Not don't, nor O'Brien.
ELISION = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ](?=[^\W\d_])", re.IGNORECASE)
HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
ARABIC = """
في من على الى إلى عن مع أو ثم لا ما هذا هذه ذلك تلك التي الذي الذين بين كل بعض عند منذ حتى قد هو هي هم
"""
ARABIC_STOP_WORDS = frozenset(map(fold, ARABIC.split()))
MOST_WORDS = 200_000  # that are remembered
Made = TypeVar("Made")


class _Remembered(dict[str, Made]):
    """What `of` makes of a word, worked out the first time it is met: texts say much the same."""

    def __init__(self, of: Callable[[str], Made]) -> None:
        self.of = of

    def __missing__(self, word: str) -> Made:
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = found = self.of(word)
        return found


# --- what a text is taken apart into --------------------------------------------------------------------------------
def words_of(text: str) -> list[str]:
    """The words of a text as they are written; of co-operation both the parts and the whole."""
    if "'" in text or "’" in text or "ʼ" in text:
        text = ELISION.sub("", text)
    if "-" in text or "‐" in text or "‑" in text:
        text = " ".join([text, *map(joined, HYPHENATED.findall(text))])
    return text.split()


def folded(words: Iterable[str]) -> str:
    """Words as they are written, folded, with spaces between."""
    return " ".join(map(_FOLDED.__getitem__, words))


def folded_text(text: str) -> str:
    return folded(words_of(text))


_FOLDED = _Remembered(fold)
"""A word as it is written to what folding makes of it: none, one or several words."""


def joined(word: str) -> str:
    return re.sub("[-‐‑]", "", word)


def spellings(name: str) -> list[str]:
    """A name folded; of one with hyphens, as parts and as a whole."""
    name = ELISION.sub("", name)
    return list(dict.fromkeys([fold(name), fold(HYPHENATED.sub(lambda found: joined(found[0]), name))]))


@dataclass(frozen=True)
class QueryWord:
    """A word of a question as it was typed, and folded: any of the spellings will do."""

    typed: str
    spellings: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.spellings[0]


def query_words(text: str, most: int) -> list[QueryWord]:
    """In order, each once. Of co-operation the whole and the parts."""
    words: dict[tuple[str, ...], QueryWord] = {}
    for typed in ELISION.sub("", text).split():
        folded = fold(typed)
        if HYPHENATED.fullmatch(typed):
            spellings = (fold(joined(typed)), folded)
            words.setdefault(spellings, QueryWord(typed, spellings))
            continue
        for word in folded.split():
            words.setdefault((word,), QueryWord(typed if word == folded else word, (word,)))
    return list(words.values())[:most]


# --- stems ----------------------------------------------------------------------------------------------------------
def _rules(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rules)


BEFORE_STEMMING = {
    "en": _rules((r"(?<=al)it(?:y|ies)\b", "it")),
    "fr": _rules((r"ees?\b", "e"), (r"(?<=eau)x\b", ""), (r"(?<=[a-z]{2})aux\b", "al"), (r"(?<=[a-z]{3})s\b", "")),
    "es": _rules((r"(?<=[a-z]{2}[dlnrz])es\b", ""), (r"(?<=[a-z]{2}[aeiou])s\b", ""), (r"(?<=[cs])ion\b", "ión")),
    "ar": _rules((r"\bو(?=\w{3})", ""), (r"(?<=\w{2})(?:ها|ان|ات|ون|ين|يه|ه|ي)\b", ""), (r"(?<=\w{2})ي\b", "")),
}


WORDS = TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def _stemmer(language: str) -> Callable[[str], str]:
    """Makes a folded word its stem in one language."""
    words, snowball = TextAnalyzerBuilder(Tokenizer.whitespace()), SNOWBALL.get(language)
    analyzer = (words.filter(Filter.stemmer(snowball)) if snowball else words).build()

    def stem_of(word: str) -> str:
        ready = word
        for pattern, replacement in BEFORE_STEMMING[language]:
            ready = pattern.sub(replacement, ready)
        return "".join(analyzer.analyze(ready)) or word

    return stem_of


_STEMS = {code: _Remembered(_stemmer(code)) for code in languages.CODES}
"""A folded word to its stem, for each language."""


def stem(word: str, language: str) -> str:
    """Of a folded word."""
    return _STEMS[language][word]


def folded_and_stemmed(words: Iterable[str], language: str) -> tuple[str, str]:
    """Words as they are written, folded, and their stems, each with spaces between: in one look-up a word, as it is
    most of the work while a hundred thousand texts are read."""
    pairs = list(map(_FOLDED_AND_STEMMED[language].__getitem__, words))
    folded, stems = zip(*pairs, strict=True) if pairs else ((), ())
    return " ".join(folded), " ".join(stems)


def _folded_and_stemmed(language: str) -> Callable[[str], tuple[str, str]]:
    def of(word: str) -> tuple[str, str]:
        folded = fold(word)
        return folded, " ".join(stem(one, language) for one in folded.split())

    return of


_FOLDED_AND_STEMMED = {code: _Remembered(_folded_and_stemmed(code)) for code in languages.CODES}
"""A word as it is written to what folding makes of it and to its stem, for each language."""


@lru_cache(maxsize=20_000)
def stems(folded: str, language: str) -> tuple[str, ...]:
    """Of each word of a folded name, without those that say nothing."""
    words = folded.split()
    return tuple(stem(word, language) for word in words if not is_stop_word(word)) or tuple(words)


# --- words that say nothing -----------------------------------------------------------------------------------------
@cache
def _stop_words(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stopword(SNOWBALL[language])).build()


@lru_cache(maxsize=20_000)
def is_stop_word(word: str) -> bool:
    """Whether a folded word says nothing by itself in any of the languages: nobody says in which a question is."""
    return word in ARABIC_STOP_WORDS or any(not _stop_words(code).analyze(word) for code in SNOWBALL)


def forget_words() -> None:
    """What was remembered of them, after all texts have been read."""
    _FOLDED.clear()
    for code in languages.CODES:
        _STEMS[code].clear()
        _FOLDED_AND_STEMMED[code].clear()
