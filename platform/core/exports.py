"""Files that people open in a spreadsheet: only the columns that are named here leave, and no cell is a formula.

A spreadsheet runs what begins like a formula, whoever typed it: house trap 9.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take Arabic in a CSV file for something else."""


@dataclass(frozen=True)
class Column:
    """`getter` takes from a row what stands in the cell: a text, a number, a date or nothing."""

    name: str
    heading: Any
    getter: Callable[[Any], Any]


def export(kind: str, rows: Iterable, columns: Sequence[Column], name: str) -> HttpResponseBase:
    """`rows` as a file of `kind` ("csv" or "xlsx") called `name`, without its ending."""
    return as_xlsx(rows, columns, name) if kind == "xlsx" else as_csv(rows, columns, name)


def as_csv(rows: Iterable, columns: Sequence[Column], name: str) -> StreamingHttpResponse:
    """In UTF-8, written as it is read."""
    answer = StreamingHttpResponse(_lines(rows, columns), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


class _Line:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable, columns: Sequence[Column]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([harmless(str(column.heading)) for column in columns])
    for row in rows:
        yield writer.writerow([harmless(column.getter(row)) for column in columns])


def harmless(value: Any) -> Any:
    """For CSV: a text that a spreadsheet would run gets an apostrophe, by which it is shown as it was typed."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal | date):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_xlsx(rows: Iterable, columns: Sequence[Column], name: str) -> FileResponse:
    """Texts are cells of texts whatever they begin with; numbers and dates are theirs."""
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    sheet.append([_cell(sheet, str(column.heading)) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.getter(row)) for column in columns])
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _cell(sheet, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if value is None or isinstance(value, int | float | Decimal | date):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _without_control_signs(str(value)))
    cell.data_type = "s"
    return cell


def _without_control_signs(text: str) -> str:
    """The format has no place for them, and the writer would stop at the first."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")
