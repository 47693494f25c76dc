"""The daily work: rooms register a job each, `manage.py send_due` does them all.

A job may run again at any time: it finds by itself what is still to be done, and claims it before it sends. What has
its minute (a page to be published at nine) is registered as `often`, and done every few minutes besides.

What is done is remembered by its day. A clock that is years ahead for an hour would publish, end and erase what was for
later, and have nobody reminded until then: after a jump nothing is done until the clock has said the same for a while.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from core.models.runs import LastRun

logger = logging.getLogger(__name__)

Job = Callable[[], int]
_jobs: dict[str, Job] = {}
_often: set[str] = set()
JUMP = timedelta(days=60)
BELIEVED_AFTER = timedelta(hours=12)


class ClockError(Exception):
    """The clock says a time so far from that of the last work that it may be wrong."""


def register(name: str, *, often: bool = False) -> Callable[[Job], Job]:
    """A decorator for a function that does what is due and gives how many things it did."""

    def keep(job: Job) -> Job:
        _jobs[name] = job
        if often:
            _often.add(name)
        return job

    return keep


def do_all(*, often: bool = False, clock_is_right: bool = False) -> tuple[dict[str, int], list[str]]:
    """How much each job did, and the names of those that failed: one that fails does not stop the others.

    `often`: only the jobs that cannot wait for the day. Raises ClockError, and then nothing is done.
    """
    _believe_the_clock(sure=clock_is_right)
    done, failed = {}, []
    for name, job in _jobs.items():
        if often and name not in _often:
            continue
        try:
            done[name] = job()
        except Exception:
            logger.exception("The job %s failed", name)
            failed.append(name)
    return done, failed


def _believe_the_clock(*, sure: bool) -> None:
    now = timezone.now()
    last, _first = LastRun.objects.get_or_create(pk=1, defaults={"done": now})
    if abs(now - last.done) <= JUMP or sure:
        LastRun.objects.filter(pk=1).update(done=now, doubted=None)
        return
    if last.doubted is None or not timedelta(0) <= now - last.doubted <= JUMP:
        last.doubted = now
        last.save()
        logger.error("The clock says %s, the last work was done at %s: nothing is done", now, last.done)
    believed = last.doubted + BELIEVED_AFTER
    if now < believed:
        raise ClockError(
            f"The clock says {now:%Y-%m-%d %H:%M}, the last work was done at {last.done:%Y-%m-%d %H:%M} (UTC): nothing "
            f"is done until it says the same after {believed:%Y-%m-%d %H:%M}. If it is right: --clock-is-right"
        )
    LastRun.objects.filter(pk=1).update(done=now, doubted=None)
