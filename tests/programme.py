"""The programme's files for tests. Tests that want their content in the database ask for the fixture `programme`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from intake import loader
from intake.files import Programme
from intake.kinds import Kind
from intake.loader import load
from intake.report import Report
from intake.tables import Tables

FILES = settings.ROOT / "data" / "mc2cm"
SITE = settings.ROOT / "data" / "site"
TABLES = settings.ROOT / "data" / "tables" / "mc2cm.json"


def programme_in(folder: Path = FILES, *, site: Path = SITE, tables: Path = TABLES) -> Programme:
    """The files of `folder`, not yet read."""
    return Programme(folder, site, Tables(tables))


def load_from(folder: Path = FILES, **options) -> Report:
    return load(programme_in(folder), **options)


def load_kinds(*names: str, folder: Path = FILES, **options) -> Report:
    """Load again what is called so, into a database that has the rest of it: a whole loading takes seconds.

    Without translations, unless asked for.
    """
    of_all = loader._load_kind

    def of_these(kind: Kind, *args, **keywords) -> None:
        if kind.name in names:
            of_all(kind, *args, **keywords)

    with patch.object(loader, "_load_kind", of_these):
        return load_from(folder, **{"translated": False, **options})


def records(file: str, folder: Path = FILES) -> list[dict]:
    """The records of a file as plain JSON, to count and compare with."""
    return json.loads((folder / f"{file}.json").read_text("utf-8"))["records"]


def public_records(file: str, folder: Path = FILES) -> list[dict]:
    """Those that are on the site: not on hold."""
    return [record for record in records(file, folder) if "hold" not in record]


def copied(tmp_path: Path) -> Path:
    """The programme's files in a folder where a test may spoil them."""
    return Path(shutil.copytree(FILES, tmp_path / "mc2cm"))


def edit(folder: Path, file: str, key: str, **values) -> None:
    """Change fields of the record `key` in `file`; None takes the field away."""
    path = folder / f"{file}.json"
    document = json.loads(path.read_text("utf-8"))
    record = next(record for record in document["records"] if record["id"] == key)
    record.update(values)
    for field in [field for field, value in values.items() if value is None]:
        del record[field]
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
