"""The daily work: rooms register a job each, `manage.py send_due` does them all.

A job may run again at any time: it finds by itself what is still to be done, and claims it before it sends. What has
its minute (a page to be published at nine) is registered as `often`, and done every few minutes besides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

Job = Callable[[], int]
_jobs: dict[str, Job] = {}
_often: set[str] = set()


def register(name: str, *, often: bool = False) -> Callable[[Job], Job]:
    """A decorator for a function that does what is due and gives how many things it did."""

    def keep(job: Job) -> Job:
        _jobs[name] = job
        if often:
            _often.add(name)
        return job

    return keep


def do_all(*, often: bool = False) -> tuple[dict[str, int], list[str]]:
    """How much each job did, and the names of those that failed: one that fails does not stop the others.

    `often`: only the jobs that cannot wait for the day.
    """
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
