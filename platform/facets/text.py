"""Free text: the words of a question, asked of the search index; its hits as a bitmap, their scores for the order."""

from __future__ import annotations

from functools import lru_cache

from pyroaring import BitMap
from tantivy import Searcher

from search.analysis import query_words
from search.current_index import current_index
from search.names import Names
from search.questions import LONGEST, Found, SearchQuestion

from .index import Index, Ordinals


def cleaned(text: str) -> str:
    """As it is kept in the question and shown again."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]


def says_nothing(text: str) -> bool:
    """No letter and no digit."""
    return not query_words(text, 1)


def search(index: Index, question: SearchQuestion) -> Found:
    """Of the subjects of one collection. One query when nothing has changed."""
    return answered(question.text, question.names, current_index().searcher(), index.collection.name)


@lru_cache(maxsize=4)  # the next page, one more tick: the same words are asked again at once
def answered(text: str, names: Names, searcher: Searcher, collection: str) -> Found:
    return SearchQuestion(text, names).answer(searcher, collection)


def hits(index: Index, found: Found) -> BitMap:
    numbers = _numbers(index.ordinals, found)
    if len(numbers) < len(found.hits):  # the facets may have met some of them only now
        numbers = index.ordinals.known(found.hits.pks)
    return numbers & index.live


@lru_cache(maxsize=4)
def _numbers(ordinals: Ordinals, found: Found) -> BitMap:
    return ordinals.known(found.hits.pks)
