"""The site with the lock on a session's places taken out: what shows that the race can tell the difference.

`gunicorn tests.journeys.unlocked`: only tests serve it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from config.wsgi import application  # noqa: F401 (what gunicorn asks for)
from learning import registering
from learning.models import SessionDesk, SessionPage


@contextmanager
def without_lock(session: SessionPage) -> Iterator[SessionDesk]:
    """No transaction and no lock: each query for itself (autocommit)."""
    yield SessionDesk.objects.select_related("session").get(session=session)


def places_left(desk: SessionDesk, way: str) -> int | None:
    """As ever, and then a moment passes: what the lock is there for does not wait for a busy machine."""
    left = counted(desk, way)
    time.sleep(0.1)
    return left


counted = registering.places_left
registering.places_left = places_left
registering.places_of = without_lock
