"""Numbers over time and numbers side by side: a sparkline, a larger chart with its axes, bars.

Plain numbers come in, dataclasses with coordinates go out, and a template of `components/` writes them down. What is
missing or withheld is None, and is a gap: never a zero, and no line leads across it. Time runs from left to right in
every language; only the labels change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import ceil, floor, log10

from charts.ornament import short

Number = Decimal | float | int
LONGEST = 64  # per cent of a bar's room, so that the longest leaves room for its value


@dataclass(frozen=True)
class Reading:
    """One value at its day; None where there is none to show. `label` and `text` are the day and the value in words,
    `day` is the day as short as on an axis, `href` leads to where the value comes from."""

    on: date
    value: Number | None
    label: str = ""
    text: str = ""
    href: str = ""
    day: str = ""


@dataclass(frozen=True)
class PlotSpot:
    """A reading on the sheet."""

    x: str
    y: str
    reading: Reading


@dataclass(frozen=True)
class PlotSheet:
    """How large a chart is, what stays free around the lines, and how large its letters are."""

    name: str
    width: int
    height: int
    above: int
    below: int
    start: int
    end: int
    letters: float = 0

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


SPARK = PlotSheet("spark", 112, 28, 4, 4, 4, 4)
WIDE = PlotSheet("wide", 640, 260, 22, 34, 56, 40, 13)
NARROW = PlotSheet("narrow", 340, 230, 22, 34, 44, 36, 12)


@dataclass(frozen=True)
class Sparkline:
    """`path` joins neighbours; `dots` are the last value, and every value that has no neighbour."""

    sheet: PlotSheet
    path: str
    dots: tuple[PlotSpot, ...]
    target: str = ""


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what it says."""

    at: str
    number: Number | None = None
    text: str = ""


@dataclass(frozen=True)
class TimeChart:
    """`target` and `baseline` are heights of lines across the sheet, empty where there is none."""

    sheet: PlotSheet
    path: str
    spots: tuple[PlotSpot, ...]
    gaps: tuple[PlotSpot, ...]
    """Where a value is missing or withheld: marked at the foot of the sheet."""
    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    target: str = ""
    baseline: str = ""
    is_baseline_below: bool = False
    """Whether the words of the baseline stand under its line: above it the course would strike them through."""

    @property
    def foot(self) -> int:
        return self.sheet.height - self.sheet.below

    @property
    def right(self) -> int:
        return self.sheet.width - self.sheet.end

    @property
    def day_line(self) -> int:
        """On which height the days are written."""
        return self.foot + 22


@dataclass(frozen=True)
class Bar:
    """`percent` of the row's room, as text; `withheld` where there is nothing to draw, only words."""

    label: str
    text: str
    percent: str = "0"
    withheld: bool = False
    href: str = ""


def sparkline(readings: Iterable[Reading], *, target: Number | None = None) -> Sparkline | None:
    """None where there is no value at all. It shows a course, not a size: its foot is the lowest value."""
    readings = _in_time(readings)
    numbers = [reading.value for reading in readings if reading.value is not None]
    if not numbers:
        return None
    plane = _Plane(SPARK, readings, *_extent(numbers, target))
    runs = plane.runs(readings)
    alone = [run[0] for run in runs if len(run) == 1]
    return Sparkline(
        sheet=SPARK,
        path=_path(runs),
        dots=tuple(dict.fromkeys([*alone, runs[-1][-1]])),
        target=plane.line(target),
    )


def time_chart(
    readings: Iterable[Reading],
    *,
    sheet: PlotSheet = WIDE,
    target: Number | None = None,
    baseline: Number | None = None,
) -> TimeChart | None:
    """None where there is no value at all. Its height begins at zero, or below where a value does."""
    readings = _in_time(readings)
    numbers = [reading.value for reading in readings if reading.value is not None]
    if not numbers:
        return None
    steps = _round_steps([0, *numbers, *(line for line in (target, baseline) if line is not None)])
    plane = _Plane(sheet, readings, steps[0], steps[-1])
    runs = plane.runs(readings)
    return TimeChart(
        sheet=sheet,
        path=_path(runs),
        spots=tuple(spot for run in runs for spot in run),
        gaps=tuple(plane.gap(reading) for reading in readings if reading.value is None),
        ticks=tuple(Tick(short(plane.height(step)), step) for step in steps),
        days=_days(plane, readings),
        target=plane.line(target),
        baseline=plane.line(baseline),
        is_baseline_below=baseline is not None and plane.rises_from(baseline, numbers[0]),
    )


def bars(rows: Iterable[tuple[str, Number | None, str, str]], *, full: Number = 0) -> list[Bar]:
    """Of rows of label, number, the number in words, and an address. Negative numbers have no length.

    The longest is the largest of the rows, or `full` (100 of percentages, the last step of a scale) where that is more.
    """
    rows = list(rows)
    numbers = [float(number) for _label, number, _text, _href in rows if number is not None]
    longest = max([*numbers, float(full)], default=0) or 1
    return [
        Bar(
            label,
            text,
            percent=short(LONGEST * max(float(number or 0), 0) / max(longest, 1e-9)),
            withheld=number is None,
            href=href,
        )
        for label, number, text, href in rows
    ]


# --- the sheet ------------------------------------------------------------------------------------------------------
class _Plane:
    """Days across and numbers up, from `low` to `high`."""

    def __init__(self, sheet: PlotSheet, readings: Sequence[Reading], low: Number, high: Number) -> None:
        self.sheet, self.low, self.span = sheet, float(low), float(high) - float(low)
        self.first, self.last = readings[0].on.toordinal(), readings[-1].on.toordinal()

    def across(self, day: date) -> float:
        """A single day stands at the end, where the newest always is."""
        room = self.sheet.width - self.sheet.start - self.sheet.end
        if self.first == self.last:
            return self.sheet.start + room
        return self.sheet.start + room * (day.toordinal() - self.first) / (self.last - self.first)

    def height(self, number: Number) -> float:
        """All alike: in the middle."""
        room = self.sheet.height - self.sheet.above - self.sheet.below
        part = (float(number) - self.low) / self.span if self.span else 0.5
        return self.sheet.height - self.sheet.below - room * part

    def runs(self, readings: Iterable[Reading]) -> list[list[PlotSpot]]:
        """The values between two gaps."""
        by_gap = groupby(readings, key=lambda reading: reading.value is None)
        return [[self._spot(reading) for reading in run] for is_gap, run in by_gap if not is_gap]

    def gap(self, reading: Reading) -> PlotSpot:
        return PlotSpot(short(self.across(reading.on)), short(self.sheet.height - self.sheet.below), reading)

    def line(self, number: Number | None) -> str:
        """How high a line across the sheet stands."""
        return "" if number is None else short(self.height(number))

    def rises_from(self, line: Number, first: Number) -> bool:
        """Whether a course that begins at `first` goes up from a line, which has room for words below."""
        room = self.sheet.height - self.sheet.below - self.height(line)
        return first >= line and room >= 1.5 * self.sheet.letters

    def _spot(self, reading: Reading) -> PlotSpot:
        return PlotSpot(short(self.across(reading.on)), self.line(reading.value), reading)


def _in_time(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.on)


def _extent(numbers: Sequence[Number], target: Number | None) -> tuple[Number, Number]:
    every = [*numbers, target] if target is not None else numbers
    return min(every), max(every)


def _path(runs: Iterable[Sequence[PlotSpot]]) -> str:
    lines = (f"M{run[0].x} {run[0].y}" + "".join(f"L{spot.x} {spot.y}" for spot in run[1:]) for run in runs if run[1:])
    return "".join(lines)


def _round_steps(numbers: Iterable[Number]) -> list[Number]:
    """From below the least to above the most, three to six round numbers: 0, 20, 40, 60."""
    low, high = float(min(numbers)), float(max(numbers))
    rough = (high - low or 1) / 4
    power = 10 ** floor(log10(rough))
    step = next(round_one * power for round_one in (1, 2, 5, 10) if round_one * power >= rough * (1 - 1e-9))
    places = max(-floor(log10(power)), 0)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [round(index * step, places) for index in range(first, last + 1)]


LETTER = 0.6  # how wide a letter is, of its size: rather too much
BETWEEN = 14  # units between the words of two days


def _days(plane: _Plane, readings: Sequence[Reading]) -> tuple[Tick, ...]:
    """The newest day is named, and before it those that find room; none leaves the sheet."""
    named: list[Tick] = []
    free = float(plane.sheet.width)
    for reading in reversed(readings):
        words = reading.day or reading.label
        half = len(words) * plane.sheet.letters * LETTER / 2
        middle = max(min(plane.across(reading.on), plane.sheet.width - half), half)
        if middle + half <= free:
            named.append(Tick(short(middle), text=words))
            free = middle - half - BETWEEN
    return tuple(reversed(named))
