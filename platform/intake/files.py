"""The programme's files: a folder of JSON files, each `{"meta": {...}, "records": [{"id": ...}, ...]}`.

What is wrong in them is kept as an error and reading goes on, field by field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from core.models import Source
from core.partial_date_forms import NotADateError
from core.partial_dates import PartialDate

from .errors import LoadError, LoadRefusedError
from .references import Directory
from .tables import Tables

REFERENCES = "references.json"
Kind = TypeVar("Kind")
is_address = URLValidator(schemes=["http", "https"])
NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
    bool: "true or false",
}


class Programme:
    """What is loaded: files read once each, the tables, the directory, and what was found wrong so far."""

    def __init__(self, folder: Path, site: Path, tables: Tables) -> None:
        self.folder = folder
        self.site = site
        self.tables = tables
        self.directory = Directory()
        self.errors: list[LoadError] = []
        self.drafts: set[int] = set()  # pages made by this loading, by primary key
        self.held: set[str] | None = None  # where pages on hold stand in the tree, while nothing changes it
        self.rows_without_id: list[tuple[Record, str]] = []  # parts of records, and how each is called meanwhile
        self._documents: dict[Path, object] = {}
        self._records: dict[str, list[Record]] = {}
        self._by_address: dict[str, Record] | None = None

    def refuse(self, file: str, record: str, field: str, message: str) -> None:
        """Keep an error, to be raised with the others of its file."""
        self.errors.append(LoadError(file, record, field, message))

    def raise_if_wrong(self) -> None:
        """Raises LoadRefusedError when something was refused."""
        if self.errors:
            raise LoadRefusedError(dict.fromkeys(self.errors))

    def document(self, path: Path) -> object:
        """The content of a JSON file, None when it cannot be read (which is kept as an error)."""
        if path not in self._documents:
            self._documents[path] = self._read(path)
        return self._documents[path]

    def _read(self, path: Path) -> object:
        try:
            return json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            self.refuse(path.name, "", "", f"is missing in {path.parent}")
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(path.name, "", "", f"cannot be read: {error}")
        except json.JSONDecodeError as error:
            self.refuse(path.name, "", "", f"is no JSON: line {error.lineno}, column {error.colno}: {error.msg}")
        return None

    def name_rows(self) -> list[str]:
        """Write into the files an id for each row that has none; returns the files that were written."""
        written = {part.file: self.folder / part.file for part, _id in self.rows_without_id}
        for part, id_ in self.rows_without_id:
            said = dict(part.data)
            part.data.clear()
            part.data.update({"id": id_, **said})
        for path in written.values():
            end = "\n" if path.read_text("utf-8").endswith("\n") else ""
            path.write_text(json.dumps(self.document(path), ensure_ascii=False, indent=1) + end, "utf-8")
        self.rows_without_id.clear()
        return sorted(written)

    def meta(self, file: str) -> Record:
        """The head of a file, read like a record."""
        document = self.document(self.folder / file)
        meta = document.get("meta") if isinstance(document, dict) else None
        if document is not None and not isinstance(meta, dict):
            self.refuse(file, "", "meta", "is missing or no object")
        return Record(self, file, "meta", meta if isinstance(meta, dict) else {})

    def records(self, file: str) -> list[Record]:
        """The records of a file in their order, each with its own id; what is wrong is kept as an error."""
        if file not in self._records:
            self._records[file] = self._identified(file, self.document(self.folder / file))
        return self._records[file]

    def single(self, file: str, key: str) -> Record | None:
        """A file of the site's own words that is one record."""
        document = self.document(self.site / file)
        if document is not None and not isinstance(document, dict):
            self.refuse(file, "", "", "is no object")
        return Record(self, file, key, document) if isinstance(document, dict) else None

    def listed(self, file: str, field: str, *, key: str = "id") -> list[Record]:
        """The records of a list in the head of a file, known by `key`."""
        name = f"{file}, {field}"
        if name not in self._records:
            head = self.meta(file).data
            self._records[name] = self._identified(file, head, field, key) if head else []
        return self._records[name]

    def naming(self, file: str, field: str, key: str) -> list[str]:
        """The ids of the records of a file that name `key` in `field`, alone or in a list."""
        found = ((record.id, record.data.get(field)) for record in self.records(file))
        return [id_ for id_, value in found if value == key or (isinstance(value, list) and key in value)]

    def refuse_unknown(self, file: str, field: str, known: set[str], what: str) -> None:
        """Refuse what records of a file name in `field`, alone or in a list, and is not among the `known`."""
        for record in self.records(file):
            named = record.data.get(field) or []
            for key in named if isinstance(named, list) else [named]:
                if key not in known:
                    record.refuse(field, f"there is no {what} “{key}”")

    def reference(self, url: str) -> dict[str, Any]:
        """What `references.json` says of the source at `url`, as fields of a source (core.models.Source.FACTS).

        Of an address that it does not know the address is all there is: `make lint` refuses it.
        """
        known = self._references().get(url)
        if known is None:
            return {"label": "", "url": url}
        facts = {
            "label": known.text("title", required=True),
            "author": known.text("author"),
            "publisher": known.text("publisher"),
            "year": known.integer("year"),
            "language": known.text("language", required=True),
            "kind": known.text("kind", required=True).replace(" ", "-"),
            "url": known.address("official_url") or url,
            "is_copy": known.flag("at_copy") and not known.has("official_url"),
            "looked_at": known.day("looked_at"),
        }
        if facts["kind"] not in Source.Kind.values:
            known.refuse("kind", f"is none of {', '.join(Source.Kind.values)}")
        return {name: value for name, value in facts.items() if value or name in ("label", "url")}

    def _references(self) -> dict[str, Record]:
        """By address; programmes without the file have none."""
        if self._by_address is None:
            there = (self.folder / REFERENCES).exists()
            found = self.records(REFERENCES) if there else []
            self._by_address = {record.address("url"): record for record in found}
        return self._by_address

    def _identified(self, file: str, document: object, field: str = "records", key: str = "id") -> list[Record]:
        rows = document.get(field) if isinstance(document, dict) else None
        if not isinstance(rows, list):
            if document is not None:
                self.refuse(file, "", field, "is missing or no list")
            return []
        found: dict[str, Record] = {}
        for number, row in enumerate(rows, start=1):
            self._add(file, f"{field}, number {number}", row, key, found)
        return list(found.values())

    def _add(self, file: str, place: str, row: object, key: str, found: dict[str, Record]) -> None:
        known = row.get(key) if isinstance(row, dict) else None
        if not isinstance(row, dict):
            self.refuse(file, place, "", "is no object")
        elif not isinstance(known, str) or not known.strip():
            self.refuse(file, place, key, "is missing")
        elif known in found:
            self.refuse(file, known, key, f"is there twice ({place} repeats it)")
        else:
            found[known] = Record(self, file, known, row)


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

    def _value(self, field: str, wanted: type[Kind], *, required: bool = False) -> Kind | None:
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
        return text.strip()

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

    def day(self, field: str) -> str:
        """A whole day as it is stored (2026-11-30); empty when the file has none."""
        day = self.date(field)
        if day and len(day) != len("2026-11-30"):
            self.refuse(field, f"“{day}” is no whole day, for example 2026-11-30")
            return ""
        return day

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
                found.append(text.strip())
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
    def entry(self, field: str, table: str, words: str | None = None, *, required: bool = False) -> dict[str, Any]:
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
