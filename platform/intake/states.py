"""A record's state in plain values: what the files want, what the database has, and how the one becomes the other.

Foreign keys and many-to-many relations are the keys of the files, rows are dictionaries, dates and numbers are text:
two states are equal when nothing a reader or an editor would notice differs.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.blocks import StreamValue

from core.models import Row
from core.partial_dates import PartialDate, PartialDateField

from .references import Directory
from .row_ids import ROW_ID, row_ids, row_uuid

ORDERING = {"sort_order", "uuid"}


def fingerprint(state: dict) -> str:
    """64 hexadecimal digits that change exactly when the state does; a row's id says which it is, not what it says."""
    text = json.dumps({name: _without_ids(value) for name, value in state.items()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_ids(value: object) -> object:
    if not (isinstance(value, list) and any(isinstance(row, dict) for row in value)):
        return value
    return [{name: one for name, one in row.items() if name != ROW_ID} for row in value]


def _field(model: type[models.Model], name: str) -> models.Field:
    return cast(models.Field, model._meta.get_field(name))  # rows, which are no field, answer the same questions


def _related(field: models.Field) -> type[models.Model]:
    return cast(type[models.Model], field.related_model)  # none only of a field that is no relation


# --- plain values ---------------------------------------------------------------------------------------------------
def _plain(field: models.Field, value: Any) -> object:
    if isinstance(field, PartialDateField):
        return value.stored if isinstance(value, PartialDate) else ""
    if isinstance(value, StreamValue):
        return [[block["type"], block["value"]] for block in value.raw_data]
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value  # forms send lines as browsers do


def _from_plain(field: models.Field, value: Any) -> object:
    if hasattr(field, "stream_block"):
        return field.to_python(json.dumps([{"type": kind, "value": words} for kind, words in value]))
    return field.to_python(value)


# --- what the files want ----------------------------------------------------------------------------------------------
def wanted_state(model: type[models.Model], facts: dict, directory: Directory) -> dict[str, Any]:
    """The state that `facts` ask for; raises ValidationError naming the field whose value is impossible."""
    return {name: _wanted(model, name, value, directory) for name, value in facts.items()}


def _wanted(model: type[models.Model], name: str, value: Any, directory: Directory) -> object:
    field = _field(model, name)
    if field.one_to_many:
        return _wanted_rows(_related(field), value, directory)
    if field.many_to_many:
        return sorted(set(value))
    if field.is_relation:
        return value or None
    try:
        return _plain(field, _from_plain(field, value))
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error


def _wanted_rows(model: type[models.Model], rows: list[dict], directory: Directory) -> list[dict[str, Any]]:
    """A row that can be translated has its id beside what it says."""
    states = [_row_state(_row(model, row, directory), directory) for row in rows]
    if not issubclass(model, Row):
        return states
    return [{ROW_ID: id_, **state} for id_, state in zip(row_ids(model, rows), states, strict=True)]


def _row(model: type[models.Model], facts: dict, directory: Directory, row: models.Model | None = None) -> models.Model:
    """A row with `facts`: a new one, or `row` with its old facts replaced."""
    row = row or model()
    fresh = model()
    for field in _row_fields(model):
        value = facts.get(field.name, getattr(fresh, field.attname))
        if field.is_relation and isinstance(value, str):
            value = directory.pk(_related(field), value)
        setattr(row, field.attname, value if field.is_relation else field.to_python(value))
    return row


def _row_fields(model: type[models.Model]) -> list[models.Field]:
    """What a row says: not its key, its place, nor the page it hangs on."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in ORDERING and not isinstance(field, ParentalKey)
    ]


def _row_state(row: models.Model, directory: Directory) -> dict[str, Any]:
    return {field.name: _value(row, field, directory) for field in _row_fields(type(row))}


def _value(instance: models.Model, field: models.Field, directory: Directory) -> object:
    value = getattr(instance, field.attname)
    if field.is_relation:
        return None if value is None else directory.key(_related(field), value)
    return _plain(field, value)


# --- what the database has ------------------------------------------------------------------------------------------
def present_state(instance: models.Model, names: list[str], directory: Directory) -> dict[str, Any]:
    """The state of `instance` in the fields called `names`."""
    return {name: _present(instance, name, directory) for name in names}


def without_added(model: type[models.Model], name: str, value: Any) -> object:
    """Rows as they were told apart before their model had the fields of its `ADDED`: without those that are empty."""
    field = _field(model, name) if name in {one.name for one in model._meta.get_fields()} else None
    added = getattr(_related(field), "ADDED", ()) if field is not None and field.one_to_many else ()
    if not added:
        return value
    return [{key: one for key, one in row.items() if one or key not in added} for row in value]


def relations(model: type[models.Model], names: list[str]) -> list[str]:
    """Those of `names` that lead to other records, to be read for many instances at once."""
    found = {field.name: field for field in model._meta.get_fields()}
    return [name for name in names if name in found and (found[name].one_to_many or found[name].many_to_many)]


def _present(instance: models.Model, name: str, directory: Directory) -> object:
    field = _field(type(instance), name)
    if field.one_to_many:
        return [_row_state(row, directory) for row in getattr(instance, name).all()]
    if field.many_to_many:
        related = getattr(instance, name).all()
        return sorted(directory.key(_related(field), one.pk) for one in related)
    return _value(instance, field, directory)


# --- how the one becomes the other ------------------------------------------------------------------------------------
def write_values(instance: models.Model, state: dict, directory: Directory) -> None:
    """Set the plain fields and foreign keys; nothing is saved."""
    for name, value in state.items():
        field = _field(type(instance), name)
        if field.one_to_many or field.many_to_many:
            continue
        if field.is_relation:
            setattr(instance, field.attname, None if value is None else directory.pk(_related(field), value))
        else:
            setattr(instance, field.attname, _from_plain(field, value))


def write_relations(instance: models.Model, state: dict, directory: Directory) -> None:
    """Set many-to-many relations and rows: of a page in memory, of another record in the database at once."""
    for name, value in state.items():
        field = _field(type(instance), name)
        if field.many_to_many:
            keys = [directory.pk(_related(field), key) for key in value]
            getattr(instance, name).set(list(_related(field)._default_manager.filter(pk__in=keys)))
        elif field.one_to_many:
            rows = wanted_rows(instance, name, value)
            made = [_row(_related(field), facts, directory, old) for old, facts in rows]
            for number, (row, (_old, facts)) in enumerate(zip(made, rows, strict=True)):
                row.sort_order = number  # type: ignore[attr-defined]  # every row of a page is an Orderable of Wagtail's
                if isinstance(row, Row):
                    row.uuid = row_uuid(_record(instance), name, facts[ROW_ID])
            getattr(instance, name).set(made)


def _record(instance: models.Model) -> str:
    return str(getattr(instance, "programme_id", ""))  # rows that are translated hang on what was loaded


def wanted_rows(instance: models.Model, name: str, wanted: list[dict]) -> list[tuple[models.Model | None, dict]]:
    """Each row wanted with the one that is there for it: by its id, else, where it has none yet, by its words."""
    left = list(getattr(instance, name).all())
    uuids = [row_uuid(_record(instance), name, facts[ROW_ID]) if ROW_ID in facts else None for facts in wanted]
    found: dict[UUID | None, models.Model | None] = {
        uuid: next((row for row in left if getattr(row, "uuid", None) == uuid), None) for uuid in uuids if uuid
    }
    left = [row for row in left if row not in found.values()]
    pairs = []
    for facts, uuid in zip(wanted, uuids, strict=True):
        same = (found.get(uuid) if uuid else None) or next((row for row in left if _has_same_words(row, facts)), None)
        left = [row for row in left if row is not same]
        pairs.append((same, facts))
    return pairs


def _has_same_words(row: models.Model, facts: dict) -> bool:
    words = getattr(row, "WORDS", ())
    return bool(words) and all(getattr(row, name) == facts[name] for name in words)
