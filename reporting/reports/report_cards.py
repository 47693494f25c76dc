"""A report as the desk's pages show it: what of, from when to when, how far, what went wrong, what one can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core import languages
from core.display import Sign
from core.languages import Wording
from monitoring.subjects import Subject, subjects_of
from monitoring.wording import display_dates_of
from reporting.models import FunderReport

from .making import Trouble, is_forgotten, may_be_asked_again, state_of, trouble_of

State = FunderReport.State
SIGNS = {
    State.WAITING: ("clock", "wait"),
    State.WORKING: ("pilot", ""),
    State.DONE: ("check", "ok"),
    State.FAILED: ("warn", "due"),
}


@dataclass(frozen=True)
class ReportCard:
    pk: int
    name: Wording
    when: str
    language: str
    state: State
    sign: Sign
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


def report_cards(reports: Iterable[FunderReport]) -> list[ReportCard]:
    reports = list(reports)
    subjects = subjects_of(reports)
    return [report_card(report, subjects[report.pk]) for report in reports]


def report_card(report: FunderReport, subject: Subject) -> ReportCard:
    state, trouble = state_of(report), trouble_of(report)
    return ReportCard(
        pk=report.pk,
        name=subject.title,
        when=display_dates_of(report),
        language=languages.OWN_NAMES[report.language],
        state=state,
        sign=Sign(str(state.label), *SIGNS[state]),
        progress=report.progress,
        trouble=str(trouble.label) if trouble else "",
        is_forgotten=is_forgotten(report),
        lacks_pdf=trouble == Trouble.NO_LIBRARIES,
        may_be_asked_again=may_be_asked_again(report),
        asked=report.asked,
    )
