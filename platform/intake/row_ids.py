"""What a row is known by: its `id` in the files, so that correcting its words leaves its translations in place."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.text import slugify

from core.models import Row

from .files import Record

ROW = "row"  # in a row's facts: the part of the file that it was read from
ROW_ID = "id"  # in a row's state
LONGEST = 40
NAMESPACE = uuid.UUID("4c7b6d0e-5f0e-5c0e-9d55-6a1c0f3b8e21")


def row_ids(model: type[Row], rows: list[dict[str, Any]]) -> list[str]:
    """The ids of the rows of one field; one without gets a short one from its first words, no two alike."""
    parts: list[Record | None] = [row.get(ROW) for row in rows]
    given = [part.text("id") if part else "" for part in parts]
    ids: list[str] = []
    for row, part, id_ in zip(rows, parts, given, strict=True):
        if part and id_ in ids:
            part.refuse("id", f"“{id_}” is there twice")
        ids.append(id_ or _free(_short(model, row), {*ids, *given}))
        if part and not id_:
            part.programme.rows_without_id.append((part, ids[-1]))
    return ids


def _short(model: type[Row], row: dict[str, Any]) -> str:
    words = slugify(next((row[name] for name in model.WORDS if row.get(name)), "")).split("-")
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)[:LONGEST] or "row"


def _free(id_: str, taken: set[str]) -> str:
    numbered = [f"{id_}-{number}" for number in range(2, len(taken) + 3)]
    return next(free for free in [id_, *numbered] if free not in taken)


def row_uuid(record: str, field: str, id_: str) -> uuid.UUID:
    """The same in every database: that of this row of this record of the files."""
    return uuid.uuid5(NAMESPACE, f"{record}/{field}/{id_}")
