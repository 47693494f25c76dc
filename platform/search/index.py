"""The index of Tantivy: how a subject is written into it, and where its words are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path

from pyroaring import BitMap
from tantivy import Document, Index, Occur, Query, Searcher, SearchResult

from core import languages

from .analysis import WORDS, folded, folded_and_stemmed, words_of
from .asked import AnyOf, Asked, Terms
from .schema import SCHEMA
from .sources import SearchRecord

VERSION = 2
"""Of the schema, and of how texts are taken apart: one higher after a change of either."""
WRITER_MEMORY = 256 * 1024**2  # while all is made: fewer parts, in each of which a word is looked up
SMALL_WRITER_MEMORY = 15 * 1024**2
MOST_RANKED = 1_000
"""Hits whose scores are read at once: nobody turns forty pages."""


def open_index(folder: Path | None = None) -> Index:
    """In a folder, or in memory."""
    index = Index(SCHEMA, str(folder) if folder else None)
    index.register_tokenizer("words", WORDS)
    return index


def write(index: Index, records: Iterable[SearchRecord], *, changed: Iterable[int] | None = None) -> None:
    """Writes all `records` into an empty index; or in place of the subjects that have changed what they are now."""
    writer = index.writer(SMALL_WRITER_MEMORY if changed is not None else WRITER_MEMORY, 1)
    for pk in changed or ():
        # not by term, which takes a number for a signed one
        writer.delete_documents_by_query(Query.term_query(SCHEMA, "pk", pk))
    for record in records:
        writer.add_document(document(record))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def document(record: SearchRecord) -> Document:
    made = Document()
    made.add_unsigned("pk", record.pk)
    made.add_text("source", record.source)
    for key in record.about:
        made.add_text("about", key)
    for language, texts in record.words.items():
        words = words_of("\n".join(texts))
        if language not in languages.CODES:  # a title may be known in others
            made.add_text("plain", folded(words))
            continue
        plain, stems = folded_and_stemmed(words, language)
        _plain, title = folded_and_stemmed(words_of("\n".join(record.titles.get(language, ()))), language)
        made.add_text("plain", plain)
        made.add_text(f"words_{language}", stems)
        made.add_text(f"title_{language}", title)
    return made


@dataclass(frozen=True, eq=False)
class Hits:
    """What a query finds, by primary key. Of many only the best are ranked until the others are wanted too: to make a
    Python object of a hit takes longer than to find it."""

    pks: BitMap
    best: dict[int, float]
    """With their scores, the best first."""
    rank: Callable[[], dict[int, float]] | None = None

    @cached_property
    def scores(self) -> dict[int, float]:
        """Of all of them, the best first."""
        return self.rank() if self.rank else self.best

    def __len__(self) -> int:
        return len(self.pks)


def hits(searcher: Searcher, wanted: Asked, source: str, ranked: int | None = None) -> Hits:
    """Of the subjects of one kind; `ranked` of them at once."""
    asked, ranked = _among(wanted.scored(), source), ranked or MOST_RANKED
    found = searcher.search(asked, limit=ranked)
    best, count = _with_scores(searcher, found), found.count  # type: ignore[attr-defined]  # missing in its types
    if count <= ranked:
        return Hits(BitMap(best), best)
    everything = lambda: _with_scores(searcher, searcher.search(asked, limit=count, count=False))  # noqa: E731
    return Hits(_pks(searcher, wanted, source, count), best, everything)


def has(searcher: Searcher, ways: Iterable[Asked], source: str) -> bool:
    """Whether any subject of this kind is found by one of them. In turn: the first, a word as it is written, mostly
    says so, and takes a tenth of the time of all together."""
    return any(searcher.search(_among(way.unscored(), source), limit=1, count=False).hits for way in ways)


def _among(query: Query, source: str) -> Query:
    kind = Query.const_score_query(Query.term_query(SCHEMA, "source", source), 0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, kind)])


def _with_scores(searcher: Searcher, found: SearchResult) -> dict[int, float]:
    keys = searcher.fast_field_values("pk", list(map(itemgetter(1), found.hits)))
    return dict(zip(keys, map(itemgetter(0), found.hits), strict=True))  # type: ignore[arg-type]  # all integers


def _pks(searcher: Searcher, wanted: Asked, source: str, count: int) -> BitMap:
    """The hits without their scores. Those by what a subject is about are known, as many questions mean the same; of
    the others what is fewer is read, those that are found or those that are not."""
    everything, about = (
        _of_kind(searcher, source),
        wanted.terms_in("about") if isinstance(wanted, AnyOf) else frozenset(),
    )
    known = _about(searcher, source, about) if about else BitMap()
    others, left = count - len(known), len(everything) - len(known)
    if not others:
        return known.copy()
    is_most = others > left // 2
    conditions = [(Occur.Must, Query.term_query(SCHEMA, "source", source))]
    conditions.append((Occur.MustNot if is_most else Occur.Must, wanted.unscored()))
    if about and not is_most:
        conditions.append((Occur.MustNot, Terms("about", about).unscored()))
    found = BitMap(_numbers(searcher, Query.boolean_query(conditions), max(left - others if is_most else others, 1)))
    return everything - found if is_most else known | found


@lru_cache(maxsize=8)  # of the newest state of the index
def _of_kind(searcher: Searcher, source: str) -> BitMap:
    return BitMap(_numbers(searcher, Query.term_query(SCHEMA, "source", source), max(searcher.num_docs, 1)))


@lru_cache(maxsize=256)
def _about(searcher: Searcher, source: str, keys: frozenset[str]) -> BitMap:
    """Of the subjects of one kind."""
    asked = _among(Terms("about", keys).unscored(), source)
    return BitMap(_numbers(searcher, asked, max(searcher.num_docs, 1)))


def _numbers(searcher: Searcher, query: Query, most: int) -> list[int]:
    """As a list, of which a bitmap is made in less time than of an iterator."""
    return list(map(itemgetter(0), searcher.search(query, limit=most, count=False, order_by_field="pk").hits))
