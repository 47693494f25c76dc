"""The index of a collection in this process: a bitmap for each value of each facet."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from pyroaring import BitMap

from core import languages

from .collections import Collection, FacetRecord, Sort, Vocabulary

WORTH_WALKING = 16  # one hit among so many subjects: for fewer it is quicker to sort the hits than to walk the order


class Ordinals:
    """A number for each subject, from 0 upward: kept for good, whatever comes and goes, so that bitmaps stay true."""

    def __init__(self, pks: Iterable[int] = ()) -> None:
        self.pks = list(pks)
        self._numbers = {pk: number for number, pk in enumerate(self.pks)}

    def __len__(self) -> int:
        return len(self.pks)

    def of(self, pk: int) -> int:
        """The subject's number; the next free one, and its own from now on, if it had none."""
        number = self._numbers.setdefault(pk, len(self.pks))
        if number == len(self.pks):
            self.pks.append(pk)
        return number

    def in_order(self, pks: Iterable[int], among: BitMap) -> Iterator[int]:
        """The numbers of these that are among, in the order of the keys."""
        numbers = (self._numbers[pk] for pk in pks if pk in self._numbers)
        return (number for number in numbers if number in among)

    def known(self, pks: Iterable[int]) -> BitMap:
        return BitMap([number for number in map(self._numbers.get, pks) if number is not None])


class Index:
    """One state of a collection. It never changes: `changed` gives the next one, which shares what stayed the same.

    `values` holds only live subjects; `orders` has for each sort (and language) the live ordinals in that order.
    """

    def __init__(self, collection: Collection, vocabulary: Vocabulary, ordinals: Ordinals) -> None:
        self.collection = collection
        self.vocabulary = vocabulary
        self.ordinals = ordinals
        self.live = BitMap()
        self.values: dict[str, dict[str, BitMap]] = {facet.name: {} for facet in collection.facets}
        self.rows: list[Any] = [None] * len(ordinals)
        self.orders: dict[tuple[str, str], array] = {}

    @classmethod
    def build(cls, collection: Collection, ordinals: Ordinals | None = None) -> Index:
        """From the database, whole; with the `ordinals` of an older index, subjects keep theirs."""
        kept = Ordinals(ordinals.pks if ordinals else ())
        index = cls(collection, collection.vocabulary(), kept)
        index._take(collection.read(index.vocabulary, None))
        for sort, language in orders_of(collection):
            key = index._key(sort, language)
            index.orders[sort.name, language] = array("I", sorted(index.live, key=key))
        return index

    def changed(self, pks: list[int]) -> Index:
        """The next state: what the database says now of the subjects with these primary keys."""
        following = Index(self.collection, self.vocabulary, self.ordinals)
        gone = self.ordinals.known(pks) & self.live
        following.live = self.live - gone
        following.values = {name: _without(codes, gone) for name, codes in self.values.items()}
        following.rows = list(self.rows)
        following._take(self.collection.read(self.vocabulary, pks))
        fresh = following.live & self.ordinals.known(pks)
        for sort, language in orders_of(self.collection):
            order = self.orders[sort.name, language][:]
            _leave(order, gone, self._key(sort, language))
            _enter(order, fresh, following._key(sort, language))
            following.orders[sort.name, language] = order
        return following

    def _take(self, records: Iterable[FacetRecord]) -> None:
        members: dict[tuple[str, str], list[int]] = defaultdict(list)
        taken = []
        for record in records:
            number = self.ordinals.of(record.pk)
            taken.append(number)
            self.rows.extend([None] * (number + 1 - len(self.rows)))
            self.rows[number] = record.row
            for pair in record.codes:
                members[pair].append(number)
        self.live = self.live | BitMap(taken)
        for (name, code), numbers in members.items():
            held = self.values[name].get(code, BitMap()) | BitMap(numbers)
            held.run_optimize()
            self.values[name][code] = held

    def _key(self, sort: Sort, language: str) -> Callable[[int], tuple]:
        """What a subject is sorted by; its number at last, so that no two are alike."""
        rows, key = self.rows, sort.key
        return lambda number: (key(rows[number], language), number)

    def order(self, name: str, language: str) -> tuple[array, Callable[[int], tuple]]:
        sort = next(sort for sort in self.collection.sorts if sort.name == name)
        spoken = language if sort.by_language else ""
        return self.orders[sort.name, spoken], self._key(sort, spoken)

    def sorted(self, hits: BitMap, name: str, language: str, start: int, stop: int) -> list[int]:
        """The ordinals from `start` to `stop` of the hits in this order."""
        order, key = self.order(name, language)
        if len(hits) * WORTH_WALKING < len(order):
            return sorted(hits, key=key)[start:stop]
        return list(islice(filter(hits.__contains__, order), start, stop))


def orders_of(collection: Collection) -> Iterable[tuple[Sort, str]]:
    """Each sort, once for every language where it depends on that."""
    for sort in collection.sorts:
        for language in languages.CODES if sort.by_language else ("",):
            yield sort, language


def _without(codes: dict[str, BitMap], gone: BitMap) -> dict[str, BitMap]:
    return {code: held - gone if held.intersect(gone) else held for code, held in codes.items()}


def _leave(order: array, gone: Iterable[int], key: Callable) -> None:
    for number in gone:
        order.pop(bisect_left(order, key(number), key=key))


def _enter(order: array, fresh: Iterable[int], key: Callable) -> None:
    for number in fresh:
        insort(order, number, key=key)
