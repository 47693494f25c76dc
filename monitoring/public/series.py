"""The course of a line over time, and of many lines together: readings for charts, made of what is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charts import Reading, Sparkline, sparkline
from core.listing import labelled, listed_at_length
from monitoring.models import Indicator
from monitoring.results import Aggregate, LineResult, Point
from monitoring.wording import display_date_range, display_month, display_until, display_value, number_with_unit


def adds_periods(indicator: Indicator) -> bool:
    """Whether the chart shows what has come together by then, because values of periods add up to the target."""
    return indicator.aggregation == Indicator.Aggregation.SUM


def readings_of(result: LineResult) -> list[Reading]:
    """A line's approved values, or the documented ones where there are no others; a gap for each period without."""
    points = {point.period: point for point in result.approved or result.documented}
    today, running, readings = timezone.localdate(), Decimal(0), _baseline(result)
    for period in result.periods:
        point = points.get(period.pk)
        if point is None and period.ends >= today:
            continue
        value = point.value if point else None
        if value is not None and adds_periods(result.indicator):
            running += value
            value = running
        readings.append(_reading(result, period.starts, period.ends, point, value))
    return readings


def _reading(result: LineResult, starts: date, ends: date, point: Point | None, value: Decimal | None) -> Reading:
    label = display_date_range(starts, ends)
    if point is None:
        return Reading(ends, None, label, day=display_month(ends))
    url = f"{reverse('line_results', args=[result.line.pk])}#value-{point.measurement}"
    is_sum = adds_periods(result.indicator) and value is not None
    text = number_with_unit(result.indicator, value) if is_sum else display_value(result.indicator, point)
    return Reading(ends, value, label, text, url, display_month(ends))


def _baseline(result: LineResult) -> list[Reading]:
    """Where the course begins, unless periods add up: then it begins with nothing."""
    line, baseline = result.line, result.baseline.total
    if baseline is None or not line.baseline_year or adds_periods(result.indicator):
        return []
    begun = date(line.baseline_year, 12, 31)
    if result.periods and begun >= result.periods[0].ends:
        return []
    label = _("baseline, %(year)s") % {"year": line.baseline_year}
    url = reverse("line_results", args=[line.pk])
    return [Reading(begun, baseline, label, number_with_unit(result.indicator, baseline), url, str(line.baseline_year))]


def readings_together(aggregate: Aggregate) -> list[Reading]:
    """What was put together by the end of each period that somebody reported on, by the indicator's rule."""
    if not aggregate.indicator.adds_up:
        return []
    readings = []
    for day in sorted({point.ends for result in aggregate.results for point in result.approved}):
        values = [value for result in aggregate.results for value in _counted_until(result, day) if value is not None]
        total = sum(values, Decimal(0)) if values else None
        text = number_with_unit(aggregate.indicator, total)
        readings.append(Reading(day, total, display_until(day), text, "#readings", display_month(day)))
    return readings


def _counted_until(result: LineResult, day: date) -> Iterable[Decimal | None]:
    """The values that count by a day: all where periods add up, else the newest, also where that one is withheld."""
    known = [point.published.counted for point in result.approved if point.ends <= day]
    return known if adds_periods(result.indicator) else known[-1:]


def spark_of(result: LineResult) -> Sparkline | None:
    return sparkline(readings_of(result), target=result.line.target)


def readings_in_words(readings: Iterable[Reading]) -> str:
    """The same in words, for those who do not see the drawing."""
    return listed_at_length(labelled(reading.label, reading.text) for reading in readings if reading.text)
