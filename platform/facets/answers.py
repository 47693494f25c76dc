"""What there is to a question: the hits, how many each value would give, and what to drop when there are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_

from django.http import QueryDict
from pyroaring import BitMap

from search.questions import NOTHING, Found, SearchQuestion

from . import text
from .current_index import current
from .index import Index
from .questions import RELEVANCE, Question, usual_sort

RANKED = 1_000  # hits among which what scores alike is put in order; with more, a visitor would wait for little


def ask(collection: str, query: QueryDict) -> Answer:
    """Two queries: the newest change, and the text if there is one."""
    index = current(collection)
    return Answer(index, Question.from_query(query, index))


@dataclass(frozen=True)
class Answer:
    """A question put to one state of the index. Nothing is computed before it is asked for."""

    index: Index
    question: Question
    same_words: Answer | None = None
    """Another answer that has asked for the same words."""

    # --- hits -------------------------------------------------------------------------------------------------
    @cached_property
    def search_question(self) -> SearchQuestion:
        return SearchQuestion(self.question.text)

    @cached_property
    def found(self) -> Found:
        """What the words give by themselves."""
        if self.same_words is not None:
            return self.same_words.found
        return text.search(self.index, self.search_question) if self.question.text else Found(NOTHING)

    @cached_property
    def text_hits(self) -> BitMap | None:
        if self.same_words is not None:
            return self.same_words.text_hits
        return text.hits(self.index, self.found) if self.question.text else None

    @cached_property
    def hits(self) -> BitMap:
        return self._all_of(self._parts(self.question).values())

    def __len__(self) -> int:
        return len(self.hits)

    def _parts(self, question: Question) -> dict[str, BitMap]:
        """The subjects of each facet that is asked for (any of its values), and of the text under `q`."""
        parts = {name: _any_of(self.index.values[name], codes) for name, codes in question.picked}
        return {**parts, "q": self.text_hits} if question.text and self.text_hits is not None else parts

    def _all_of(self, parts: Iterable[BitMap]) -> BitMap:
        return reduce(and_, parts, self.index.live)

    # --- counts -----------------------------------------------------------------------------------------------
    def counts(self, facets: Iterable[str] | None = None) -> dict[str, dict[str, int]]:
        """The number beside each value that some subject has.

        Beside a value that is not ticked it is the length of the list after a click: in a facet with ticks that is
        the list with this value *too*. Beside a ticked one it is what it contributes: those of the list that have it
        (some of them may have another ticked value as well, so such numbers may add up to more than the list).
        """
        found = self.hits if self.question.is_filtered else None
        return {
            name: self._with_ticks(name) if self.question.codes(name) else _counted(self.index.values[name], found)
            for name in facets or self.index.values
        }

    def _with_ticks(self, name: str) -> dict[str, int]:
        ticked, found = self.question.codes(name), self.hits
        new = self.around(name) - found  # what some value that is not ticked would add
        return {
            code: held.intersection_cardinality(found)
            if code in ticked
            else len(found) + held.intersection_cardinality(new)
            for code, held in self.index.values[name].items()
        }

    def around(self, name: str) -> BitMap:
        """What fits the text and all facets but this one: the values of the facet choose among these."""
        return self._all_of(part for facet, part in self._parts(self.question).items() if facet != name)

    def relaxed(self) -> list[tuple[Question, str, str, int]]:
        """What to drop: (question, facet, code, its hits), most hits first. The text's facet is `q`, without a code."""
        asked = self.question
        nearby = [(asked.toggled(name, code), name, code) for name, codes in asked.picked for code in codes]
        nearby += [(asked.without_text(), "q", "")] if asked.text else []
        counted = [(near, name, code, len(self._all_of(self._parts(near).values()))) for near, name, code in nearby]
        return sorted((one for one in counted if one[3] > len(self)), key=lambda one: -one[3])

    # --- one page of them -------------------------------------------------------------------------------------
    def pages(self, size: int) -> int:
        return max(1, -(-len(self) // size))

    def page(self, size: int) -> int:
        """The page that was asked for, or the last there is."""
        return min(self.question.page, self.pages(size))

    @property
    def sort(self) -> str:
        """The order in effect: without words nothing is nearer than the rest."""
        usual, asked = usual_sort(self.index.collection, self.question.text), self.question.sort
        return usual if not asked or (asked == RELEVANCE and not self.question.text) else asked

    def pks(self, language: str, start: int, stop: int) -> list[int]:
        """Primary keys of the hits from `start` to `stop`, in order."""
        if self.sort == RELEVANCE:
            return self.ranked_pks(language, start, stop)
        numbers = self.index.sorted(self.hits, self.sort, language, start, stop)
        return [self.index.ordinals.pks[number] for number in numbers]

    def ranked_pks(self, language: str, start: int, stop: int) -> list[int]:
        """The hits by how well they fit the words, whatever the order of the list."""
        return [self.index.ordinals.pks[number] for number in islice(self._ranked(language), start, stop)]

    def _ranked(self, language: str) -> Iterable[int]:
        """By their scores, and what scores alike in the collection's own order."""
        first = self.index.collection.sorts[0].name
        if len(self) > RANKED:
            return self._best_first()
        numbers = self.index.sorted(self.hits, first, language, 0, len(self))
        pks, scores = self.index.ordinals.pks, self.found.hits.scores
        return sorted(numbers, key=lambda number: -round(scores[pks[number]], 2))

    def _best_first(self) -> Iterable[int]:
        """The best, and after them, when somebody pages so far, all others."""
        yield from self.index.ordinals.in_order(self.found.hits.best, self.hits)
        others = islice(self.found.hits.scores, len(self.found.hits.best), None)
        yield from self.index.ordinals.in_order(others, self.hits)


def _any_of(codes: Mapping[str, BitMap], wanted: Iterable[str]) -> BitMap:
    return reduce(or_, (codes[code] for code in wanted if code in codes), BitMap())


def _counted(codes: Mapping[str, BitMap], among: BitMap | None) -> dict[str, int]:
    if among is None:
        return {code: len(held) for code, held in codes.items()}
    return {code: held.intersection_cardinality(among) for code, held in codes.items()}
