"""What a spreadsheet would change in a framework, and what is wrong in it, cell by cell; then all of it or nothing.

A row adds or changes a line or a period, never takes one away. A column that is missing is left alone, an empty cell
means that there is nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.date_fields import read_day
from core.listing import labelled, listed
from core.models import FrameworkItem
from core.numbers import number_for_input, read_number, without_percent_sign
from monitoring.models import COMMENTS, Indicator, Measurement, Period, ResultLine
from monitoring.values.doubts import doubts_about
from monitoring.wording import display_date_range

from .forms import objectives, refuse_baseline
from .framing import keep_change
from .history import changed_settings, settings_there
from .places import Place
from .sheet_reading import SheetRow
from .sheets import LINES

NO_RESULT = gettext_lazy("A formula without its result. Open the file in a spreadsheet program and save it again.")
AGREED = ("yes", "oui", "sí", "si", "نعم", "x", "1")
DENIED = ("no", "non", "لا", "0")
RELATIONS = ("line", "page", "indicator", "objective")
Reader = Callable[[str, Indicator], Any]
Key = tuple[str, date, date]
"""Code of the indicator, start and end: a period in the file has no other name."""


@dataclass(frozen=True)
class Problem:
    cell: str
    message: str


@dataclass
class Plan:
    """What would be done. `changes` are sentences, `doubts` what can be right and probably is not.

    `lines` and `periods` are to be saved, new ones have no key yet.
    """

    place: Place
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    lines: list[ResultLine] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same as long as the same would be done."""
        return sha256("\n".join(self.changes).encode()).hexdigest()

    def refuse(self, row: SheetRow, column: str, error: ValidationError | str) -> None:
        message = error if isinstance(error, str) else " ".join(error.messages)
        self.problems.append(Problem(row.cell(column), message))

    def doubt(self, row: SheetRow, column: str, value: Any, indicator: Indicator) -> None:
        """Of a number, what the form of values would ask; a per cent sign has said it already."""
        if isinstance(value, Decimal) and row.texts[column] == without_percent_sign(row.texts[column]):
            self.doubts += [Problem(row.cell(column), one.text) for one in doubts_about(value, indicator, None)]


def plan(place: Place, rows: list[SheetRow]) -> Plan:
    """Reads all rows, so that everything wrong is told at once."""
    made = Plan(place)
    lines = {line.indicator.code: line for line in place.lines()}
    for line in lines.values():
        line.page = place.page  # known, so that nobody asks for it again
    _plan_lines(made, [row for row in rows if row.table == LINES], lines)
    _plan_periods(made, [row for row in rows if row.table != LINES], lines)
    return made


@transaction.atomic
def carry_out(made: Plan, *, by) -> None:
    """Raises ValidationError when there is something wrong in it."""
    if made.problems:
        raise ValidationError([f"{problem.cell}: {problem.message}" for problem in made.problems])
    things = [*made.lines, *made.periods]
    before = settings_there(things)
    for one in made.lines:
        one.save()
    for period in made.periods:
        period.line_id = period.line.pk  # its line may be new itself
        period.save()
    keep_change(made.place, by, changes=len(made.changes), settings=changed_settings(before, things))


# --- lines ------------------------------------------------------------------------------------------------------------
def _plan_lines(made: Plan, rows: list[SheetRow], lines: dict[str, ResultLine]) -> None:
    known = Indicator.objects.in_bulk([row.texts["indicator"] for row in rows], field_name="code")
    seen: set[str] = set()
    last = max((line.order for line in lines.values()), default=0)
    for row in rows:
        code = row.texts["indicator"]
        if code in seen or code not in known:
            wrong = _("The code of an indicator is missing here.")
            if code in seen:
                wrong = _("“%(code)s” is already in an earlier row.") % {"code": code}
            elif code:
                wrong = _("There is no indicator “%(code)s” in the library.") % {"code": code}
            made.refuse(row, "indicator", wrong)
            continue
        seen.add(code)
        last += code not in lines
        line = lines.setdefault(code, ResultLine(page=made.place.page, indicator=known[code], order=last))
        _plan_row(made, row, line, code, LINE_READERS)


def _plan_row(made: Plan, row: SheetRow, thing: ResultLine | Period, name: str, readers: dict[str, Reader]) -> None:
    """Reads the cells of a row into `thing`; what differs is a change."""
    indicator = thing.indicator if isinstance(thing, ResultLine) else thing.line.indicator
    changes = [] if thing.pk else [_("new")]
    for column, reader in readers.items():
        if column not in row.texts:
            continue
        try:
            value = _read_cell(row, column, reader, thing, indicator)
        except ValidationError as error:
            made.refuse(row, column, error)
            continue
        old = getattr(thing, column)
        if old != value:
            made.doubt(row, column, value, indicator)
            if column in COMMENTS:
                thing.set_comment(column, value)
            setattr(thing, column, value)
            changes.append(
                f"{column} {_display(old)} → {_display(value)}" if thing.pk else f"{column} {_display(value)}"
            )
    _check(made, row, thing)
    if changes:
        (made.lines if isinstance(thing, ResultLine) else made.periods).append(thing)
        made.changes.append(labelled(name, listed(changes)))


def _read_cell(row: SheetRow, column: str, reader: Reader, thing: ResultLine | Period, indicator: Indicator) -> Any:
    """Raises ValidationError for what it cannot say, or may not."""
    if column in row.without_result:
        raise ValidationError(NO_RESULT)
    value = reader(row.texts[column], indicator)
    if column == "baseline" and value != thing.baseline:
        refuse_baseline(thing, value)
    return value


def _check(made: Plan, row: SheetRow, thing: models.Model) -> None:
    """What the model itself objects to, at the cell of its field."""
    try:
        thing.clean_fields(exclude=RELATIONS)
        thing.clean()
    except ValidationError as error:
        for name, words in error.message_dict.items():
            made.refuse(row, name, " ".join(words))


def _display(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_for_input(value)
    if isinstance(value, FrameworkItem):
        return value.code
    return str(value) if value not in (None, "") else "–"


# --- periods ----------------------------------------------------------------------------------------------------------
def _plan_periods(made: Plan, rows: list[SheetRow], lines: dict[str, ResultLine]) -> None:
    periods = made.place.periods().select_related("line__indicator")
    there = {(one.line.indicator.code, one.starts, one.ends): one for one in periods}
    taken = _counted_spans(there)
    seen: set[Key] = set()
    for row in rows:
        key = _key(made, row, lines)
        if key is None:
            continue
        if key in seen:
            made.refuse(row, "starts", _("This period of “%(code)s” is already in an earlier row.") % {"code": key[0]})
            continue
        seen.add(key)
        period = there.get(key) or _new_period(made, row, lines, key, taken)
        if period:
            _plan_row(made, row, period, listed([key[0], display_date_range(*key[1:])]), PERIOD_READERS)


def _counted_spans(there: dict[Key, Period]) -> dict[str, list[tuple[date, date]]]:
    """By code; a span that stands only for a documented value counts nothing."""
    documented = Measurement.objects.documented().filter(period__in=[one.pk for one in there.values()])
    only_documented = set(documented.values_list("period", flat=True))
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for (code, starts, ends), period in there.items():
        if period.pk not in only_documented:
            found[code].append((starts, ends))
    return found


def _key(made: Plan, row: SheetRow, lines: dict[str, ResultLine]) -> Key | None:
    code = row.texts["indicator"]
    if code not in lines:
        made.refuse(row, "indicator", _("“%(code)s” is not among the lines of this framework.") % {"code": code})
        return None
    days = []
    for column in ("starts", "ends"):
        try:
            days.append(_read_day(row.texts.get(column, ""), required=True))
        except ValidationError as error:
            made.refuse(row, column, error)
    if len(days) == 2 and days[1] < days[0]:
        made.refuse(row, "ends", _("The end is before the start."))
        return None
    return (code, *days) if len(days) == 2 else None


def _new_period(made: Plan, row: SheetRow, lines: dict[str, ResultLine], key: Key, taken: dict) -> Period | None:
    code, starts, ends = key
    if any(first <= ends and starts <= last for first, last in taken[code]):
        made.refuse(row, "starts", _("Some of these days are already in another period."))
        return None
    taken[code].append((starts, ends))
    return Period(line=lines[code], starts=starts, ends=ends)


# --- cells ------------------------------------------------------------------------------------------------------------
def _read_number(text: str, indicator: Indicator) -> Decimal | None:
    """A per cent sign, typed or by the format of the cell, is for percentages only."""
    if not text:
        return None
    if indicator.measure == Indicator.Measure.NOMINAL and text.casefold() in (*AGREED, *DENIED):
        return Decimal(text.casefold() in AGREED)
    bare = without_percent_sign(text)
    if bare != text and indicator.measure != Indicator.Measure.PERCENTAGE:
        raise ValidationError(_("This is not a percentage: enter the number in its unit, without %%."))
    return read_number(bare)


def _read_year(text: str, indicator: Indicator) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{4}", text) or not 1900 <= int(text) <= 2100:
        raise ValidationError(_("Enter a year, for example 2019."))
    return int(text)


def _read_text(text: str, indicator: Indicator) -> str:
    return text


def _read_day(text: str, *, required: bool) -> date | None:
    if text:
        return read_day(text)
    if required:
        raise ValidationError(_("A day is missing here."))
    return None


def _read_objective(text: str, indicator: Indicator) -> FrameworkItem | None:
    found = objectives().filter(code=text).first() if text else None
    if text and found is None:
        raise ValidationError(_("There is no objective “%(code)s”."), params={"code": text})
    return found


def _reads_flag(*, when_empty: bool) -> Reader:
    def read(text: str, indicator: Indicator) -> bool:
        if not text:
            return when_empty
        if text.casefold() not in (*AGREED, *DENIED):
            raise ValidationError(_("Enter yes or no."))
        return text.casefold() in AGREED

    return read


LINE_READERS: dict[str, Reader] = {
    "objective": _read_objective,
    "baseline": _read_number,
    "baseline_year": _read_year,
    "baseline_comment": _read_text,
    "target": _read_number,
    "target_comment": _read_text,
    "exported": _reads_flag(when_empty=True),
}
PERIOD_READERS: dict[str, Reader] = {
    "due": lambda text, _indicator: _read_day(text, required=False),
    "target": _read_number,
    "target_comment": _read_text,
    "locked": _reads_flag(when_empty=False),
}
