"""The programme's files: a folder of JSON files, each `{"meta": {...}, "records": [{"id": ...}, ...]}`."""

from __future__ import annotations

import json
from pathlib import Path

from .errors import LoadError, LoadRefusedError
from .records import Record
from .references import Directory
from .tables import Tables


class Programme:
    """What is loaded: files read once each, the tables, the directory, and what was found wrong so far."""

    def __init__(self, folder: Path, site: Path, tables: Tables) -> None:
        self.folder = folder
        self.site = site
        self.tables = tables
        self.directory = Directory()
        self.errors: list[LoadError] = []
        self.drafts: set[int] = set()  # pages made by this loading, by primary key
        self._documents: dict[Path, object] = {}
        self._records: dict[str, list[Record]] = {}

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
