"""A results framework as a spreadsheet: what its columns are, and how they are written.

Two tables, lines and their periods, in columns that are called the same in every language: a third sheet says in the
visitor's own what each means. What may be changed and read back is `monitoring.framework.sheet_planning`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from core.numbers import shortest

from .forms import objectives
from .places import Place

LINES, PERIODS, DICTIONARY = "Lines", "Periods", "Dictionary"
YES, NO = "yes", "no"
WIDTH, WIDE = 16, 48


@dataclass(frozen=True)
class SheetColumn:
    """`name` stands in the first row; of `only_read` ones nothing is taken over."""

    name: str
    meaning: Any
    getter: Callable[[Any], Any]
    only_read: bool = False
    wide: bool = False


def _flag(value: bool) -> str:  # noqa: FBT001 (of a cell)
    return YES if value else NO


LINE_COLUMNS = (
    SheetColumn("indicator", gettext_lazy("Code of the indicator in the library."), lambda line: line.indicator.code),
    SheetColumn(
        "name",
        gettext_lazy("Its name; for information only."),
        lambda line: line.indicator.name,
        only_read=True,
        wide=True,
    ),
    SheetColumn(
        "unit", gettext_lazy("Its unit; for information only."), lambda line: line.indicator.unit, only_read=True
    ),
    SheetColumn(
        "objective",
        gettext_lazy("Code of the programme’s objective; the codes are listed below."),
        lambda line: line.objective.code if line.objective else "",
    ),
    SheetColumn("baseline", gettext_lazy("A number, in the unit."), lambda line: line.baseline),
    SheetColumn("baseline_year", gettext_lazy("For example: 2019."), lambda line: line.baseline_year),
    SheetColumn(
        "baseline_comment", gettext_lazy("At most 500 characters."), lambda line: line.baseline_comment, wide=True
    ),
    SheetColumn("target", gettext_lazy("The final target: a number, in the unit."), lambda line: line.target),
    SheetColumn("target_comment", gettext_lazy("At most 500 characters."), lambda line: line.target_comment, wide=True),
    SheetColumn("exported", gettext_lazy("Included in the IATI file: yes or no."), lambda line: _flag(line.exported)),
)
PERIOD_COLUMNS = (
    SheetColumn("indicator", gettext_lazy("Code of the indicator."), lambda period: period.line.indicator.code),
    SheetColumn("starts", gettext_lazy("A day, for example 2026-01-01."), lambda period: period.starts),
    SheetColumn("ends", gettext_lazy("A day, for example 2026-06-30."), lambda period: period.ends),
    SheetColumn("due", gettext_lazy("The day by which the value is due; may be empty."), lambda period: period.due),
    SheetColumn("target", gettext_lazy("The target of this period: a number."), lambda period: period.target),
    SheetColumn(
        "target_comment", gettext_lazy("At most 500 characters."), lambda period: period.target_comment, wide=True
    ),
    SheetColumn(
        "locked", gettext_lazy("Closed, no longer takes values: yes or no."), lambda period: _flag(period.locked)
    ),
)
TABLES = {LINES: LINE_COLUMNS, PERIODS: PERIOD_COLUMNS}


def workbook(place: Place) -> BytesIO:
    """The framework of `place`, ready to be changed and read back."""
    book = Workbook()
    book.remove(book.active)
    periods = place.periods().select_related("line__indicator").order_by("line__order", "line", "starts", "ends")
    _write(book, LINES, LINE_COLUMNS, place.lines())
    _write(book, PERIODS, PERIOD_COLUMNS, periods)
    _write_dictionary(book)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _write(book: Workbook, title: str, columns: tuple[SheetColumn, ...], rows) -> None:
    sheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = get_language_bidi()
    _fill(sheet, 1, [column.name for column in columns])
    for number, row in enumerate(rows, start=2):
        _fill(sheet, number, [column.getter(row) for column in columns])
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if column.wide else WIDTH
    _head(sheet)


def _head(sheet) -> None:
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _fill(sheet, row: int, values: list) -> None:
    """A text is a text, whatever it begins with: nothing typed by anybody is a formula."""
    for number, value in enumerate(values, start=1):
        is_text = not (value is None or isinstance(value, int | Decimal | date))
        said = Decimal(shortest(value)) if isinstance(value, Decimal) else value
        cell = sheet.cell(row, number, str(said) if is_text else said)
        if is_text:
            cell.data_type = "s"


def _write_dictionary(book: Workbook) -> None:
    sheet = book.create_sheet(DICTIONARY)
    sheet.sheet_view.rightToLeft = get_language_bidi()
    rows = [[_("sheet"), _("column"), _("what it means")]]
    rows += [[table, column.name, str(column.meaning)] for table, columns in TABLES.items() for column in columns]
    rows += [
        ["", "", _("A row that is not in the file stays as it is: to remove a line, use the page.")],
        ["", "", _("An empty cell means no value; columns that are not in the file do not change.")],
    ]
    rows += [[_("objectives"), item.code, str(item.name)] for item in objectives()]
    for number, row in enumerate(rows, start=1):
        _fill(sheet, number, row)
    for letter, width in zip("ABC", (WIDTH, WIDTH, 2 * WIDE), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_col=3, max_col=3):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
    _head(sheet)
