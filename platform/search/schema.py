"""What the index of Tantivy holds of a subject. Words are indexed and not stored: what is shown is read from the
database."""

from __future__ import annotations

from tantivy import Schema, SchemaBuilder

from core import languages


def schema() -> Schema:
    fields = SchemaBuilder()
    fields.add_unsigned_field("pk", indexed=True, fast=True)
    fields.add_text_field("source", tokenizer_name="raw", index_option="basic")
    fields.add_text_field("about", tokenizer_name="raw", index_option="basic")
    for name in ("plain", *(f"{kind}_{code}" for code in languages.CODES for kind in ("title", "words"))):
        fields.add_text_field(name, tokenizer_name="words", index_option="freq")
    return fields.build()


SCHEMA = schema()
