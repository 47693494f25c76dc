"""Lines of a report's tables: one indicator of one subject, or of several put together, with its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Bar, Reading, TimeChart, bars, time_chart
from core.charts.series import Sheet
from core.languages import Wording
from core.templatetags.core_tags import quantity

from . import report_words as words
from .models import Indicator
from .report_scope import Member
from .results import Aggregate, LineResult, Point, Word

PRINTED = Sheet("printed", 264, 112, 18, 22, 40, 12, 9)
MOST_BARS = 12
"""More cannot be compared at a glance; all values stand in the annex."""
SIGNS = {
    Word.ON_TRACK: ("check", "ok"),
    Word.BEHIND: ("warn", "due"),
    Word.INCOMPLETE: ("clock", "wait"),
    Word.NO_TARGET: ("unset", ""),
    Word.NO_DATA: ("unset", ""),
}


@dataclass(frozen=True)
class Name:
    """An indicator as a row is headed, and where the annex defines it."""

    text: Wording
    unit: Wording
    anchor: str


@dataclass(frozen=True)
class Sign:
    icon: str
    tone: str
    text: str


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
    source: Wording | str
    """Of a documented value, which is never anything else."""
    notes: list[str]
    sign: Sign
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
    bars_note: str


def named(indicator: Indicator) -> Name:
    unit = Wording(indicator.unit, settings.LANGUAGE_CODE)
    return Name(indicator.name, unit, f"indicator-{indicator.pk}")


def sign_of(word: Word) -> Sign:
    icon, tone = SIGNS[word]
    return Sign(icon, tone, str(word.label))


# --- one line ---------------------------------------------------------------------------------------------------
def row_of(result: LineResult) -> Row:
    line, indicator, latest = result.line, result.indicator, result.latest
    adds = indicator.aggregation == Indicator.Aggregation.SUM and len(result.approved) > 1
    chart = _chart(result)
    return Row(
        name=named(indicator),
        baseline=words.published(result.baseline, indicator),
        baseline_year=line.baseline_year,
        target=words.value(line.target, indicator),
        result=_added(result) if adds else _newest(result),
        when=_when(result, adds=adds),
        planned=words.about(result.wanted, indicator) if result.approved and indicator.is_number else "",
        source=_source(latest) if latest and not result.approved else "",
        notes=_notes(result),
        sign=sign_of(result.word),
        chart=chart,
        chart_says=", ".join(f"{spot.reading.label}: {spot.reading.text}" for spot in chart.spots) if chart else "",
    )


def _added(result: LineResult) -> str:
    return words.total(result.reached, result.indicator)


def _newest(result: LineResult) -> str | Wording:
    return words.point(result.latest, result.indicator) if result.latest else ""


def _when(result: LineResult, *, adds: bool) -> str:
    """The days of the newest value, or of how many a number is made."""
    if not result.latest:
        return ""
    if not adds:
        return words.span(result.latest.starts, result.latest.ends)
    number = len(result.counted)
    text = ngettext("%(number)s period added up", "%(number)s periods added up", number)
    return text % {"number": quantity(number)}


def _source(point: Point) -> Wording | str:
    return point.source or point.source_url


def _notes(result: LineResult) -> list[str]:
    """Who is among the number, and what had to be left out of it."""
    if result.approved:
        notes = [*words.sum_parts(result.reached), words.left_out(result.reached)]
    else:
        notes = words.parts(result.latest.published.breakdowns) if result.latest else []
    newest = result.latest and words.withheld_parts(result.latest.published)
    return [note for note in (*notes, newest) if note]


def _chart(result: LineResult) -> TimeChart | None:
    """From two values on, of one kind only: documented ones are drawn where there are no others."""
    points = result.approved or result.documented
    if len(points) < 2 or not result.indicator.is_number:
        return None
    readings = [_reading(point, result.indicator) for point in points]
    compared = result.indicator.aggregation != Indicator.Aggregation.SUM  # a period's value with the target of all
    return time_chart(
        readings,
        sheet=PRINTED,
        target=result.line.target if compared else None,
        baseline=result.baseline.total if compared else None,
    )


def _reading(point: Point, indicator: Indicator) -> Reading:
    label = words.month(point.ends)
    return Reading(point.ends, point.value, label=label, text=str(words.point(point, indicator)))


# --- several put together ---------------------------------------------------------------------------------------
def whole_of(whole: Aggregate, members: Mapping[int, Member]) -> Whole:
    indicator = whole.indicator
    drawn = sorted(_drawn(whole, members), key=lambda one: one[1] if one[1] is not None else Decimal(-1), reverse=True)
    return Whole(
        name=named(indicator),
        total=words.total(whole.sum, indicator) if whole.sum else "",
        target=words.value(whole.target, indicator),
        coverage=_coverage(whole),
        notes=_notes_of_whole(whole),
        bars=bars(drawn[:MOST_BARS]),
        bars_note=_bars_note(len(drawn)),
    )


def _drawn(whole: Aggregate, members: Mapping[int, Member]) -> list[tuple]:
    """What `bars` takes, of those with an approved value."""
    reached = [(members[one.line.page_id], one) for one in whole.results if one.approved and one.indicator.is_number]
    return [
        (member.title, one.reached.total, words.total(one.reached, whole.indicator), f"#part-{member.pk}")
        for member, one in reached
    ]


def _coverage(whole: Aggregate) -> str:
    text = ngettext("%(number)s of %(of)s reported", "%(number)s of %(of)s reported", whole.followed)
    return text % {"number": quantity(whole.reported), "of": quantity(whole.followed)}


def _notes_of_whole(whole: Aggregate) -> list[str]:
    if whole.sum is None:
        together = [_("Not put together: values of this kind cannot be added.")]
    else:
        together = [*words.sum_parts(whole.sum), words.left_out(whole.sum)]
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


def _bars_note(number: int) -> str:
    if number <= MOST_BARS:
        return ""
    return _("The %(shown)s largest of %(of)s.") % {"shown": quantity(MOST_BARS), "of": quantity(number)}
