"""The tables that turn the files' free words into codes: one file, reviewed in one place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .errors import LoadError, LoadRefusedError

ABOUT = "about"


class Tables:
    """`{"table": {"words in the files": "code" or {"code": ..., "why": ..., ...}}}`, and which entries were used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.used: set[tuple[str, str]] = set()
        try:
            tables = json.loads(path.read_text("utf-8"))
        except OSError as error:
            raise LoadRefusedError([LoadError(path.name, "", "", f"cannot be read: {error.strerror}")]) from error
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}: {error.msg}"
            raise LoadRefusedError([LoadError(path.name, "", "", where)]) from error
        self.tables = {name: entries for name, entries in tables.items() if name != ABOUT}

    def entry(self, table: str, words: str) -> dict[str, Any] | None:
        """What `table` says about `words`, as a dictionary with a `code`; None when it says nothing."""
        return None if self.tables[table].get(words) is None else self._used(table, words)

    def _used(self, table: str, words: str) -> dict[str, Any]:
        found = self.tables[table][words]
        self.used.add((table, words))
        return found if isinstance(found, dict) else {"code": found}

    def ending(self, table: str, words: str) -> tuple[str, dict[str, Any]]:
        """The words without the ending that `table` knows, and what it says about that ending (else nothing)."""
        for ending in self.tables[table]:
            if words.endswith(ending):
                return words.removesuffix(ending), self._used(table, ending)
        return words, {}

    def part(self, table: str, words: str) -> dict[str, Any] | None:
        """What the first entry of `table` that stands in `words` says, whatever its case."""
        for part in self.tables[table]:
            if part.casefold() in words.casefold():
                return self.entry(table, part)
        return None

    def unused(self) -> list[tuple[str, str]]:
        """Entries that nothing in the files needed: (table, words)."""
        every = {(table, words) for table, entries in self.tables.items() for words in entries}
        return sorted(every - self.used)
