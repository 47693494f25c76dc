"""The programme's real content for tests: loaded once, seen only by the tests that ask for the fixture `programme`.

Loading takes seconds, so it happens once, in a transaction around all tests that want it; each test runs in a
transaction of its own inside, and the first test that does not want it finds the database empty again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from wagtail.models import Site

from core import facets, keeping
from core.loading import Programme, Report, Tables, load

FILES = settings.ROOT / "data" / "mc2cm"
SITE = settings.ROOT / "data" / "site"
TABLES = settings.ROOT / "data" / "tables" / "mc2cm.json"


def programme_in(folder: Path = FILES, *, site: Path = SITE, tables: Path = TABLES) -> Programme:
    """The files of `folder`, not yet read."""
    return Programme(folder, site, Tables(tables))


def load_from(folder: Path = FILES, **options) -> Report:
    return load(programme_in(folder), **options)


def records(file: str, folder: Path = FILES) -> list[dict]:
    """The records of a file as plain JSON, to count and compare with."""
    return json.loads((folder / f"{file}.json").read_text("utf-8"))["records"]


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


class Keeper:
    """Keeps the loaded content in the database while tests want it."""

    def __init__(self) -> None:
        self.blocker = None  # pytest-django's, once a test has asked for the content
        self.programme: Programme | None = None
        self._transaction: transaction.Atomic | None = None

    @property
    def was_asked_for(self) -> bool:
        return self.blocker is not None

    def load(self) -> Programme:
        if self.programme is None:
            self._transaction = transaction.atomic()
            self._transaction.__enter__()
            self.programme = programme_in()
            load(self.programme)
            _forget()
        return self.programme

    def unload(self) -> None:
        if self.programme is not None:
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
            self.programme = None
            _forget()


def _forget() -> None:
    """What the process remembers of the database it had a moment ago."""
    cache.clear()
    facets.forget()
    keeping.forget()
    Site.clear_site_root_paths_cache()
