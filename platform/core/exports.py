"""Files that people open in a spreadsheet: only the columns that are named here leave, and no cell is a formula.

A spreadsheet runs what begins like a formula, whoever typed it: house trap 9.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.licence import licence_sentence, under_licence
from core.numbers import shortest

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take Arabic in a CSV file for something else."""


NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""The format has no place for these signs, and the writer would stop at the first."""


@dataclass(frozen=True)
class Column:
    """`getter` takes from a row what stands in the cell: a text, a number, a date or nothing.

    `name` never changes, for whoever reads the file with a program. `meaning` and `values` (a unit, or the codes that
    may stand there) are for the data dictionary.
    """

    name: str
    heading: Any
    getter: Callable[[Any], Any]
    meaning: Any = ""
    values: Any = ""


DICTIONARY = (
    Column("column", gettext_lazy("column"), lambda column: column.name),
    Column("heading", gettext_lazy("heading"), lambda column: column.heading),
    Column("meaning", gettext_lazy("what it means"), lambda column: column.meaning),
    Column("values", gettext_lazy("unit, or codes"), lambda column: column.values),
)
"""A data dictionary is a table too: its rows are columns."""


def export(
    kind: str, rows: Iterable, columns: Sequence[Column], name: str, *, is_open: bool = True
) -> HttpResponseBase:
    """`rows` as a file of `kind` ("csv" or "xlsx") called `name`, without its ending. Not `is_open`: what is said of
    people, which is under no licence for anybody."""
    if kind == "xlsx":
        return as_xlsx(rows, columns, name, is_open=is_open)
    answer = as_csv(rows, columns, name)
    if not is_open:
        del answer["Link"]
    return answer


def as_csv(rows: Iterable, columns: Sequence[Column], name: str, *, by_name: bool = False) -> StreamingHttpResponse:
    """In UTF-8, written as it is read. `by_name`: the first line has the columns' names, the same in every language."""
    head = [column.name if by_name else str(column.heading) for column in columns]
    answer = StreamingHttpResponse(_lines(rows, columns, head), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return under_licence(answer)


class _Line:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable, columns: Sequence[Column], head: list[str]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([harmless(text) for text in head])
    for row in rows:
        yield writer.writerow([harmless(column.getter(row)) for column in columns])


def harmless(value: Any) -> Any:
    """For CSV: a text that a spreadsheet would run gets an apostrophe, by which it is shown as it was typed."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return shortest(value)
    if isinstance(value, int | float | date):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_xlsx(
    rows: Iterable, columns: Sequence[Column], name: str, *, about: Sequence = (), is_open: bool = True
) -> FileResponse:
    """A workbook to be saved under `name`. See `write_xlsx`."""
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it when it is sent)
    write_xlsx(file, rows, columns, about=about, is_open=is_open)
    file.seek(0)
    answer = xlsx_response(file, name)
    if not is_open:
        del answer["Link"]
    return answer


def xlsx_response(file: BinaryIO, name: str) -> FileResponse:
    return under_licence(FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX))


def write_xlsx(
    file: BinaryIO, rows: Iterable, columns: Sequence[Column], *, about: Sequence = (), is_open: bool = True
) -> None:
    """Texts are cells of texts whatever they begin with; numbers and dates are theirs.

    With `about`, sentences that must be read first, these are the first sheet and a data dictionary is the last. Rows
    go to a file on disk as they come: a hundred thousand take no more memory than ten.
    """
    book = Workbook(write_only=True)
    if is_open:
        book.properties.description = licence_sentence()
    if about:
        _fill(book.create_sheet(_("About this file")), [[sentence] for sentence in (*about, licence_sentence())])
    table = book.create_sheet(pgettext("a sheet", "Data")) if about else book.create_sheet()
    _fill(table, _grid(rows, columns))
    if about:
        _fill(book.create_sheet(_("Data dictionary")), _grid(columns, DICTIONARY))
    book.save(file)


def _grid(rows: Iterable, columns: Sequence[Column]) -> Iterator[list]:
    yield [str(column.heading) for column in columns]
    getters = [column.getter for column in columns]
    for row in rows:
        yield [getter(row) for getter in getters]


def _fill(sheet, rows: Iterable[list]) -> None:
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value: Any) -> Any:
    """What openpyxl writes as it is, but for texts that it would take for a formula or an error."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        return Decimal(shortest(value))
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    if isinstance(value, date):
        return value
    text = NOT_IN_XLSX.sub("", str(value))
    if not text.startswith(("=", "#")):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
