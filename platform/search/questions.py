"""What somebody searches for: its words, what they mean, and how Tantivy is asked for that.

All words must be there, each by itself, by its stem, by a name of what the subject is about, or by a word that means
the same. Where nothing has all of them: a word that nothing has is taken as the beginning of one, then as a typing
error (said); at last, what has most of the words (said).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import itemgetter

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Searcher

from core import languages
from core.folding import fold

from .analysis import QueryWord, is_stop_word, query_words, stem, stems
from .asked import Asked, Terms, all_of, any_of
from .index import Hits, has, hits
from .names import Called, Named, Names, Term, current_names

MOST_WORDS = 20
LONGEST = 400  # letters of a question that are read
LONGEST_WORD = 60
SHORTEST_TYPO = 5  # letters: pain is not Spain
MOST_BEGINNINGS = 100
MOST_TYPOS = 5  # words of a question that are compared with all others
MOST_MEANT = 10  # words that may have been meant, the nearest first
RARE = 1  # subjects that have a word which may be a typing error
RANKED_OF_A_WORD = 5_000  # hits, where nothing has all of the words: their scores are added up
COMMON = 20  # subjects that have a word which may have been meant
PREFIXES = "بلكفو"  # "in", "for", "like", "so", "and", written with the Arabic word they stand before

TITLE, WORDS, AS_WRITTEN = 5.0, 1.0, 1.5
CALLED, CONTAINS = 20.0, 4.0
SAME_MEANING = 0.3

NOTHING = Hits(BitMap(), {})


@dataclass(frozen=True)
class Part:
    """A word of the question, or several that belong together; `spellings` are folded, any of them will do."""

    typed: str
    """As it stands in the question."""
    spellings: tuple[str, ...]
    is_beginning: bool = False
    """Taken as the beginning of a word."""
    is_corrected: bool = False
    """Taken as a typing error."""

    @property
    def text(self) -> str:
        return self.spellings[0]


@dataclass(frozen=True, eq=False)
class Found:
    """The hits, and what has been done to the question to have any."""

    hits: Hits
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
    def words(self) -> list[QueryWord]:
        return query_words(self.text[:LONGEST], MOST_WORDS)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Phrases that are a name or a term belong together; words that say nothing are left out if others do."""
        words, parts, until = self.words, [], 0
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

    def named(self, parts: Iterable[Part]) -> list[Named]:
        """What they call by its name, or by a word that means the same, or else by a word of its name: filters that
        say it as well."""
        found: dict[Named, None] = {}
        for part in parts:
            called = [one for text in part.spellings for one in self.names.called(text)]
            terms = [term for text in part.spellings for term in self.names.synonyms(text)]
            names = [name for term in terms for folded in term.folded.values() for name in folded]
            meant = [one for name in names for one in self.names.called(name)]
            in_name = [one for text in part.spellings for one in self.names.containing(text) if one.weight == 1]
            found |= dict.fromkeys(called or meant or in_name)
        return list(found)

    def with_words(self, instead: Mapping[str, str]) -> str:
        """The words with some of them written otherwise."""
        return " ".join(instead.get(word.typed, word.typed) for word in self.words)

    # --- the answer -------------------------------------------------------------------------------------------
    def answer(self, searcher: Searcher, source: str) -> Found:
        return _Asking(self, searcher, source).answer()

    def _asked(self, searcher: Searcher, part: Part) -> Asked:
        return any_of(self._ways_of(searcher, part))

    def _ways_of(self, searcher: Searcher, part: Part) -> Iterable[Asked]:
        if part.is_beginning:
            return [self._beginnings(searcher, part.text)]
        return (one for text in part.spellings for one in self._ways(text))

    def _ways(self, text: str) -> Iterable[Asked]:
        """Each way in which a subject may have a word or phrase."""
        yield _words(text)
        yield from self._ways_by_meaning(text)

    def _ways_by_meaning(self, text: str) -> Iterable[Asked]:
        called = self.names.called(text)
        yield from _about(called, CALLED)
        yield from _about([one for one in self.names.containing(text) if one not in called], CONTAINS)
        yield from self._same_meaning([*self.names.synonyms(text), *(one for one in called if one.weight == 1)], text)
        if " " in text:  # its words need not stand together
            words = [word for word in text.split() if not is_stop_word(word)]
            if len(words) == 1:  # by itself it is among the words of the phrase already
                yield any_of(self._ways_by_meaning(words[0]), SAME_MEANING)
            else:
                yield all_of((any_of(self._ways(word)) for word in words), SAME_MEANING)

    def _same_meaning(self, of: Iterable[Called], but: str) -> Iterable[Asked]:
        """By their other names, each form once, and by what is called so."""
        others = {
            (language, stems(name, language) if language else tuple(name.split())): (one, name)
            for one in of
            for language, names in one.folded.items()
            for name in names
            if name != but
        }
        for language, phrase in others:
            field = f"words_{language}" if language else "plain"
            yield all_of((Terms(field, frozenset([word])) for word in phrase), SAME_MEANING)
        names = [name for one, name in others.values() if isinstance(one, Term)]
        called = dict.fromkeys(one for name in names for one in self.names.called(name))
        containing = dict.fromkeys(one for name in names for one in self.names.containing(name) if one not in called)
        yield from _about(called, CALLED * SAME_MEANING)
        yield from _about(containing, CONTAINS * SAME_MEANING)

    def _beginnings(self, searcher: Searcher, word: str) -> Asked:
        found = [term for term, _count in searcher.terms_with_prefix("plain", word, limit=MOST_BEGINNINGS)]
        return Terms("plain", frozenset(found), 1.0, alike=True)


@dataclass(frozen=True)
class _Asking:
    """A question put to one state of the index, for the subjects of one kind."""

    question: SearchQuestion
    searcher: Searcher
    source: str
    known: dict[tuple[tuple[str, ...], bool], bool] = field(default_factory=dict)
    """Of the spellings of each part that was asked for by itself, and whether they were taken as beginnings: whether
    anything has them."""

    @property
    def names(self) -> Names:
        return self.question.names

    def answer(self) -> Found:
        parts = self.question.parts
        if not parts:
            return Found(NOTHING)
        asked = self._ask(parts)
        if asked:
            return Found(asked, parts, proposed=self._proposed())
        mended = self._mended(parts)
        corrected = {
            part.typed: self.names.written.get(taken.text, taken.text) for part, taken in mended if taken.is_corrected
        }
        if not corrected:
            return self._most(tuple(taken for _part, taken in mended))
        rightly = replace(self, question=SearchQuestion(self.question.with_words(corrected), self.names))
        taken = tuple(taken for _part, taken in rightly._mended(rightly.question.parts))
        found = rightly._most(taken)
        return replace(found, corrected=corrected if found.hits else {})

    def _most(self, parts: tuple[Part, ...]) -> Found:
        """What has all of them, else what has most. Put together here: with twenty words Tantivy takes seconds."""
        asked = self._ask(parts)
        if asked or len(parts) == 1:
            return Found(asked, parts)
        having = [self._ask([part], RANKED_OF_A_WORD) for part in parts]
        at_least = [BitMap() for _number in range(len(parts) + 1)]  # what has so many of them, or more
        for one in having:
            for number in range(len(parts), 1, -1):
                at_least[number] |= at_least[number - 1] & one.pks
            at_least[1] |= one.pks
        most = max((number for number, held in enumerate(at_least) if held), default=0)
        found = at_least[most]
        if len(found) <= RANKED_OF_A_WORD:
            scores = {pk: sum(one.best.get(pk, 0) for one in having) for pk in found}
            best = dict(sorted(scores.items(), key=itemgetter(1), reverse=True))
        else:  # what has the rarest of the words comes first
            rarest = min(filter(None, having), key=len)
            best = {pk: score for pk, score in rarest.best.items() if pk in found}
        rank = lambda: best | dict.fromkeys(found - BitMap(best), 0.0)  # noqa: E731
        return Found(Hits(found, best, rank), parts, missing=len(parts) - most if most else 0)

    def _ask(self, parts: Sequence[Part], ranked: int | None = None) -> Hits:
        """What has all of them."""
        wanted = all_of(self.question._asked(self.searcher, part) for part in parts)
        return hits(self.searcher, wanted, self.source, ranked)

    def _has(self, part: Part) -> bool:
        """Whether anything has it; asked once."""
        key = (part.spellings, part.is_beginning)
        if key not in self.known:
            self.known[key] = has(self.searcher, self.question._ways_of(self.searcher, part), self.source)
        return self.known[key]

    # --- words that nothing has -------------------------------------------------------------------------------
    def _mended(self, parts: Iterable[Part]) -> list[tuple[Part, Part]]:
        """Each as it was asked for, and as it is taken. A phrase that nothing has is taken as its words."""
        mended, typos = [], 0
        for part in parts:
            words = part.typed.split()
            if self._has(part) or len(words) == 1:
                pieces = [part]
            else:
                pieces = [Part(word, (fold(word)[:LONGEST_WORD],)) for word in words if not is_stop_word(fold(word))]
            for piece in pieces:
                taken = self._as_written(piece)
                if taken is None and typos < MOST_TYPOS:
                    typos += 1
                    taken = self._as_meant(piece, errors=1 if len(piece.text) < 8 else 2)
                mended.append((piece, taken or piece))
        return mended

    def _as_written(self, part: Part) -> Part | None:
        """A word that something has, or begins with, or has without what is written before it in Arabic."""
        ways = [part]
        if " " not in part.text:
            ways.append(replace(part, is_beginning=True))
            if part.text[0] in PREFIXES and len(part.text) > 3:
                ways.append(replace(part, spellings=(fold(part.text[1:]),)))
        return next((way for way in ways if self._has(way)), None)

    def _as_meant(self, part: Part, errors: int) -> Part | None:
        """The nearest that something has; `errors` are the letters it may differ by."""
        ways = (replace(part, spellings=(word,), is_corrected=True) for word in self._meant(part.text, errors))
        return next((way for way in ways if self._has(way)), None)

    def _meant(self, word: str, errors: int) -> list[str]:
        """Words of a name, a term or a text that differ by so little."""
        if len(word) < SHORTEST_TYPO or " " in word:
            return []
        by_length = _words_by_length(self.searcher, self.names)
        of_length = (by_length.get(len(word) + more, ()) for more in range(-errors, errors + 1))
        near = [
            (distance, one not in self.names.written, -self._frequency.get(one, 0), one)
            for words in of_length
            for one, distance, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=errors, limit=50)
            if one != word
        ]
        return [one for *_rank, one in sorted(near)[:MOST_MEANT]]

    @property
    def _frequency(self) -> dict[str, int]:
        """Every word of every text. Also what has only just gone away: nothing is said of one before it is found."""
        return _frequency(self.searcher)

    def _proposed(self) -> dict[str, str]:
        """For words that stand in one text and are no name or term, others that differ by a letter and stand in many,
        or are a name."""
        rare = [part for part in self.question.parts if self._is_rare(part)]
        proposed = {}
        for part in rare[:MOST_TYPOS]:
            meant = self._as_meant(part, errors=1)
            if meant and self._is_common(meant.text) and not self._is_inflected(meant.text, part.text):
                proposed[part.typed] = self.names.written.get(meant.text, meant.text)
        return proposed

    def _is_rare(self, part: Part) -> bool:
        means = (self.names.called, self.names.containing, self.names.synonyms)
        return self.searcher.doc_freq("plain", part.text) <= RARE and not any(
            mean(text) for mean in means for text in part.spellings
        )

    def _is_common(self, word: str) -> bool:
        return word in self.names.written or self._frequency.get(word, 0) >= COMMON

    @staticmethod
    def _is_inflected(word: str, other: str) -> bool:
        """The same word in another form is found already."""
        return any(stem(word, code) == stem(other, code) for code in languages.CODES)


@lru_cache(maxsize=1)  # of the newest state of the index
def _frequency(searcher: Searcher) -> dict[str, int]:
    return dict(searcher.terms_with_prefix("plain", ""))


@lru_cache(maxsize=1)
def _words_by_length(searcher: Searcher, names: Names) -> dict[int, list[str]]:
    """Every word of a name, a term or a text. Only those about as long can be meant."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in names.written.keys() | _frequency(searcher).keys():
        by_length[len(word)].append(word)
    return by_length


def _together(words: Iterable[QueryWord]) -> str:
    return " ".join(word.text for word in words)


# --- words and names of a question, as they are asked for -------------------------------------------------------------
def _words(text: str) -> Asked:
    """All the words of a phrase, each as it is written or by its stem in any language."""
    words = [word for word in text.split() if not is_stop_word(word)] or text.split()
    return all_of(any_of(_word(word)) for word in words)


def _word(word: str) -> Iterable[Asked]:
    yield Terms("plain", frozenset([word]), AS_WRITTEN)
    for language in languages.CODES:
        stemmed = frozenset([stem(word, language)])
        yield Terms(f"title_{language}", stemmed, TITLE)
        yield Terms(f"words_{language}", stemmed, WORDS)


def _about(named: Iterable[Named], score: float) -> Iterable[Asked]:
    """One query for all that weigh alike: a word may be in the names of a hundred goals."""
    keys: dict[float, set[str]] = defaultdict(set)
    for one in named:
        keys[one.weight].update(one.keys)
    for weight, held in keys.items():
        if held:
            yield Terms("about", frozenset(held), score * weight, alike=True)
