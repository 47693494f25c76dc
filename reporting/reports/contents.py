"""What a report says, as plain data in the current language, in its order. The templates only write it down.

Every number comes from `results()`, so that a report says what the page, the chart and every file say: approved values,
and documented ones apart and with their source. Nothing else is read of a measurement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.funding import Acknowledgement, acknowledgements
from core.display import Sign
from core.languages import Wording
from core.models import FrameworkItem
from core.numbers import display_number
from monitoring.results import LineResult, Word, aggregates, results
from monitoring.wording import display_dates_of, sign_of
from reporting.models import FunderReport

from .annex import AnnexEntry, annex_of
from .lessons import LessonGroup, lessons_of
from .rows import AggregateRow, IndicatorRow, aggregate_row, indicator_row
from .scope import Member, Scope, scope_of
from .transfers import ReportTransfer, transfers_of


@dataclass(frozen=True)
class Cover:
    title: Wording
    kind: str
    """phase, city or pilot."""
    about: str
    programmes: list[str]
    phases: list[Wording]
    funders: list[Wording]
    acknowledged: list[Acknowledgement]
    """How each of them asks to be named."""
    period: str
    made: date
    language: str
    introduction: str
    """The words of who asked for the report, in its language; often empty."""


@dataclass(frozen=True)
class SummaryNumber:
    """A number of the summary, over its words."""

    text: str
    label: str


@dataclass(frozen=True)
class StatusCount:
    """How many indicators stand so."""

    sign: Sign
    number: int


@dataclass(frozen=True)
class Summary:
    coverage: str
    numbers: list[SummaryNumber]
    statuses: list[StatusCount]
    not_reporting: list[Member]
    """Of whom nothing is approved in this period."""


@dataclass(frozen=True)
class ReportObjective:
    """A part of the programme's aims: the lines of the phase itself, and those of several subjects put together."""

    code: str
    name: Wording | str
    rows: list[IndicatorRow]
    aggregates: list[AggregateRow]


@dataclass(frozen=True)
class ReportPart:
    """The results of one pilot or practice. `rows` have an approved value or a documented one."""

    member: Member
    rows: list[IndicatorRow]
    without_value: list[Wording]
    """The names of indicators without any value in this period."""


@dataclass(frozen=True)
class Contents:
    cover: Cover
    summary: Summary
    objectives: list[ReportObjective]
    parts: list[ReportPart]
    lessons: list[LessonGroup]
    transfers: list[ReportTransfer]
    annex: list[AnnexEntry]


def contents_of(report: FunderReport) -> Contents:
    """A fixed number of queries, however many pilots there are."""
    scope = scope_of(report)
    found = results(scope.lines(), starts=report.starts, ends=report.ends)
    return Contents(
        cover=cover_of(scope, report),
        summary=summary_of(scope, found),
        objectives=objectives_of(scope, found),
        parts=parts_of(scope, found),
        lessons=lessons_of(scope, report.starts, report.ends),
        transfers=transfers_of(scope, report.starts, report.ends),
        annex=annex_of(scope, found),
    )


def cover_of(scope: Scope, report: FunderReport) -> Cover:
    about = {"phase": _("Report on a phase"), "city": _("Report on a city"), "pilot": _("Report on a pilot")}
    return Cover(
        title=scope.title,
        kind=scope.kind,
        about=about[scope.kind],
        programmes=list(dict.fromkeys(phase.programme for phase in scope.phases)),
        phases=[] if scope.phase else [phase.name for phase in scope.phases],
        funders=scope.funders,
        acknowledged=acknowledgements(scope.paid_by),
        period=display_dates_of(report),
        made=timezone.localdate(),
        language=report.language,
        introduction=report.introduction,
    )


def summary_of(scope: Scope, found: Sequence[LineResult]) -> Summary:
    indicators = len({result.line.indicator_id for result in found})
    approved = sum(len(result.approved) for result in found)
    documented = sum(len(result.documented) for result in found)
    reporting = {result.line.page_id for result in found if result.approved}
    statuses = Counter(result.word for result in found)
    return Summary(
        coverage=display_coverage(scope, found, reporting),
        numbers=[
            SummaryNumber(
                display_number(indicators),
                ngettext("indicator being followed", "indicators being followed", indicators),
            ),
            SummaryNumber(
                display_number(approved),
                ngettext("approved value in this period", "approved values in this period", approved),
            ),
            SummaryNumber(
                display_number(documented),
                ngettext(
                    "documented value, from published sources", "documented values, from published sources", documented
                ),
            ),
        ],
        statuses=[StatusCount(sign_of(word), statuses[word]) for word in Word if statuses[word]],
        not_reporting=[member for member in scope.members if member.pk not in reporting],
    )


def display_coverage(scope: Scope, found: Sequence[LineResult], reporting: set[int | None]) -> str:
    """Beside every number that is put together stands of how many it is."""
    if scope.kind == "pilot":
        number, of = sum(bool(result.approved) for result in found), len(found)
        text = ngettext(
            "%(number)s of %(of)s indicator has an approved value.",
            "%(number)s of %(of)s indicators have an approved value.",
            of,
        )
    else:
        number, of = sum(member.pk in reporting for member in scope.members), len(scope.members)
        text = (
            ngettext("%(number)s of %(of)s pilot reported.", "%(number)s of %(of)s pilots reported.", of)
            if all(member.is_pilot for member in scope.members)
            else ngettext(
                "%(number)s of %(of)s pilot or practice reported.",
                "%(number)s of %(of)s pilots and practices reported.",
                of,
            )
        )
    return text % {"number": display_number(number), "of": display_number(of)} if of else ""


def objectives_of(scope: Scope, found: Sequence[LineResult]) -> list[ReportObjective]:
    """In the order of their framework; what serves none comes last."""

    def place(items: list[LineResult]) -> tuple:
        objective: FrameworkItem | None = items[0].line.objective
        return (objective is None, objective and (objective.framework, objective.order, objective.code))

    members = {member.pk: member for member in scope.members}
    by_objective: dict[int | None, list[LineResult]] = {}
    for result in found:
        by_objective.setdefault(result.line.objective_id, []).append(result)
    objectives = []
    for items in sorted(by_objective.values(), key=place):
        objective = items[0].line.objective
        of_members = [result for result in items if result.line.page_id in members]
        objectives.append(
            ReportObjective(
                code=objective.code if objective else "",
                name=objective.name if objective else _("Other results"),
                rows=[indicator_row(result) for result in items if scope.is_own(result.line)],
                aggregates=[aggregate_row(one, members) for one in aggregates(of_members)],
            )
        )
    return objectives


def parts_of(scope: Scope, found: Sequence[LineResult]) -> list[ReportPart]:
    """Of those with a value; the others stand in the summary."""
    by_page: dict[int | None, list[LineResult]] = {}
    for result in found:
        by_page.setdefault(result.line.page_id, []).append(result)
    parts = []
    for member in scope.members:
        items = by_page.get(member.pk, [])
        rows = [indicator_row(result) for result in items if result.latest]
        without_value = [result.indicator.name for result in items if not result.latest]
        if rows:
            parts.append(ReportPart(member, rows, without_value))
    return parts
