"""Free text: a subject's words in all its languages, folded when they are indexed and when they are asked for."""

from __future__ import annotations

from functools import reduce
from operator import and_

from modelsearch.query import PlainText
from pyroaring import BitMap

from core.folding import fold_words

from .index import Index

LONGEST = 200  # letters of a question that are read
MOST_WORDS = 12
LONGEST_WORD = 60  # each word is found by how it begins, so that cutting one loses nothing


def words_of(text: str) -> list[str]:
    """What is searched for: every word must be there, and each is found by its beginning."""
    return [word[:LONGEST_WORD] for word in dict.fromkeys(fold_words(text[:LONGEST]))][:MOST_WORDS]


def hits(index: Index, words: list[str]) -> BitMap:
    """The live subjects that have all these words, each once, unranked: one query."""
    question = reduce(and_, (PlainText(word) for word in words))
    found = index.collection.model.objects.autocomplete(question, order_by_relevance=False)
    pks = found.get_queryset().order_by().values_list("pk", flat=True)
    return index.ordinals.known(pks) & index.live
