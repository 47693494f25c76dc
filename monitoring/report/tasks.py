"""What takes longer than a click. With the immediate backend a task runs where it is asked for, else in a worker."""

from __future__ import annotations

from django_tasks import task

BEHIND_SEARCH = -10
"""The index of the search is waited for by everybody, a report by one person."""


@task(priority=BEHIND_SEARCH)
def make_report(pk: int) -> None:
    from .making import make  # noqa: PLC0415 (which enqueues this)

    make(pk)
