"""The daily work: rooms register a job each, `manage.py send_due` does them all.

A job may run again at any time: it finds by itself what is still to be done, and claims it before it sends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

Job = Callable[[], int]
_jobs: dict[str, Job] = {}


def register(name: str) -> Callable[[Job], Job]:
    """A decorator for a function that does what is due and gives how many things it did."""

    def keep(job: Job) -> Job:
        _jobs[name] = job
        return job

    return keep


def do_all() -> tuple[dict[str, int], list[str]]:
    """How much each job did, and the names of those that failed: one that fails does not stop the others."""
    done, failed = {}, []
    for name, job in _jobs.items():
        try:
            done[name] = job()
        except Exception:
            logger.exception("The daily job %s failed", name)
            failed.append(name)
    return done, failed
