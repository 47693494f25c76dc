"""Rows of a report's tables: one indicator of one subject, or of several put together, with its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Bar, TimeChart, bars, time_chart
from charts.series import PlotSheet
from core.display import Sign
from core.languages import Wording
from core.numbers import display_number
from monitoring.models import Indicator
from monitoring.public.series import adds_periods, readings_in_words, readings_of
from monitoring.results import Aggregate, LineResult
from monitoring.wording import aggregation_rule, display_dates_of, display_in_measure, display_published, sign_of

from . import wording
from .scope import Member

PRINTED = PlotSheet("printed", 264, 96, 14, 6, 40, 10)
Measure = Indicator.Measure
MOST_BARS = 12
"""More cannot be compared at a glance; all values stand in the annex."""


@dataclass(frozen=True)
class IndicatorName:
    """An indicator as a row is headed, and where the annex defines it. Its unit is written in the house's language, and
    marked elsewhere."""

    text: Wording
    unit: Wording
    anchor: str


@dataclass(frozen=True)
class IndicatorRow:
    """One line: what was, what is wanted, what has come of it. Texts are empty where nothing is known."""

    name: IndicatorName
    baseline: str
    baseline_year: int | None
    target: str
    result: str | Wording
    when: str
    planned: str
    source: str
    """Of a documented value, which is never anything else."""
    notes: list[str]
    sign: Sign
    chart: TimeChart | None
    chart_text: str


@dataclass(frozen=True)
class MemberAnswer:
    """What is answered in words: the newest words of one member; `url` leads to its part of the report."""

    member: Wording
    text: Wording
    url: str


@dataclass(frozen=True)
class AggregateRow:
    """One indicator over several pilots. `total` is empty where values are never put together."""

    name: IndicatorName
    total: str
    target: str
    coverage: str
    notes: list[str]
    bars: list[Bar]
    """Of each member what it came to; without a length where the answer is yes or no."""
    bars_note: str
    answers: list[MemberAnswer]


def indicator_name(indicator: Indicator) -> IndicatorName:
    return IndicatorName(indicator.name, indicator.unit_named, f"indicator-{indicator.pk}")


# --- one line ---------------------------------------------------------------------------------------------------
def indicator_row(result: LineResult) -> IndicatorRow:
    """When it was is the days of the newest value, or of how many values the number is made."""
    line, indicator, latest = result.line, result.indicator, result.latest
    text: str | Wording = ""
    when, notes = "", []
    if latest and len(result.counted) > 1:
        text = wording.display_total(result.reached, indicator)
        number = len(result.counted)
        periods = ngettext("sum of %(number)s period", "sum of %(number)s periods", number)
        when = periods % {"number": display_number(number)}
        notes = [*wording.sum_notes(result.reached), *wording.display_withheld(latest.published)]
    elif latest:
        text, when = wording.display_point(latest, indicator), display_dates_of(latest)
        notes = wording.display_parts(latest.published)
    chart = chart_of(result)
    return IndicatorRow(
        name=indicator_name(indicator),
        baseline=display_published(indicator, result.baseline),
        baseline_year=line.baseline_year,
        target=display_in_measure(indicator, line.target),
        result=text,
        when=when,
        planned=wording.display_computed(result.wanted, indicator) if result.approved and indicator.is_number else "",
        source=(latest.source or latest.source_url) if latest and not result.approved else "",
        notes=notes,
        sign=sign_of(result.word),
        chart=chart,
        chart_text=readings_in_words(readings_of(result)) if chart else "",
    )


def chart_of(result: LineResult) -> TimeChart | None:
    """From two values on, where more and less mean something. A target of all years is not drawn over some of them."""
    known = result.approved or result.documented
    if len(known) < 2 or result.indicator.measure in (Measure.NOMINAL, Measure.QUALITATIVE):
        return None
    is_whole = not adds_periods(result.indicator) or result.periods[0].starts == result.begins
    return time_chart(readings_of(result), sheet=PRINTED, target=result.line.target if is_whole else None)


# --- several put together ---------------------------------------------------------------------------------------
def aggregate_row(aggregate: Aggregate, members: Mapping[int, Member]) -> AggregateRow:
    indicator = aggregate.indicator
    answers = [
        MemberAnswer(members[one.line.page_id].title, one.approved[-1].narrative, f"#part-{one.line.page_id}")
        for one in aggregate.results
        if one.approved and not indicator.is_number
    ]
    drawn, bars_note = bars_of(aggregate, members)
    coverage = ngettext("%(number)s of %(of)s reported", "%(number)s of %(of)s reported", aggregate.followed)
    notes = [aggregation_rule(indicator)] if aggregate.sum is None else wording.sum_notes(aggregate.sum)
    if documented := sum(len(result.documented) for result in aggregate.results):
        text = ngettext(
            "%(number)s documented value is not counted here; it is in the annex with its source.",
            "%(number)s documented values are not counted here; they are in the annex with their sources.",
            documented,
        )
        notes.append(text % {"number": display_number(documented)})
    return AggregateRow(
        name=indicator_name(indicator),
        total=wording.display_total(aggregate.sum, indicator) if aggregate.sum else "",
        target=display_in_measure(indicator, aggregate.target),
        coverage=coverage % {"number": display_number(aggregate.reported), "of": display_number(aggregate.followed)},
        notes=[note for note in notes if note],
        bars=drawn,
        bars_note=bars_note,
        answers=answers,
    )


def bars_of(aggregate: Aggregate, members: Mapping[int, Member]) -> tuple[list[Bar], str]:
    """The largest first, of those with an approved number, and a note where some are left out. A yes or a no has no
    length, and all of them are named."""
    indicator = aggregate.indicator
    has_length = indicator.measure != Measure.NOMINAL
    rows = [
        (
            members[one.line.page_id].title,
            one.reached.total if has_length else None,
            wording.display_total(one.reached, indicator),
            f"#part-{one.line.page_id}",
        )
        for one in aggregate.results
        if one.approved and indicator.is_number
    ]
    rows.sort(key=lambda row: row[1] if row[1] is not None else Decimal(-1), reverse=True)
    full = 100 if indicator.measure == Measure.PERCENTAGE else indicator.scale[-1] if indicator.scale else 0
    if not has_length or len(rows) <= MOST_BARS:
        return bars(rows, full=full), ""
    numbers = {"shown": display_number(MOST_BARS), "of": display_number(len(rows))}
    return bars(rows[:MOST_BARS], full=full), _("The %(shown)s largest of %(of)s.") % numbers
