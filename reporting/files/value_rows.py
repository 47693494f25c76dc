"""Values as rows of a file: the public ones as `results()` gives them, and for those inside whole, in every state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from monitoring.models import Measurement, Period, ResultLine
from monitoring.publication import published_of
from monitoring.results import LineResult, Point, results
from monitoring.suppressing import Published

from .subjects import SubjectColumns, Subjects, in_chunks

LINES = 200
VALUES = 1000
TOTAL = "total"


@dataclass(frozen=True)
class ValueExportRow:
    """One value of one period. `withheld` names what the public does not see of it: "total", a dimension."""

    line: ResultLine
    subject: SubjectColumns
    address: str
    baseline: Published
    period: Period
    measurement: int
    basis: str
    total: Decimal | None
    parts: Mapping[tuple[str, str], Decimal]
    withheld: tuple[str, ...]
    narrative: str
    language: str
    measured_on: date | None
    source: str
    source_url: str
    qualifier: str
    state: str = ""
    entered: datetime | None = None
    parts_comment: str = ""


def public_values(lines: QuerySet[ResultLine]) -> Iterator[ValueExportRow]:
    """Of lines that anybody may know of. Six queries for each chunk of lines."""
    subjects = Subjects()
    ordered = lines.select_related("indicator", "objective").order_by("pk")
    for chunk in in_chunks(ordered.iterator(chunk_size=LINES), LINES):
        known = subjects.of(chunk)
        for result in results(chunk):
            periods = {period.pk: period for period in result.periods}
            address = _address(result.line)
            for point in (*result.approved, *result.documented):
                yield public_row(result, known[result.line.pk], address, periods[point.period], point)


def public_row(
    result: LineResult, subject: SubjectColumns, address: str, period: Period, point: Point
) -> ValueExportRow:
    return ValueExportRow(
        line=result.line,
        subject=subject,
        address=address,
        baseline=result.baseline,
        period=period,
        measurement=point.measurement,
        basis=point.basis,
        total=point.published.total,
        parts={
            (dimension, category): number
            for dimension, numbers in point.published.breakdowns.items()
            for category, number in numbers.items()
        },
        withheld=_withheld(point.published),
        narrative=str(point.narrative),
        language=point.narrative.language if point.narrative else "",
        measured_on=point.measured_on,
        source=point.source,
        source_url=point.source_url,
        qualifier=point.qualifier,
    )


def internal_values(measurements: QuerySet[Measurement]) -> Iterator[ValueExportRow]:
    """Whole, in every state: for those who see them on the screen. Five queries for each chunk of values."""
    subjects = Subjects()
    whole = measurements.select_related("period__line__indicator", "period__line__objective").prefetch_related("parts")
    ordered = whole.order_by("period__line", "period__ends", "period__starts", "pk")
    for chunk in in_chunks(ordered.iterator(chunk_size=VALUES), VALUES):
        lines = {one.period.line_id: one.period.line for one in chunk}
        known, addresses = subjects.of(lines.values()), {pk: _address(line) for pk, line in lines.items()}
        published = published_of(chunk)
        for measurement in chunk:
            line = measurement.period.line
            yield ValueExportRow(
                line=line,
                subject=known[line.pk],
                address=addresses[line.pk],
                baseline=Published(line.baseline),
                period=measurement.period,
                measurement=measurement.pk,
                basis=measurement.basis,
                total=measurement.value,
                parts={(part.dimension, part.category): part.value for part in measurement.parts.all()},
                withheld=_withheld(published[measurement.pk]),
                narrative=measurement.narrative,
                language=measurement.language if measurement.narrative else "",
                measured_on=measurement.measured_on,
                source=measurement.source,
                source_url=measurement.source_url,
                qualifier=measurement.qualifier,
                state=measurement.state,
                entered=measurement.entered,
                parts_comment=measurement.parts_comment,
            )


def _withheld(published: Published) -> tuple[str, ...]:
    return (*([TOTAL] if published.total_withheld else []), *sorted(published.withheld))


def _address(line: ResultLine) -> str:
    return f"{settings.BASE_URL}{reverse('line_results', args=[line.pk])}"
