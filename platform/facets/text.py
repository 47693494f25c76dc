"""Free text: a subject's words in all its languages, folded when they are indexed and when they are asked for.

Wagtail's index is asked directly, for the column that holds nothing but the folded text: its own search finds whole
words only, its autocompletion also reads the title as it is written, which no two databases take apart alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from pyroaring import BitMap
from wagtail.search.models import IndexEntry

from core.folding import fold_words
from core.models import SubjectPage

from .index import Index

LONGEST = 200  # letters of a question that are read
MOST_WORDS = 12
LONGEST_WORD = 60  # each word is found by how it begins, so that cutting one loses nothing


def words_of(text: str) -> list[str]:
    """What is searched for: every word must be there, and each is found by its beginning."""
    return [word[:LONGEST_WORD] for word in dict.fromkeys(fold_words(text[:LONGEST]))][:MOST_WORDS]


def hits(index: Index, words: list[str]) -> BitMap:
    """The live subjects that have all these words, each once, unranked: one query."""
    return index.ordinals.known(map(int, _found(index.collection.model, words))) & index.live


def _found(model: type[SubjectPage], words: list[str]) -> Iterable[str]:
    """Keys, as the index holds them. Folded words are letters and digits: none means anything to a database."""
    kind = ContentType.objects.get_for_model(model).pk
    if connection.vendor == "postgresql":
        question = SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config="simple")
        return IndexEntry.objects.filter(content_type=kind, body=question).values_list("object_id", flat=True)
    table = IndexEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT object_id FROM {table}_fts JOIN {table} ON {table}.id = {table}_fts.rowid "  # noqa: S608 (names)
            f"WHERE {table}_fts MATCH %s AND content_type_id = %s",
            ["body : (" + " AND ".join(f'"{word}"*' for word in words) + ")", kind],
        )
        return [key for (key,) in cursor.fetchall()]
