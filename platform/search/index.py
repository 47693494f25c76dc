"""The index of Tantivy: what it holds of a subject, and where its words are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

from tantivy import Document, Index, Query, Schema, SchemaBuilder, Searcher

from core import languages

from .analysis import WORDS, folded_text, stemmed
from .sources import SearchRecord

VERSION = 2
"""Of the schema, and of how texts are taken apart: one higher after a change of either."""
WRITER_MEMORY = 256 * 1024**2  # while all is made: fewer parts, in each of which a word is looked up
SMALL_WRITER_MEMORY = 15 * 1024**2


def schema() -> Schema:
    """Words are indexed and not stored: what is shown is read from the database."""
    fields = SchemaBuilder()
    fields.add_unsigned_field("pk", indexed=True, fast=True)
    fields.add_text_field("source", tokenizer_name="raw", index_option="basic")
    fields.add_text_field("about", tokenizer_name="raw", index_option="basic")
    for name in ("plain", *(f"{kind}_{code}" for code in languages.CODES for kind in ("title", "words"))):
        fields.add_text_field(name, tokenizer_name="words", index_option="freq")
    return fields.build()


SCHEMA = schema()


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
        folded = folded_text("\n".join(texts))
        made.add_text("plain", folded)
        if language in languages.CODES:  # a title may be known in others
            made.add_text(f"words_{language}", stemmed(folded.split(), language))
            title = folded_text("\n".join(record.titles.get(language, ())))
            made.add_text(f"title_{language}", stemmed(title.split(), language))
    return made


def ranked(searcher: Searcher, query: Query, most: int | None = None) -> dict[int, float]:
    """The hits' primary keys with their scores, the best first: all of them, or at most so many."""
    found = searcher.search(query, limit=most or max(searcher.num_docs, 1), count=False).hits
    keys = searcher.fast_field_values("pk", list(map(itemgetter(1), found)))
    return dict(zip(keys, map(itemgetter(0), found), strict=True))  # type: ignore[arg-type]  # all integers
