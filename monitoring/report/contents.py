"""What a report says, as plain data in the current language: the templates of `monitoring/report/` only write it down.

Every number comes from `results()`, so that a report says what the page, the chart and every file say: approved values,
and documented ones apart and with their source. Nothing else is read of a measurement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import Wording
from core.models import FrameworkItem
from core.templatetags.core_tags import quantity
from monitoring.models import FunderReport
from monitoring.results import LineResult, Word, aggregates, results
from monitoring.saying import sign_of, span_said

from .annex import Entry, annex_of
from .rows import Row, Whole, row_of, whole_of
from .scope import Member, Scope, scope_of
from .stories import LessonGroup, Told, lessons_of, transfers_of


@dataclass(frozen=True)
class Cover:
    title: Wording
    kind: str
    """phase, city or pilot."""
    about: str
    programmes: list[str]
    phases: list[Wording]
    funders: list[Wording]
    period: str
    made: date
    language: str
    introduction: str
    """The words of who asked for the report, in its language; often empty."""


@dataclass(frozen=True)
class Number:
    """A number of the summary, over its words."""

    text: str
    label: str


@dataclass(frozen=True)
class Summary:
    coverage: str
    numbers: list[Number]
    standing: list[tuple[dict, int]]
    silent: list[Member]
    """Of whom nothing is approved in this period."""


@dataclass(frozen=True)
class Objective:
    """A part of the programme's aims: the lines of the phase itself, and those of several subjects put together."""

    code: str
    name: Wording | str
    rows: list[Row]
    wholes: list[Whole]


@dataclass(frozen=True)
class Part:
    """What is told of one pilot or practice. `rows` have an approved value or a documented one."""

    member: Member
    rows: list[Row]
    silent: list[Wording]
    """The names of indicators without any value in this period."""


@dataclass(frozen=True)
class Contents:
    cover: Cover
    summary: Summary
    objectives: list[Objective]
    parts: list[Part]
    lessons: list[LessonGroup]
    transfers: list[Told]
    annex: list[Entry]


def contents_of(report: FunderReport) -> Contents:
    """A fixed number of queries, however many pilots there are."""
    scope = scope_of(report)
    found = results(scope.lines(), starts=report.starts, ends=report.ends)
    return Contents(
        cover=_cover(scope, report),
        summary=_summary(scope, found),
        objectives=_objectives(scope, found),
        parts=_parts(scope, found),
        lessons=lessons_of(scope, report.starts, report.ends),
        transfers=transfers_of(scope, report.starts, report.ends),
        annex=annex_of(scope, found),
    )


# --- cover and summary ------------------------------------------------------------------------------------------
def _cover(scope: Scope, report: FunderReport) -> Cover:
    about = {"phase": _("Report on a phase"), "city": _("Report on a city"), "pilot": _("Report on a pilot")}
    return Cover(
        title=scope.title,
        kind=scope.kind,
        about=about[scope.kind],
        programmes=list(dict.fromkeys(phase.programme for phase in scope.phases)),
        phases=[] if scope.phase else [phase.name for phase in scope.phases],
        funders=scope.funders,
        period=span_said(report),
        made=timezone.localdate(),
        language=report.language,
        introduction=report.introduction,
    )


def _summary(scope: Scope, found: Sequence[LineResult]) -> Summary:
    approved = sum(len(result.approved) for result in found)
    documented = sum(len(result.documented) for result in found)
    reporting = {result.line.page_id for result in found if result.approved}
    standing = Counter(result.word for result in found)
    return Summary(
        coverage=_coverage(scope, found, reporting),
        numbers=[
            Number(quantity(len({result.line.indicator_id for result in found})), _("indicators followed")),
            Number(quantity(approved), _("approved values in this period")),
            Number(quantity(documented), _("documented values, from published sources")),
        ],
        standing=[(sign_of(word), standing[word]) for word in Word if standing[word]],
        silent=[member for member in scope.members if member.pk not in reporting],
    )


def _coverage(scope: Scope, found: Sequence[LineResult], reporting: set) -> str:
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
    return text % {"number": quantity(number), "of": quantity(of)} if of else ""


# --- by objective -----------------------------------------------------------------------------------------------
def _objectives(scope: Scope, found: Sequence[LineResult]) -> list[Objective]:
    by_objective: dict[int | None, list[LineResult]] = {}
    for result in found:
        by_objective.setdefault(result.line.objective_id, []).append(result)
    ordered = sorted(by_objective.values(), key=lambda ones: _place(ones[0].line.objective))
    return [_objective(scope, ones) for ones in ordered]


def _place(objective: FrameworkItem | None) -> tuple:
    return (objective is None, objective and (objective.framework, objective.order, objective.code))


def _objective(scope: Scope, ones: Sequence[LineResult]) -> Objective:
    item = ones[0].line.objective
    members = {member.pk: member for member in scope.members}
    of_members = [result for result in ones if result.line.page_id in members]
    return Objective(
        code=item.code if item else "",
        name=item.name if item else _("Other results"),
        rows=[row_of(result) for result in ones if scope.is_own(result.line)],
        wholes=[whole_of(whole, members) for whole in aggregates(of_members)],
    )


# --- by pilot ---------------------------------------------------------------------------------------------------
def _parts(scope: Scope, found: Iterable[LineResult]) -> list[Part]:
    """Those of which there is something to tell; the others stand in the summary."""
    by_page: dict[int, list[LineResult]] = {}
    for result in found:
        by_page.setdefault(result.line.page_id, []).append(result)
    parts = [_part(member, by_page.get(member.pk, [])) for member in scope.members]
    return [part for part in parts if part.rows]


def _part(member: Member, ones: Sequence[LineResult]) -> Part:
    return Part(
        member=member,
        rows=[row_of(result) for result in ones if result.latest],
        silent=[result.indicator.name for result in ones if not result.latest],
    )
