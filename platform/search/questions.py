"""What somebody searches for: its words, what they mean, and how Tantivy is asked for that.

All words must be there, each by itself, by its stem, by a name of what the subject is about, or by a word that means
the same. Where nothing has all of them: a word that nothing has is taken as the beginning of one, then as a typing
error (said); at last, what has most of the words (said).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Occur, Query, Searcher

from core import languages

from .analysis import QueryWord, is_stop_word, query_words, stem
from .index import SCHEMA, ranked
from .names import Called, Named, Names, Term, current_names

MOST_WORDS = 20
LONGEST = 400  # letters of a question that are read
LONGEST_WORD = 60
SHORTEST_TYPO = 5  # letters: pain is not Spain
MOST_BEGINNINGS = 100
RARE = 2  # subjects that have a word which may be a typing error

TITLE, WORDS, AS_WRITTEN = 5.0, 1.0, 1.5
CALLED, CONTAINS = 20.0, 4.0
SAME_MEANING = 0.3
TIE = 0.05


@dataclass(frozen=True)
class Part:
    """A word of the question, or several that belong together; `spellings` are folded, any of them will do."""

    typed: str
    """As it stands in the question."""
    spellings: tuple[str, ...]
    is_beginning: bool = False
    """Taken as the beginning of a word."""

    @property
    def text(self) -> str:
        return self.spellings[0]


@dataclass(frozen=True)
class Found:
    """The hits with their scores, the best first, and what has been done to the question to have any."""

    scores: dict[int, float]
    parts: tuple[Part, ...] = ()
    """As they were asked at last."""
    corrected: Mapping[str, str] = field(default_factory=dict)
    """What was typed, and what was taken for it."""
    missing: int = 0
    """How many of the words the hits may lack."""
    proposed: Mapping[str, str] = field(default_factory=dict)
    """What was typed, and what may have been meant; not taken."""


@dataclass(frozen=True)
class SearchQuestion:
    text: str
    names: Names = field(default_factory=current_names, repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Phrases that are a name or a term belong together; words that say nothing are left out if others do."""
        words = query_words(self.text[:LONGEST], MOST_WORDS)
        parts, until = [], 0
        for at, word in enumerate(words):
            if at < until:  # in the phrase before
                continue
            until = at + self._phrase_at(words, at)
            phrase = words[at:until]
            spellings = word.spellings if len(phrase) == 1 else (_together(phrase),)
            typed = " ".join(one.typed for one in phrase)
            parts.append(Part(typed, tuple(spelling[:LONGEST_WORD] for spelling in spellings)))
        telling = [part for part in parts if not all(is_stop_word(word) for word in part.text.split())]
        return tuple(telling or parts)

    def _phrase_at(self, words: Sequence[QueryWord], at: int) -> int:
        """How many words from here are one name or term: the longest that is."""
        for length in range(min(self.names.longest, len(words) - at), 1, -1):
            phrase = _together(words[at : at + length])
            if is_stop_word(words[at + length - 1].text):
                continue  # "integración de" is no more than "integración"
            if self.names.called(phrase) or self.names.synonyms(phrase):
                return length
        return 1

    @property
    def is_empty(self) -> bool:
        """No letter and no digit: there is nothing to search for."""
        return not self.parts

    def named(self) -> list[tuple[Part, Named]]:
        """What the question calls by its name, else by a word that means the same: filters that say it as well."""
        found: dict[Named, Part] = {}
        for part in self.parts:
            called = [one for text in part.spellings for one in self.names.called(text)]
            for one in called or self._meant_by(part):
                found.setdefault(one, part)
        return [(part, one) for one, part in found.items()]

    def _meant_by(self, part: Part) -> list[Named]:
        terms = [term for text in part.spellings for term in self.names.synonyms(text)]
        names = [name for term in terms for folded in term.folded.values() for name in folded]
        return [one for name in names for one in self.names.called(name)]

    def without(self, part: Part) -> str:
        """The words that are left when a filter says one of them."""
        return " ".join(other.typed for other in self.parts if other != part)

    def with_words(self, instead: Mapping[str, str]) -> str:
        """The words with some of them written otherwise."""
        return " ".join(instead.get(part.typed, part.typed) for part in self.parts)

    # --- the answer -------------------------------------------------------------------------------------------
    def answer(self, searcher: Searcher, source: str) -> Found:
        if self.is_empty:
            return Found({})
        asked = self._ask(searcher, source, self.parts)
        if asked:
            return Found(asked, self.parts, proposed=self._proposed(searcher))
        parts = tuple(self._mended(searcher, source, part) for part in self.parts)
        corrected = {
            part.typed: self.names.written.get(taken.text, taken.text)
            for part, taken in zip(self.parts, parts, strict=True)
            if taken != part and not taken.is_beginning
        }
        for missing in range(len(parts)):
            asked = self._ask(searcher, source, parts, missing)
            if asked:
                return Found(asked, parts, corrected, missing)
        return Found({}, parts)

    def _ask(self, searcher: Searcher, source: str, parts: Sequence[Part], missing: int = 0) -> dict[int, float]:
        wanted = [self._query(searcher, part) for part in parts]
        words = Query.boolean_query([(Occur.Should, one) for one in wanted], len(wanted) - missing)
        kind = Query.const_score_query(Query.term_query(SCHEMA, "source", source), 0)
        return ranked(searcher, Query.boolean_query([(Occur.Must, words), (Occur.Must, kind)]))

    def _query(self, searcher: Searcher, part: Part) -> Query:
        if part.is_beginning:
            return self._beginnings(searcher, part.text)
        return _any(one for text in part.spellings for one in self._ways(text))

    def _ways(self, text: str) -> Iterable[Query]:
        """Each way in which a subject may have a word or phrase."""
        called = self.names.called(text)
        yield _words(text)
        yield from _about(called, CALLED)
        yield from _about([one for one in self.names.containing(text) if one not in called], CONTAINS)
        for one in [*self.names.synonyms(text), *(name for name in called if name.weight == 1)]:
            yield from self._same_meaning(one, text)
        if " " in text:  # its words need not stand together
            words = [word for word in text.split() if not is_stop_word(word)]
            yield Query.boost_query(_all(_any(self._ways(word)) for word in words), SAME_MEANING)

    def _same_meaning(self, of: Called, but: str) -> Iterable[Query]:
        """By its other names, and by what is called so."""
        for language, names in of.folded.items():
            for name in names:
                if name != but:
                    yield Query.boost_query(_words(name, language), SAME_MEANING)
                    if isinstance(of, Term):
                        yield from _about(self.names.called(name), CALLED * SAME_MEANING)
                        yield from _about(self.names.containing(name), CONTAINS * SAME_MEANING)

    # --- words that nothing has -------------------------------------------------------------------------------
    def _is_known(self, searcher: Searcher, source: str, part: Part) -> bool:
        return bool(self._ask(searcher, source, [part]))

    def _mended(self, searcher: Searcher, source: str, part: Part) -> Part:
        if self._is_known(searcher, source, part):
            return part
        beginning = replace(part, is_beginning=True)
        if " " not in part.text and self._is_known(searcher, source, beginning):
            return beginning
        meant = self._meant(searcher, part.text)
        taken = replace(part, spellings=(meant,)) if meant else part
        return taken if self._is_known(searcher, source, taken) else part

    def _beginnings(self, searcher: Searcher, word: str) -> Query:
        found = [term for term, _count in searcher.terms_with_prefix("plain", word, limit=MOST_BEGINNINGS)]
        return Query.const_score_query(Query.term_set_query(SCHEMA, "plain", found), 1)

    def _meant(self, searcher: Searcher, word: str) -> str:
        """The word of a name, a term or a text that differs by least: one letter in five, two in eight. Or ""."""
        if len(word) < SHORTEST_TYPO or " " in word:
            return ""
        errors = 1 if len(word) < 8 else 2
        frequency = dict(searcher.terms_with_prefix("plain", ""))
        known = (self.names.written.keys() | frequency.keys()) - {word}
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=errors, limit=50)
        ranks = [(distance, one not in self.names.written, -frequency.get(one, 0), one) for one, distance, _key in near]
        return min(ranks)[-1] if ranks else ""

    def _proposed(self, searcher: Searcher) -> dict[str, str]:
        """For words that stand in a text or two and are no name, others that differ by a letter and stand in ten times
        as many, or are a name."""
        proposed = {}
        for part in self.parts:
            rare = searcher.doc_freq("plain", part.text) <= RARE
            if rare and not any(self.names.called(text) or self.names.containing(text) for text in part.spellings):
                meant = self._meant(searcher, part.text)
                known = meant in self.names.written or searcher.doc_freq("plain", meant) >= 10 * RARE
                if meant and known and not self._is_inflected(meant, part.text):
                    proposed[part.typed] = self.names.written.get(meant, meant)
        return proposed

    @staticmethod
    def _is_inflected(word: str, other: str) -> bool:
        """The same word in another form is found already."""
        return any(stem(word, code) == stem(other, code) for code in languages.CODES)


def _together(words: Iterable[QueryWord]) -> str:
    return " ".join(word.text for word in words)


# --- the ways of Tantivy ----------------------------------------------------------------------------------------------
def _any(queries: Iterable[Query]) -> Query:
    return Query.disjunction_max_query(list(queries), TIE)


def _all(queries: Iterable[Query]) -> Query:
    wanted = list(queries)
    return wanted[0] if len(wanted) == 1 else Query.boolean_query([(Occur.Must, one) for one in wanted])


def _words(text: str, language: str = "") -> Query:
    """All the words of a phrase, by their stems in `language`, or in any."""
    words = [word for word in text.split() if not is_stop_word(word)] or text.split()
    return _all(_any(_word(word, [language] if language else languages.CODES)) for word in words)


def _word(word: str, spoken: Iterable[str]) -> Iterable[Query]:
    yield Query.boost_query(Query.term_query(SCHEMA, "plain", word, "freq"), AS_WRITTEN)
    for language in spoken:
        stemmed = stem(word, language)
        yield Query.boost_query(Query.term_query(SCHEMA, f"title_{language}", stemmed, "freq"), TITLE)
        yield Query.boost_query(Query.term_query(SCHEMA, f"words_{language}", stemmed, "freq"), WORDS)


def _about(named: Iterable[Named], score: float) -> Iterable[Query]:
    for one in named:
        if one.keys:
            yield Query.const_score_query(Query.term_set_query(SCHEMA, "about", list(one.keys)), score * one.weight)
