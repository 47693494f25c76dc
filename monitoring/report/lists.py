"""A report as the desk's pages show it: what of, from when to when, how far, what went wrong, what one can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core import languages
from core.languages import Wording
from monitoring.models import FunderReport
from monitoring.saying import span_said

from .making import Trouble, is_forgotten, may_be_asked_again, state_of, trouble_of
from .subjects import Subject, subjects_of

State = FunderReport.State
SIGNS = {
    State.WAITING: ("clock", "wait"),
    State.WORKING: ("pilot", ""),
    State.DONE: ("check", "ok"),
    State.FAILED: ("warn", "due"),
}


@dataclass(frozen=True)
class ShownReport:
    pk: int
    name: Wording
    when: str
    language: str
    state: State
    icon: str
    tone: str
    progress: int
    trouble: str
    is_forgotten: bool
    lacks_pdf: bool
    may_be_asked_again: bool
    asked: datetime

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.WAITING, State.WORKING)

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE


def shown_reports(reports: Iterable[FunderReport]) -> list[ShownReport]:
    reports = list(reports)
    subjects = subjects_of(reports)
    return [shown(report, subjects[report.pk]) for report in reports]


def shown(report: FunderReport, subject: Subject) -> ShownReport:
    state, trouble = state_of(report), trouble_of(report)
    icon, tone = SIGNS[state]
    return ShownReport(
        pk=report.pk,
        name=subject.name,
        when=span_said(report),
        language=languages.OWN_NAMES[report.language],
        state=state,
        icon=icon,
        tone=tone,
        progress=report.progress,
        trouble=str(trouble.label) if trouble else "",
        is_forgotten=is_forgotten(report),
        lacks_pdf=trouble == Trouble.NO_LIBRARIES,
        may_be_asked_again=may_be_asked_again(report),
        asked=report.asked,
    )
