"""A line as pages show it: a row of a table, and all its values, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Bar, Sparkline, bars
from core.languages import Wording
from core.templatetags.core_tags import quantity
from monitoring.models import Category, Dimension, Indicator
from monitoring.results import LineResult, Point
from monitoring.saying import (
    NOTHING,
    Basis,
    approved,
    basis_said,
    left_out_said,
    number_with_unit,
    published_said,
    sign_of,
    span_said,
    sum_said,
    unit_said,
    until_said,
    value_said,
)
from monitoring.subjects import Subject

from .series import adds_periods, readings_of, spark_of, spoken


@dataclass(frozen=True)
class Latest:
    """What a row says last: `text` with the address of the values behind it, and under it when and from where."""

    text: str = NOTHING
    url: str = ""
    notes: tuple[str, ...] = ()
    source: Basis | None = None


@dataclass(frozen=True)
class Row:
    """An indicator with what was, what is wanted and what is. `sub` says which one it is ("EUTF 2.8", its unit)."""

    name: Wording
    url: str
    sub: str
    baseline: str
    baseline_note: str
    target: str
    target_note: str
    latest: Latest
    spark: Sparkline | None
    about: str
    word: dict
    subject: Subject | None = None
    """Of what, where the page does not say it."""

    @property
    def says_nothing(self) -> bool:
        """Neither baseline, nor target, nor value."""
        return {self.baseline, self.target, self.latest.text} == {NOTHING}


def row_of(result: LineResult, **more) -> Row:
    line, indicator = result.line, result.indicator
    return Row(
        name=indicator.name,
        url=line_url(line.pk),
        sub=sub_of(indicator),
        baseline=published_said(indicator, result.baseline) or NOTHING,
        baseline_note=baseline_note(result),
        target=number_with_unit(indicator, line.target) or NOTHING,
        target_note=line.target_comment,
        latest=latest_of(result),
        spark=spark_of(result),
        about=spoken(readings_of(result)),
        word=sign_of(result.word),
        **more,
    )


def line_url(pk: int) -> str:
    return reverse("line_results", args=[pk])


def sub_of(indicator: Indicator) -> str:
    """Its code where others know it by that, and what is counted."""
    named = indicator.family in (Indicator.Family.EUTF, Indicator.Family.SDG, Indicator.Family.LOCAL_MGI)
    return " · ".join(part for part in (indicator.code if named else "", unit_said(indicator)) if part)


def baseline_note(result: LineResult) -> str:
    return " · ".join(part for part in (str(result.line.baseline_year or ""), result.baseline_comment) if part)


def latest_of(result: LineResult) -> Latest:
    """Where values of periods add up and there are several, what they come to; else the newest value."""
    newest = result.latest
    if newest is None:
        return Latest()
    url = line_url(result.line.pk)
    if adds_periods(result.indicator) and len(result.approved) > 1:
        number = result.reached.of
        many = ngettext("adds up %(number)s period", "adds up %(number)s periods", number) % {
            "number": quantity(number)
        }
        notes = [many, until_said(newest.ends), left_out_said(result.reached)]
        return Latest(sum_said(result.indicator, result.reached), url, _known(notes), approved())
    return Latest(value_said(result.indicator, newest), url, (span_said(newest),), basis_said(newest))


def _known(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)


# --- all values of a line -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Breakdown:
    """A value by sex, age or status: bars, or `withheld`, why there are none."""

    name: str
    bars: list[Bar]
    withheld: str = ""


@dataclass(frozen=True)
class Value:
    """A period of a line. `text` is empty where nothing is published of it; `so_far` where periods add up."""

    anchor: str
    period: str
    text: str
    so_far: str
    target: str
    basis: Basis | None
    on: str
    narrative: Wording
    breakdowns: list[Breakdown]
    missing: str = ""


def values_of(result: LineResult) -> list[Value]:
    """Every period that is over or has a value, the newest first; approved before documented."""
    values: list[Value] = []
    running: Decimal | None = None
    by_period: dict[int, list[Point]] = {}
    for point in (*result.approved, *result.documented):
        by_period.setdefault(point.period, []).append(point)
    for period in result.periods:
        for point in by_period.get(period.pk, []):
            running = _with(running, result, point)
            values.append(_value(result, period, point, running))
        if period.pk not in by_period:
            values.append(_without_value(result, period))
    return values[::-1]


def _with(running: Decimal | None, result: LineResult, point: Point) -> Decimal | None:
    """What has come together with this value; nothing, and no zero, before the first one that is shown."""
    if point.value is None or point not in result.approved or not adds_periods(result.indicator):
        return running
    return (running or Decimal(0)) + point.value


def _value(result: LineResult, period, point: Point, running: Decimal | None) -> Value:
    indicator = result.indicator
    basis = basis_said(point)
    counted = adds_periods(indicator) and not basis.is_documented
    return Value(
        anchor=f"value-{point.measurement}",
        period=span_said(point),
        text=value_said(indicator, point),
        so_far=number_with_unit(indicator, running) if counted else "",
        target=number_with_unit(indicator, period.target),
        basis=basis,
        on=date_format(point.measured_on) if point.measured_on else "",
        narrative=point.narrative,
        breakdowns=breakdowns_of(point.published.breakdowns, point.published.withheld),
    )


def _without_value(result: LineResult, period) -> Value:
    missing = _("nothing published yet")
    target = number_with_unit(result.indicator, period.target)
    said = span_said(period)
    return Value("", said, "", "", target, None, "", Wording("", "en"), [], missing)


def breakdowns_of(shown: Mapping[str, Mapping[str, Decimal]], withheld: Iterable[str] = ()) -> list[Breakdown]:
    """Dimensions in their fixed order; of one that is withheld only that it is."""
    hidden, found = set(withheld), []
    for dimension in Dimension:
        name = capfirst(str(dimension.label))
        if dimension in hidden:
            found.append(Breakdown(name, [], _("withheld, because a group is smaller than 5")))
        elif dimension in shown:
            found.append(Breakdown(name, _bars(shown[dimension])))
    return found


def _bars(parts: Mapping[str, Decimal]) -> list[Bar]:
    known = [(category, parts[category]) for category in Category if category in parts]
    return bars((str(category.label), number, quantity(number), "") for category, number in known)
