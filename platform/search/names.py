"""The names of what subjects are about, and words that mean the same: read when a question is asked, not indexed.

The index holds of a subject only that it is about `theme:3`. What this is called, in which languages and spellings, is
looked up in the question: a theme that is renamed, or a city's other name, needs no subject to be indexed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core import languages
from core.caching import cached_until_change
from core.folding import fold

from .analysis import ELISION, is_stop_word, spellings, stems

MOST_WORDS_OF_A_PHRASE = 6
Phrase = tuple[str, ...]
"""Words that belong together: their stems, or folded as they are."""


@dataclass(frozen=True, eq=False)
class Called:
    """Whatever has names, by language; under `""` those that are of no language, such as an acronym."""

    names: Mapping[str, tuple[str, ...]]

    @cached_property
    def folded(self) -> dict[str, list[str]]:
        """Each way to spell them, by language."""
        return {
            language: list(dict.fromkeys(one for name in names for one in spellings(name) if one))
            for language, names in self.names.items()
        }


@dataclass(frozen=True, eq=False)
class Named(Called):
    """Something that subjects are about. `facet` and `code` are those of the filter that says the same, if any.

    `keys` are those by which subjects say so: a country's are its cities' too. `weight` says how much it tells of a
    subject that it is about this: 1 for a theme or a city, less for a goal among many.
    """

    keys: tuple[str, ...] = ()
    facet: str = ""
    code: str = ""
    weight: float = 1
    whole: bool = False
    """Whether it is found by its whole name only: neither "SDG" nor "11" is goal 11."""


class Term(Called):
    """Words that mean the same."""


_providers: list[Callable[[], Iterable[Named | Term]]] = []


def provide(provider: Callable[[], Iterable[Named | Term]]) -> None:
    """For an `AppConfig.ready`: reads a room's names from the database, in a few queries."""
    if provider not in _providers:
        _providers.append(provider)


def spoken(folded: str) -> set[tuple[str, Phrase]]:
    """Each way to look a phrase up: by language the stems of its words, under `""` the words as they are."""
    ways = {(code, stems(folded, code)) for code in languages.CODES}
    return ways | {("", tuple(folded.split()))}


@dataclass(frozen=True, eq=False)
class Names:
    """All of them, to look up by phrase."""

    whole: Mapping[tuple[str, Phrase], list[Named]]
    """What is called exactly so."""
    part: Mapping[tuple[str, str], list[Named]]
    """What has this word in a name of several."""
    terms: Mapping[tuple[str, Phrase], list[Term]]
    written: Mapping[str, str]
    """Every folded word of every name and term, as it is written there, for "did you mean"."""
    longest: int = 1
    """Words of the longest phrase."""

    def called(self, folded: str) -> list[Named]:
        """What has this name, in any language, with or without its inflections."""
        return _each(self.whole.get(way, ()) for way in spoken(folded))

    def containing(self, folded: str) -> list[Named]:
        """What has all these words in a longer name, in one language."""
        return _each(
            [one for one in self.part.get((language, words[0]), ()) if self._has(one, language, words[1:])]
            for language, words in spoken(folded)
        )

    def _has(self, one: Named, language: str, words: Phrase) -> bool:
        return all(one in self.part.get((language, word), ()) for word in words)

    def synonyms(self, folded: str) -> list[Term]:
        return _each(self.terms.get(way, ()) for way in spoken(folded))


def _each(found: Iterable[Iterable]) -> list:
    return list(dict.fromkeys(one for some in found for one in some))


@dataclass
class _Reading:
    whole: dict[tuple[str, Phrase], list[Named]] = field(default_factory=lambda: defaultdict(list))
    part: dict[tuple[str, str], list[Named]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[tuple[str, Phrase], list[Term]] = field(default_factory=lambda: defaultdict(list))
    written: dict[str, str] = field(default_factory=dict)
    longest: int = 1

    def take(self, one: Named | Term) -> None:
        for language, ways in one.folded.items():
            for folded in ways:
                self._take(one, language, folded)
        for word in ELISION.sub("", " ".join(name for names in one.names.values() for name in names)).split():
            self.written.setdefault(fold(word), word.strip(".,()"))

    def _take(self, one: Named | Term, language: str, folded: str) -> None:
        words = tuple(folded.split())
        self.longest = max(self.longest, min(len(words), MOST_WORDS_OF_A_PHRASE))
        # a name without a language is found as it is written, whatever is spoken
        ways: set[tuple[str, Phrase]] = {("", words)} | ({(language, stems(folded, language))} if language else set())
        for way in ways:
            (self.whole if isinstance(one, Named) else self.terms)[way].append(one)  # type: ignore[arg-type]
        if isinstance(one, Named) and not one.whole:
            for code, phrase in ways:
                for word in phrase if len(phrase) > 1 else ():
                    if not is_stop_word(word):
                        self.part[code, word].append(one)


def _read() -> Names:
    reading = _Reading()
    for provider in _providers:
        for one in provider():
            reading.take(one)
    return Names(reading.whole, reading.part, reading.terms, reading.written, reading.longest)


def current_names() -> Names:
    """As the database has them now."""
    return cached_until_change("search: names", _read)
