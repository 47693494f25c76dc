"""What of a record a visitor reads in words: each text is a message that translators find under its context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import translation

from core import languages
from core.fields import MaxWords

from .row_ids import ROW_ID

SEPARATOR = " · "


@dataclass(frozen=True)
class Message:
    """One text in the language it was written in; `row` and `part` say which text of which row of `field`."""

    record: str
    field: str
    text: str
    into: tuple[str, ...]
    column: models.Field
    row: str = ""
    part: str = ""

    @property
    def context(self) -> str:
        """What translators see above the text: record and field, or record, rows, row and field."""
        return SEPARATOR.join(filter(None, [self.record, self.field, self.row, self.part]))

    @property
    def place(self) -> str:
        """The field, as errors name it."""
        return SEPARATOR.join(filter(None, [self.field, self.row, self.part]))

    @property
    def hint(self) -> str:
        """What the field is, and how long a text may be."""
        with translation.override("en"):
            words = [str(self.column.verbose_name)]
        for validator in self.column.validators:
            if isinstance(validator, MaxLengthValidator):
                words.append(f"at most {validator.limit_value} characters")
            elif isinstance(validator, MaxWords):
                words.append(f"at most {validator.limit} words")
        return ", ".join(words)


def others(language: str) -> tuple[str, ...]:
    return tuple(code for code in languages.CODES if code != language)


def column_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def page_messages(model: type[models.Model], fields: Iterable[str], record: str, state: dict) -> Iterator[Message]:
    """The texts of a page in the order of `fields`, then those of its rows, row by row."""
    into = others(state.get("language") or languages.CODES[0])
    for name in fields:
        if state.get(name):
            yield Message(record, name, state[name], into, column_of(model, name))
    for name, rows in state.items():
        if not (isinstance(rows, list) and rows and isinstance(rows[0], dict) and ROW_ID in rows[0]):
            continue
        row_model = column_of(model, name).related_model
        for row in rows:
            for part in row_model.WORDS:
                if row[part]:
                    yield Message(record, name, row[part], into, column_of(row_model, part), row[ROW_ID], part)


def record_messages(model: type[models.Model], fields: Iterable[str], record: str, state: dict) -> Iterator[Message]:
    """The texts of a record that is no page; a name that the files have in a language is not asked for in it."""
    first = languages.CODES[0]
    for name in fields:
        own = f"{name}_{first}" if f"{name}_{first}" in state else name
        into = tuple(code for code in others(first) if not state.get(f"{name}_{code}"))
        if state.get(own) and into:
            yield Message(record, name, state[own], into, column_of(model, own))
