"""Opening a spreadsheet that somebody sends: small, of the right kind, and only its values.

Raises ValidationError for a file that is none, too large, or has more rows than a framework can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from core.numbers import number_for_input
from core.uploads.documents import UNREADABLE

from .sheets import LINES, TABLES

LARGEST = 1024 * 1024
LARGEST_UNPACKED = 20 * LARGEST
MOST_TAGS = 400_000
"""In all of its parts: four a cell, for twice as many full rows as a framework can have."""
MOST_ROWS = 2000
LONGEST_CELL = 1000


@dataclass(frozen=True)
class SheetRow:
    """One row of one of the tables: by column what stands there as text, and in which cell."""

    table: str
    number: int
    texts: dict[str, str]
    letters: dict[str, str]
    without_result: list[str] = field(default_factory=list)
    """Columns with a formula that no spreadsheet has worked out yet."""

    def cell(self, column: str) -> str:
        """`Lines C7`."""
        return f"{self.table} {self.letters.get(column, 'A')}{self.number}"


def read_sheets(file) -> list[SheetRow]:
    """All rows of both tables, in their order."""
    _refuse_unsafe(file)
    try:
        kept, typed = load_workbook(file, read_only=True, data_only=True), load_workbook(file, read_only=True)
        called = {name.strip().casefold(): name for name in reversed(kept.sheetnames)}
        found = {table: called[table.casefold()] for table in TABLES if table.casefold() in called}
        rows = [row for table, name in found.items() for row in _rows(table, kept[name], typed[name])]
        if not found:
            raise ValidationError(_("This file has no sheet called “%(name)s”."), params={"name": LINES})
    except (*UNREADABLE, InvalidFileException, SyntaxError, TypeError) as error:  # lxml calls bad XML a SyntaxError
        raise _not_a_spreadsheet() from error
    return rows


def _refuse_unsafe(file) -> None:
    """Before a parser sees it: a small file can unpack to a large one, and XML can define what it likes.

    24 KB of five million empty cells (or styles) took a minute and 1 GB: they are counted first, which takes a moment.
    """
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 1 MB."))
    try:
        with ZipFile(file) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise ValidationError(_("The file is too large when it is unpacked."))
            tags = 0
            for name in package.namelist():
                part = package.read(name)
                tags += part.count(b"<")
                if b"<!DOCTYPE" in part:
                    raise _not_a_spreadsheet()
            if tags > MOST_TAGS:
                raise ValidationError(_("The file is too large when it is unpacked."))
    except UNREADABLE as error:
        raise _not_a_spreadsheet() from error
    file.seek(0)


def _not_a_spreadsheet() -> ValidationError:
    return ValidationError(_("This spreadsheet cannot be read. Save it as .xlsx and try again."))


def _rows(table: str, kept, typed) -> Iterator[SheetRow]:
    """`kept` has the results of formulas as they were saved, `typed` the formulas themselves."""
    names: dict[int, str] = {}
    for number, (row, formulas) in enumerate(zip(kept.iter_rows(), typed.iter_rows(), strict=True), start=1):
        if number == 1:
            names = _columns(table, row)
            continue
        if number > MOST_ROWS:
            raise ValidationError(_("At most %(number)s rows."), params={"number": MOST_ROWS})
        here = {name: position for position, name in names.items() if position < len(row)}
        texts = {name: _text_in(row[position]) for name, position in here.items()}
        open_ones = [name for name, position in here.items() if not texts[name] and formulas[position].value]
        if any(texts.values()) or open_ones:
            letters = {name: get_column_letter(position + 1) for position, name in names.items()}
            yield SheetRow(table, number, texts, letters, open_ones)


def _columns(table: str, row) -> dict[int, str]:
    """By position the names of those that are read."""
    wanted = {column.name for column in TABLES[table]}
    named = {position: _as_text(cell.value).casefold() for position, cell in enumerate(row)}
    names = {position: name for position, name in named.items() if name in wanted}
    if "indicator" not in names.values():
        raise ValidationError(_("The first row of “%(table)s” has no column “indicator”."), params={"table": table})
    for name in names.values():
        if list(names.values()).count(name) > 1:
            text = _("Two columns of “%(table)s” are called “%(column)s”.")
            raise ValidationError(text, params={"table": table, "column": name})
    return names


def _text_in(cell) -> str:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and "%" in cell.number_format:
        return f"{number_for_input(Decimal(str(cell.value)) * 100)}%"
    return _as_text(cell.value)


def _as_text(value: Any) -> str:
    """As a person would type it, so that one reader serves typed and real numbers and dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return number_for_input(Decimal(f"{value:.6f}"))
    return str(value).strip()[:LONGEST_CELL]
