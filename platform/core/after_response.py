"""Work that whoever asked need not wait for, and must not be able to time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

logger = logging.getLogger(__name__)

Work = Callable[[], object]
_of_thread = threading.local()


def after_response(work: Work) -> None:
    """Does `work` once the answer to the request under way was sent; outside a request, at once.

    What it raises is logged: nobody is there any more to be told.
    """
    waiting: list[Work] | None = getattr(_of_thread, "waiting", None)
    if waiting is None:
        _do(work)
    else:
        waiting.append(work)


@receiver(request_started)
def _begin(**kwargs) -> None:
    _of_thread.waiting = []


@receiver(request_finished)
def _do_what_waits(**kwargs) -> None:
    """The server closes an answer after it has sent it whole."""
    waiting, _of_thread.waiting = getattr(_of_thread, "waiting", None) or [], None
    for work in waiting:
        _do(work)


def forget() -> None:
    """For tests: an answer that nobody read to its end keeps what waits for it."""
    _of_thread.waiting = None


def _do(work: Work) -> None:
    try:
        work()
    except Exception:
        logger.exception("What was to be done after a response failed")
