"""Reports for funders: asked for, made as a task, made again after a failure, discarded.

The row says how far a report is, so that whoever asked can look while another process does the work. A task that died
is known by its time: nothing stays "being made" for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from accounts.models import User
from core import due, printing
from core.limits import HOUR, Limit
from reporting.models import FunderReport

from . import rendering
from .contents import contents_of

logger = logging.getLogger(__name__)

SAME_CLICK = timedelta(minutes=1)
BEGUN_WITHIN = timedelta(minutes=15)
"""What waits longer waits for a worker that is not there."""
DONE_WITHIN = timedelta(hours=1)
"""What takes longer was made by a process that is gone: the pages of 200 pilots take less."""
KEPT = timedelta(days=365)
BEHIND_SEARCH = -10
"""Priority of the task: the index of the search is waited for by everybody, a report by one person."""

State = FunderReport.State


class Trouble(models.TextChoices):
    """Why a report was not made, in words for who asked."""

    READING = "reading", gettext_lazy("The results could not be read.")
    WRITING = "writing", gettext_lazy("The pages could not be created.")
    PRINTING = "printing", gettext_lazy("The PDF could not be created from the pages.")
    STOPPED = "stopped", gettext_lazy("The work stopped before the end, for example because the server was restarted.")
    NO_LIBRARIES = "no-libraries", gettext_lazy("The PDF requires libraries that are not installed on the server.")


REPORTS = Limit("report", 10, HOUR)
"""By one person: a report holds a processor for seconds, or for minutes."""


def why_not_now(person: User) -> str:
    """Why no report can be asked for at the moment; empty when one can.

    Without a worker a report is made within the request: then there is one at a time, or nobody else is served.
    """
    begun = timezone.now() - DONE_WITHIN
    within_requests = "immediate" in settings.TASKS["default"]["BACKEND"]
    if within_requests and FunderReport.objects.filter(state=State.WORKING, started__gt=begun).exists():
        return _("Another report is being created. Try again in a few minutes.")
    if not REPORTS.take(str(person.pk)):
        return _("You have requested many reports within an hour. Try again later.")
    return ""


# --- asked for --------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(*, by: User, about: int, starts: date, ends: date, language: str, introduction: str = "") -> FunderReport:
    """A report that is being made when this is committed. The same asked again within a minute is the same report.

    `about` is the key of a page. Whoever calls asks first whether the person may (`pages_for`). Raises ValidationError.
    """
    if ends < starts:
        raise ValidationError({"ends": _("The end is before the start.")})
    User.objects.select_for_update().get(pk=by.pk)  # two clicks, two processes: one after the other
    wanted = {"page_id": about, "starts": starts, "ends": ends, "language": language, "asked_by": by}
    wanted["introduction"] = introduction.strip()
    recent = FunderReport.objects.filter(**wanted, asked__gte=timezone.now() - SAME_CLICK).exclude(state=State.FAILED)
    report = recent.without_its_pages().first()
    if report is None:
        report = FunderReport.objects.create(**wanted)
        transaction.on_commit(lambda: make_report.enqueue(report.pk))
    return report


@transaction.atomic
def ask_again(*, report: FunderReport) -> FunderReport:
    """Makes again what failed or never began. Raises ValidationError for what is under way or done."""
    report = FunderReport.objects.select_for_update().without_its_pages().get(pk=report.pk)
    if not may_be_asked_again(report):
        is_done = report.state == State.DONE
        raise ValidationError(_("This report is ready.") if is_done else _("This report is being created."))
    report.state, report.progress, report.said = State.WAITING, 0, ""
    report.asked, report.started, report.finished = timezone.now(), None, None
    report.save(update_fields=["state", "progress", "said", "asked", "started", "finished"])
    transaction.on_commit(lambda: make_report.enqueue(report.pk))
    return report


# --- how it stands ----------------------------------------------------------------------------------------------
def is_stopped(report: FunderReport) -> bool:
    """Whether a task began it and will never end it."""
    return report.state == State.WORKING and report.started < timezone.now() - DONE_WITHIN


def is_forgotten(report: FunderReport) -> bool:
    """Whether it waits for a worker that does not come."""
    return report.state == State.WAITING and report.asked < timezone.now() - BEGUN_WITHIN


def state_of(report: FunderReport) -> State:
    return State.FAILED if is_stopped(report) else State(report.state)


def trouble_of(report: FunderReport) -> Trouble | None:
    if is_stopped(report):
        return Trouble.STOPPED
    return Trouble(report.said) if report.said in Trouble.values else None


def may_be_asked_again(report: FunderReport) -> bool:
    """What failed, what is forgotten, and what is done but for its PDF."""
    failed = state_of(report) == State.FAILED
    return failed or is_forgotten(report) or report.said == Trouble.NO_LIBRARIES


# --- made -------------------------------------------------------------------------------------------------------
@task(priority=BEHIND_SEARCH)
def make_report(pk: int) -> None:
    """Whoever finds it waiting makes it; a second task for the same report does nothing. With the immediate backend it
    runs where it is asked for, else in a worker."""
    now = timezone.now()
    claimed = FunderReport.objects.filter(pk=pk, state=State.WAITING)
    if not claimed.update(state=State.WORKING, started=now, progress=5):
        return
    report = FunderReport.objects.select_related("page").get(pk=pk)
    with translation.override(report.language):
        ReportTask(report).run()


class ReportTask:
    """One task's work on one report. It writes only as long as the report is its own: not after another began."""

    def __init__(self, report: FunderReport) -> None:
        self.report = report
        self.own = FunderReport.objects.filter(pk=report.pk, state=State.WORKING, started=report.started)

    def run(self) -> None:
        contents = self.step(Trouble.READING, lambda: contents_of(self.report), 40)
        if contents is None:
            return
        html = self.step(Trouble.WRITING, lambda: rendering.body_of(contents), 60)
        if html is None:
            return
        self.own.update(html=html)
        if not printing.is_possible():
            self.finish(said=Trouble.NO_LIBRARIES)
            return
        page = {"body": html, "title": contents.cover.title, "language": self.report.language}
        pdf = self.step(Trouble.PRINTING, lambda: rendering.pdf_of(**page), 95)
        if pdf is not None:
            self.finish(pdf=pdf)

    def step(self, trouble: Trouble, work: Callable, progress: int):
        """What `work` gives, or None when it failed, which the row then says."""
        try:
            result = work()
        except Exception:
            logger.exception("Report %s failed: %s", self.report.pk, trouble)
            self.own.update(state=State.FAILED, said=trouble, finished=timezone.now())
            return None
        self.own.update(progress=progress)
        return result

    def finish(self, **results) -> None:
        self.own.update(state=State.DONE, progress=100, finished=timezone.now(), **results)


# --- erased -----------------------------------------------------------------------------------------------------
def discard(*, report: FunderReport, by) -> None:
    """Raises ValidationError unless it is the person's own, or they are an M&E officer."""
    if not FunderReport.objects.discardable_by(by).filter(pk=report.pk).delete()[0]:
        raise ValidationError(_("Only the person who requested a report, and M&E officers, can delete it."))


@due.register("reports that stopped, and old reports")
def tidy() -> int:
    """Says of those that died that they did; erases what is older than a year."""
    now = timezone.now()
    dead = FunderReport.objects.filter(state=State.WORKING, started__lt=now - DONE_WITHIN)
    stopped = dead.update(state=State.FAILED, said=Trouble.STOPPED, finished=now)
    erased, _kinds = FunderReport.objects.filter(asked__lt=now - KEPT).delete()
    return stopped + erased
