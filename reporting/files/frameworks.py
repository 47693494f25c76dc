"""Results frameworks as rows: each line once for each of its periods, and once where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from monitoring.models import Period, ResultLine
from monitoring.results import LineResult
from monitoring.suppressing import Published

from .columns import DAY, INDICATOR, PERIOD, SUBJECT
from .subjects import SubjectColumns, Subjects, in_chunks
from .value_rows import LINES


@dataclass(frozen=True)
class FrameworkExportRow:
    line: ResultLine
    subject: SubjectColumns
    baseline: Published
    baseline_comment: str
    period: Period


NO_PERIOD = Period()


def framework_rows(lines: QuerySet[ResultLine], *, whole: bool = False) -> Iterator[FrameworkExportRow]:
    """Five queries for each chunk of lines. `whole`: also a baseline of so few people that it is not published."""
    subjects = Subjects()
    ordered = lines.select_related("indicator", "objective").prefetch_related("periods").order_by("pk")
    for chunk in in_chunks(ordered.iterator(chunk_size=LINES), LINES):
        known = subjects.of(chunk)
        for line in chunk:
            result = LineResult(line)
            baseline = Published(line.baseline) if whole else result.baseline
            comment = line.baseline_comment if whole else result.baseline_comment
            for period in line.periods.all() or [NO_PERIOD]:
                yield FrameworkExportRow(line, known[line.pk], baseline, comment, period)


FRAMEWORK = (
    *SUBJECT,
    *INDICATOR,
    Column("baseline_comment", _("about the baseline"), lambda row: row.baseline_comment),
    Column("final_target_comment", _("about the target"), lambda row: row.line.target_comment),
    *PERIOD,
    Column("period_target_comment", _("about the target of the period"), lambda row: row.period.target_comment),
    Column("due", _("due on"), lambda row: row.period.due, _("The day by which the value is due."), DAY),
    Column(
        "locked",
        _("locked"),
        lambda row: int(row.period.locked) if row.period.pk else None,
        _("1 if values are no longer accepted."),
        "0; 1",
    ),
    Column(
        "in_iati",
        _("included in the IATI file"),
        lambda row: int(row.line.exported),
        _("1 if the line is included in the file for the funder."),
        "0; 1",
    ),
)
