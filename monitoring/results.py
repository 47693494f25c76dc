"""Results as anybody may read them: published values of lines, in the order of time, and by the indicator's rule.

Everything that shows or exports results starts here, so that page, chart, API and file say the same. Approved and
documented values stay apart: documented ones are shown with their source and never counted or put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.languages import Wording
from core.models import translated_text

from .models import Indicator, Measurement, Period, PhasePage, ResultLine
from .publication import values_with_published
from .suppressing import Published, Sum, added, published

REPORTED, DOCUMENTED = Measurement.Basis.REPORTED, Measurement.Basis.DOCUMENTED


@dataclass(frozen=True)
class Point:
    """One published value: of which period, and where it comes from. `measurement` and `period` are keys."""

    measurement: int
    period: int
    starts: date
    ends: date
    basis: str
    published: Published
    narrative: Wording
    source: str
    source_url: str
    qualifier: str
    measured_on: date | None
    translated_texts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of the narrative."""

    @property
    def value(self) -> Decimal | None:
        return self.published.total

    @property
    def displayed_narrative(self) -> Wording:
        """In the visitor's language where it has been translated."""
        return translated_text(str(self.narrative), self.translated_texts, written_in=self.narrative.language)


class Word(models.TextChoices):
    """How a line stands, in a word. The record is mostly silent, so three of five say what is missing."""

    ON_TRACK = "on-track", _("On track")
    BEHIND = "behind", _("Behind")
    INCOMPLETE = "incomplete", _("Incomplete record")
    NO_TARGET = "no-target", _("No target set")
    NO_DATA = "no-data", _("No data yet")


@dataclass
class LineResult:
    """A line with its periods and what is published of it. `approved` and `documented` are in the order of time.

    `begins` and `finishes` are the first and last day of all its periods, also of those outside the days asked for.
    """

    line: ResultLine
    begins: date | None = None
    finishes: date | None = None
    periods: list[Period] = field(default_factory=list)
    approved: list[Point] = field(default_factory=list)
    documented: list[Point] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def baseline(self) -> Published:
        """A number of people too, where the indicator counts people; a target is a plan and hides nobody."""
        return published(self.line.baseline, {}, counts_people=self.indicator.counts_people)

    @property
    def baseline_comment(self) -> str:
        """Withheld with the number: it would say it."""
        return "" if self.baseline.hides_its_company else self.line.baseline_comment

    @property
    def latest(self) -> Point | None:
        """The newest approved value, else the newest documented one."""
        return next(reversed(self.approved or self.documented), None)

    @cached_property
    def counted(self) -> list[Point]:
        """The approved values of which the line's own number is made: all where they add up, else the newest."""
        adding = self.indicator.aggregation == Indicator.Aggregation.SUM
        return self.approved if adding else self.approved[-1:]

    @cached_property
    def reached(self) -> Sum:
        return added(point.published for point in self.counted)

    @property
    def due_unreported(self) -> int:
        """Periods that are over and have no approved value."""
        answered = {point.period for point in self.approved}
        today = timezone.localdate()
        return sum((period.due or period.ends) < today and period.pk not in answered for period in self.periods)

    @property
    def word(self) -> Word:
        if self.latest is None:
            return Word.NO_DATA
        wanted = self.wanted
        if wanted is None:
            return Word.NO_TARGET
        if not self.approved or self.due_unreported or self.reached.total is None:
            return Word.INCOMPLETE
        good = self.reached.total >= wanted if self.indicator.ascending else self.reached.total <= wanted
        return Word.ON_TRACK if good else Word.BEHIND

    @property
    def wanted(self) -> Decimal | None:
        """What should have been reached by now: the targets of the periods that count, else the final target's share
        of the time that has passed (from the baseline)."""
        by_period = {period.pk: period.target for period in self.periods}
        targets = [by_period.get(point.period) for point in self.counted]
        if targets and all(target is not None for target in targets):
            return sum(targets, Decimal(0))
        return self._share_of_target()

    def _share_of_target(self) -> Decimal | None:
        target = self.line.target
        if target is None or not self.periods or not self.approved:
            return target
        since, begun = self.begins, self.baseline.total or Decimal(0)  # from what is withheld nothing is computed
        if self.indicator.aggregation == Indicator.Aggregation.SUM:  # of the days asked for, only their share
            since, begun = self.periods[0].starts, Decimal(0)
        days = max((self.finishes - self.begins).days, 1)
        passed = min(max((self.approved[-1].ends - since).days, 0), days)
        return begun + (target - begun) * passed / days


def results(
    lines: Iterable[ResultLine] | models.QuerySet, *, starts: date | None = None, ends: date | None = None
) -> list[LineResult]:
    """One for each of `lines`, in their order. Values of periods that end between `starts` and `ends`, if given.

    `lines` are those that the reader may know of (`.public()`, `.visible_to(user)`); the values are public whoever
    reads. Four queries, however many lines there are.
    """
    if isinstance(lines, models.QuerySet):
        lines = lines.select_related("indicator")
    found = {line.pk: LineResult(line) for line in lines}
    for period in Period.objects.filter(line__in=_keys(lines, found)).order_by("ends", "starts", "pk"):
        _put(period, found[period.line_id], starts, ends)
    known = {pk: result.line for pk, result in found.items()}
    for row, shown in values_with_published(known, _keys(lines, found), columns=COLUMNS):
        if row["is_public"] and _is_within(row["period__ends"], starts, ends):
            result = found[row["period__line_id"]]
            (result.documented if row["basis"] == DOCUMENTED else result.approved).append(_point(row, shown))
    return list(found.values())


def of_phases_and_others(found: Iterable[LineResult]) -> tuple[list[LineResult], list[LineResult]]:
    """A phase's own count is never added to what its pilots, their cities and practices come to."""
    phases = set(PhasePage.objects.order_by().values_list("pk", flat=True))
    own: list[LineResult] = []
    others: list[LineResult] = []
    for result in found:
        (own if result.line.page_id in phases else others).append(result)
    return own, others


def _put(period: Period, result: LineResult, starts: date | None, ends: date | None) -> None:
    result.begins = min(result.begins or period.starts, period.starts)
    result.finishes = period.ends  # they come in the order of their ends
    if _is_within(period.ends, starts, ends):
        result.periods.append(period)


def _is_within(day: date, starts: date | None, ends: date | None) -> bool:
    return (starts or day) <= day <= (ends or day)


def _keys(lines, found: dict) -> object:
    """A subquery where there is one: thousands of keys would be more than SQLite takes in one question."""
    if isinstance(lines, models.QuerySet) and not lines.query.is_sliced:
        return lines.order_by().values("pk")
    return list(found)


COLUMNS = ("narrative", "language", "translated_texts", "source", "source_url", "qualifier", "measured_on")


def _point(row: dict, shown: Published) -> Point:
    said = dict.fromkeys(COLUMNS, "") | {"measured_on": None} if shown.hides_its_company else row
    return Point(
        measurement=row["pk"],
        period=row["period_id"],
        starts=row["period__starts"],
        ends=row["period__ends"],
        basis=row["basis"],
        published=shown,
        narrative=Wording(said["narrative"], row["language"]),
        translated_texts=said["translated_texts"] or {},
        source=said["source"],
        source_url=said["source_url"],
        qualifier=said["qualifier"],
        measured_on=said["measured_on"],
    )


@dataclass(frozen=True)
class Coverage:
    """Of so many lines (`followed`) how many have an approved value: `reported` at any time, and `lately`, for the
    newest period that somebody reported on, which is from `starts` to `ends` (None where nobody ever has)."""

    followed: int
    reported: int
    lately: int
    starts: date | None = None
    ends: date | None = None


def coverage_of(found: Iterable[LineResult]) -> Coverage:
    """A period is the same where it ends on the same day: one place reports by quarter, another by year."""
    found = list(found)
    reported = [result for result in found if result.approved]
    if not reported:
        return Coverage(len(found), 0, 0)
    newest = max((result.approved[-1] for result in reported), key=lambda point: (point.ends, point.starts))
    lately = sum(result.approved[-1].ends == newest.ends for result in reported)
    return Coverage(len(found), len(reported), lately, newest.starts, newest.ends)


# --- put together -----------------------------------------------------------------------------------------------
@dataclass
class Aggregate:
    """One indicator over several subjects. `sum` is None where values are never put together.

    `reported` of `followed`: how many of the lines have an approved value. `documented`: how many values there are from
    published sources.
    """

    indicator: Indicator
    results: list[LineResult]

    @property
    def followed(self) -> int:
        return len(self.results)

    @cached_property
    def reported(self) -> int:
        return sum(bool(result.approved) for result in self.results)

    @property
    def documented(self) -> int:
        return sum(len(result.documented) for result in self.results)

    @cached_property
    def sum(self) -> Sum | None:
        if not self.indicator.adds_up:
            return None
        return added(point.published for result in self.results for point in result.counted)

    @cached_property
    def target(self) -> Decimal | None:
        """Of those lines that have one; None where values are never put together, or none has one."""
        targets = [result.line.target for result in self.results if result.line.target is not None]
        return sum(targets, Decimal(0)) if targets and self.indicator.adds_up else None


def aggregates(found: Sequence[LineResult]) -> list[Aggregate]:
    """One for each indicator, in the order in which the lines come."""
    by_indicator: dict[int, list[LineResult]] = defaultdict(list)
    for result in found:
        by_indicator[result.line.indicator_id].append(result)
    return [Aggregate(ones[0].indicator, ones) for ones in by_indicator.values()]
