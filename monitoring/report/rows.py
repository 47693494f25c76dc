"""Lines of a report's tables: one indicator of one subject, or of several put together, with its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Bar, TimeChart, bars, time_chart
from core.charts.series import Sheet
from core.languages import Wording
from core.templatetags.core_tags import quantity
from monitoring.models import Indicator
from monitoring.results import Aggregate, LineResult
from monitoring.saying import number_said, published_said, rule_said, sign_of, span_said
from monitoring.shown.series import adds_periods, readings_of, spoken

from . import words
from .scope import Member

PRINTED = Sheet("printed", 264, 96, 14, 6, 40, 10)
Measure = Indicator.Measure
MOST_BARS = 12
"""More cannot be compared at a glance; all values stand in the annex."""


@dataclass(frozen=True)
class Name:
    """An indicator as a row is headed, and where the annex defines it."""

    text: Wording
    unit: Wording
    anchor: str


@dataclass(frozen=True)
class Row:
    """One line: what was, what is wanted, what has come of it. Texts are empty where nothing is known."""

    name: Name
    baseline: str
    baseline_year: int | None
    target: str
    result: str | Wording
    when: str
    planned: str
    source: str
    """Of a documented value, which is never anything else."""
    notes: list[str]
    sign: dict
    chart: TimeChart | None
    chart_says: str


@dataclass(frozen=True)
class Whole:
    """One indicator over several pilots. `total` is empty where values are never put together."""

    name: Name
    total: str
    target: str
    coverage: str
    notes: list[str]
    bars: list[Bar]
    """Of each member what it came to; without a length where the answer is yes or no."""
    bars_note: str
    words: list[tuple[str, Wording, str]]
    """What is answered in words: member, its newest words, and where its part begins."""


def named(indicator: Indicator) -> Name:
    """Its unit is written in the house's language, and marked elsewhere."""
    return Name(indicator.name, indicator.unit_named, f"indicator-{indicator.pk}")


# --- one line ---------------------------------------------------------------------------------------------------
def row_of(result: LineResult) -> Row:
    line, indicator = result.line, result.indicator
    chart = _chart(result)
    return Row(
        name=named(indicator),
        baseline=published_said(indicator, result.baseline),
        baseline_year=line.baseline_year,
        target=number_said(indicator, line.target),
        result=_result(result),
        when=_when(result),
        planned=words.computed(result.wanted, indicator) if result.approved and indicator.is_number else "",
        source=_source(result),
        notes=_notes(result),
        sign=sign_of(result.word),
        chart=chart,
        chart_says=spoken(readings_of(result)) if chart else "",
    )


def _is_added(result: LineResult) -> bool:
    """Whether the number of the row is made of several values."""
    return len(result.counted) > 1


def _result(result: LineResult) -> str | Wording:
    if _is_added(result):
        return words.total_told(result.reached, result.indicator)
    return words.point_told(result.latest, result.indicator) if result.latest else ""


def _when(result: LineResult) -> str:
    """The days of the newest value, or of how many a number is made."""
    if not result.latest:
        return ""
    if not _is_added(result):
        return span_said(result.latest)
    number = len(result.counted)
    text = ngettext("%(number)s period added up", "%(number)s periods added up", number)
    return text % {"number": quantity(number)}


def _source(result: LineResult) -> str:
    documented = result.latest if result.latest and not result.approved else None
    return (documented.source or documented.source_url) if documented else ""


def _notes(result: LineResult) -> list[str]:
    if not result.latest:
        return []
    if _is_added(result):
        return [*words.sum_notes(result.reached), *words.withheld_told(result.latest.published)]
    return words.parts_of(result.latest.published)


def _chart(result: LineResult) -> TimeChart | None:
    """From two values on, where more and less mean something. A target of all years is not drawn over some of them."""
    known = result.approved or result.documented
    if len(known) < 2 or result.indicator.measure in (Measure.NOMINAL, Measure.QUALITATIVE):
        return None
    is_whole = not adds_periods(result.indicator) or result.periods[0].starts == result.begins
    return time_chart(readings_of(result), sheet=PRINTED, target=result.line.target if is_whole else None)


# --- several put together ---------------------------------------------------------------------------------------
def whole_of(whole: Aggregate, members: Mapping[int, Member]) -> Whole:
    indicator = whole.indicator
    drawn = sorted(_drawn(whole, members), key=lambda one: one[1] if one[1] is not None else Decimal(-1), reverse=True)
    most = len(drawn) if indicator.measure == Measure.NOMINAL else MOST_BARS
    return Whole(
        name=named(indicator),
        total=words.total_told(whole.sum, indicator) if whole.sum else "",
        target=number_said(indicator, whole.target),
        coverage=_coverage(whole),
        notes=_notes_of_whole(whole),
        bars=bars(drawn[:most], full=_full(indicator)),
        bars_note=_bars_note(len(drawn), most),
        words=_words(whole, members),
    )


def _drawn(whole: Aggregate, members: Mapping[int, Member]) -> list[tuple]:
    """What `bars` takes, of those with an approved value. A yes or a no has no length."""
    has_length = whole.indicator.measure != Measure.NOMINAL
    reached = [(members[one.line.page_id], one) for one in whole.results if one.approved and one.indicator.is_number]
    return [
        (
            member.title,
            one.reached.total if has_length else None,
            words.total_told(one.reached, whole.indicator),
            f"#part-{member.pk}",
        )
        for member, one in reached
    ]


def _full(indicator: Indicator) -> int:
    """What a bar of the whole length stands for, where the indicator has an end: else the largest of the values."""
    if indicator.measure == Measure.PERCENTAGE:
        return 100
    return indicator.scale[-1] if indicator.scale else 0


def _words(whole: Aggregate, members: Mapping[int, Member]) -> list[tuple[str, Wording, str]]:
    if whole.indicator.is_number:
        return []
    told = [(members[one.line.page_id], one.approved[-1].narrative) for one in whole.results if one.approved]
    return [(member.title, narrative, f"#part-{member.pk}") for member, narrative in told]


def _coverage(whole: Aggregate) -> str:
    text = ngettext("%(number)s of %(of)s reported", "%(number)s of %(of)s reported", whole.followed)
    return text % {"number": quantity(whole.reported), "of": quantity(whole.followed)}


def _notes_of_whole(whole: Aggregate) -> list[str]:
    together = [rule_said(whole.indicator)] if whole.sum is None else words.sum_notes(whole.sum)
    return [note for note in (*together, _documented(whole.results)) if note]


def _documented(results: Sequence[LineResult]) -> str:
    number = sum(len(result.documented) for result in results)
    if not number:
        return ""
    text = ngettext(
        "%(number)s documented value is not counted here; it stands in the annex with its source.",
        "%(number)s documented values are not counted here; they stand in the annex with their sources.",
        number,
    )
    return text % {"number": quantity(number)}


def _bars_note(number: int, most: int) -> str:
    if number <= most:
        return ""
    return _("The %(shown)s largest of %(of)s.") % {"shown": quantity(most), "of": quantity(number)}
