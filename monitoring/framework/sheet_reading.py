"""Opening a spreadsheet that somebody sends: small, of the right kind, and only its values.

Raises ValidationError for a file that is none, too large, or has more rows than a framework can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from core.uploads.documents import UNREADABLE
from monitoring.numbers import written

from .sheets import LINES, PERIODS, TABLES

LARGEST = 1024 * 1024
LARGEST_UNPACKED = 20 * LARGEST
MOST_ROWS = 2000
LONGEST_CELL = 1000


@dataclass(frozen=True)
class SheetRow:
    """One row of one of the tables: by column what stands there as text, and in which cell."""

    table: str
    number: int
    texts: dict[str, str]
    letters: dict[str, str]

    def cell(self, column: str) -> str:
        """`Lines C7`."""
        return f"{self.table} {self.letters.get(column, 'A')}{self.number}"


def read_sheets(file) -> list[SheetRow]:
    """All rows of both tables, in their order."""
    _refuse_unsafe(file)
    try:
        book = load_workbook(file, read_only=True)
        rows = [row for table in TABLES if table in book.sheetnames for row in _rows(table, book[table])]
        if not {LINES, PERIODS} & set(book.sheetnames):
            raise ValidationError(_("This file has no sheet called “%(name)s”."), params={"name": LINES})
    except (*UNREADABLE, InvalidFileException, SyntaxError, TypeError) as error:  # lxml calls bad XML a SyntaxError
        raise _not_a_spreadsheet() from error
    return rows


def _refuse_unsafe(file) -> None:
    """Before a parser sees it: a small file can unpack to a large one, and XML can define what it likes."""
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than 1 MB."))
    try:
        with ZipFile(file) as package:
            if sum(member.file_size for member in package.infolist()) > LARGEST_UNPACKED:
                raise ValidationError(_("The file is too large when it is unpacked."))
            names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
            if any(b"<!DOCTYPE" in package.read(name) for name in names):
                raise _not_a_spreadsheet()
    except UNREADABLE as error:
        raise _not_a_spreadsheet() from error
    file.seek(0)


def _not_a_spreadsheet() -> ValidationError:
    return ValidationError(_("This is no spreadsheet that can be read. Save it as .xlsx and try again."))


def _rows(table: str, sheet) -> Iterator[SheetRow]:
    wanted = {column.name for column in TABLES[table]}
    names: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number == 1:
            named = {position: _as_text(value).casefold() for position, value in enumerate(row)}
            names = {position: name for position, name in named.items() if name in wanted}
            if "indicator" not in names.values():
                raise ValidationError(
                    _("The first row of “%(table)s” has no column “indicator”."), params={"table": table}
                )
            continue
        if number > MOST_ROWS:
            raise ValidationError(_("At most %(number)s rows."), params={"number": MOST_ROWS})
        texts = {name: _as_text(row[position]) for position, name in names.items() if position < len(row)}
        if any(texts.values()):
            letters = {name: get_column_letter(position + 1) for position, name in names.items()}
            yield SheetRow(table, number, texts, letters)


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
        return written(Decimal(f"{value:.6f}"))
    return str(value).strip()[:LONGEST_CELL]
