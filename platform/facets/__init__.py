"""Browsing by facets: OR inside a facet, AND between them, and beside each value how many there are.

A room registers its `Collection` and asks `ask(name, request.GET)`; nothing here knows a subject.
"""

from core.changes import as_one_change, note, note_all
from core.watching import watch, watch_vocabulary

from .answers import Answer, ask
from .collections import Collection, Facet, FacetRecord, FacetValue, Listed, Sort, Vocabulary, register
from .current_index import build_all, current, forget
from .questions import Question

__all__ = [
    "Answer",
    "Collection",
    "Facet",
    "FacetRecord",
    "FacetValue",
    "Listed",
    "Question",
    "Sort",
    "Vocabulary",
    "as_one_change",
    "ask",
    "build_all",
    "current",
    "forget",
    "note",
    "note_all",
    "register",
    "watch",
    "watch_vocabulary",
]
