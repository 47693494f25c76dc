"""One record of a file, read field by field. What is wrong is kept as an error and reading goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from core.partial_date_forms import NotADateError
from core.partial_dates import PartialDate

if TYPE_CHECKING:
    from .files import Programme

is_address = URLValidator(schemes=["http", "https"])
NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
    bool: "true or false",
}


class Record:
    """A record with its `id`; `path` leads from it to a part of it ("budget.", "results_figures[2].")."""

    def __init__(self, programme: Programme, file: str, key: str, data: dict, path: str = "") -> None:
        self.programme = programme
        self.file = file
        self.id = key
        self.data = data
        self.path = path

    def refuse(self, field: str, message: str) -> None:
        self.programme.refuse(self.file, self.id, self.path + field, message)

    def has(self, field: str) -> bool:
        """Whether the file says anything here: an empty text, list or null says nothing."""
        return self.data.get(field) not in (None, "", [], {})

    def _value(self, field: str, wanted: type, *, required: bool = False) -> object:
        """The value when it is of the type wanted, else None."""
        value = self.data.get(field)
        if value is None or value == "":
            if required:
                self.refuse(field, "is missing")
            return None
        right = isinstance(value, (int, float) if wanted is float else wanted)
        if not right or (isinstance(value, bool) and wanted is not bool):
            self.refuse(field, f"is {value!r}, not {NAMES[wanted]}")
            return None
        return value

    # --- plain values -----------------------------------------------------------------------------------------
    def text(self, field: str, *, required: bool = False) -> str:
        text = self._value(field, str, required=required) or ""
        return self.programme.tables.reworded(text.strip())

    def integer(self, field: str, *, required: bool = False) -> int | None:
        return self._value(field, int, required=required)

    def number(self, field: str, *, required: bool = False) -> float | int | None:
        return self._value(field, float, required=required)

    def flag(self, field: str) -> bool:
        return bool(self._value(field, bool))

    def date(self, field: str) -> str:
        """A date as far as it is known, as it is stored; empty when the file has none."""
        text = self.text(field)
        try:
            return PartialDate.parse(text).stored if text else ""
        except NotADateError as error:
            self.refuse(field, str(error))
            return ""

    def address(self, field: str) -> str:
        return self.checked_address(field, self.text(field))

    def checked_address(self, field: str, text: str) -> str:
        try:
            if text:
                is_address(text)
        except ValidationError:
            self.refuse(field, f"“{text}” is no web address")
            return ""
        return text

    def texts(self, field: str, *, required: bool = False) -> list[str]:
        """A list of texts; an empty list when the file has none."""
        found = []
        for number, text in enumerate(self._value(field, list, required=required) or [], start=1):
            if isinstance(text, str) and text.strip():
                found.append(self.programme.tables.reworded(text.strip()))
            else:
                self.refuse(f"{field}[{number}]", f"is {text!r}, not text")
        return found

    def codes(self, field: str) -> list[str]:
        """A list of codes, written as text or as whole numbers."""
        found = []
        for number, code in enumerate(self._value(field, list) or [], start=1):
            if isinstance(code, str | int) and not isinstance(code, bool) and str(code).strip():
                found.append(str(code).strip())
            else:
                self.refuse(f"{field}[{number}]", f"is {code!r}, no code")
        return found

    # --- parts ------------------------------------------------------------------------------------------------
    def part(self, field: str) -> Record:
        """An object inside this record; an empty one when the file has none."""
        return Record(self.programme, self.file, self.id, self._value(field, dict) or {}, f"{self.path}{field}.")

    def parts(self, field: str) -> list[Record]:
        """A list of objects inside this record."""
        found = []
        for number, data in enumerate(self._value(field, list) or [], start=1):
            if isinstance(data, dict):
                place = f"{self.path}{field}[{number}]."
                found.append(Record(self.programme, self.file, self.id, data, place))
            else:
                self.refuse(f"{field}[{number}]", f"is {data!r}, not an object")
        return found

    def pairs(self, field: str) -> list[list[object]]:
        """A list of pairs of a kind and its value, as a body is written."""
        pairs = self._value(field, list) or []
        for number, pair in enumerate(pairs, start=1):
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
                self.refuse(f"{field}[{number}]", "is no pair of a kind and its value")
                return []
        return pairs

    # --- words that become codes, and other records -----------------------------------------------------------
    def entry(self, field: str, table: str, words: str | None = None, *, required: bool = False) -> dict:
        """What `table` says about this field (or about `words`); what it does not know is refused."""
        words = self.text(field, required=required) if words is None else words
        if not words:
            return {}
        found = self.programme.tables.entry(table, words)
        if found is None:
            self.refuse_words(field, table, words)
        return found or {}

    def refuse_words(self, field: str, table: str, words: str) -> None:
        name = self.programme.tables.path.name
        self.refuse(field, f"“{words}” is not known: add it to the table “{table}” of {name}")

    def code(self, field: str, table: str, *, required: bool = False) -> str:
        return self.entry(field, table, required=required).get("code", "")

    def reference(self, field: str, model: type[models.Model], *, required: bool = False) -> str | None:
        """The key of one other record that this field names."""
        return next(iter(self.known(field, model, [self.text(field, required=required)])), None)

    def references(self, field: str, model: type[models.Model]) -> list[str]:
        """The keys of the other records that this field names."""
        return self.known(field, model, self.texts(field))

    def known(self, field: str, model: type[models.Model], keys: Iterable[str]) -> list[str]:
        """Those of `keys` that exist; the others are refused."""
        keys = [key for key in keys if key]
        for key in keys:
            if self.programme.directory.pk(model, key) is None:
                self.refuse(field, f"there is no {model._meta.verbose_name} “{key}”")
        return [key for key in keys if self.programme.directory.pk(model, key) is not None]
