"""What is costly to make and the same for everybody is made once, and kept until anything changes.

Every change has a number (core.changes). The newest of them are the stamp of what is kept: several, because on
PostgreSQL a lower number may become visible after a higher one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started

from .models import Change

Made = TypeVar("Made")
Stamp = tuple[int, ...]

NEWEST = 30
MOST = 2_000  # things kept; past it everything is made anew

_read: ContextVar[list[Stamp] | None] = ContextVar("stamp read in this request", default=None)


class ChangeCache:
    """What this process has made, and the stamp under which it was made."""

    def __init__(self) -> None:
        self._state: tuple[Stamp, dict[Hashable, Any]] = ((), {})

    def cached_until_change(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave when it was last asked under this key, unless something has changed since.

        One query in a request, however often it is asked.
        """
        now = stamp()
        before, things = self._state
        if now != before or len(things) >= MOST:
            things = {}
            self._state = (now, things)
        if key not in things:
            things[key] = make()
        return things[key]

    def forget(self) -> None:
        """As in a process that has just begun. For tests, whose database goes back in time."""
        self._state = ((), {})


def stamp() -> Stamp:
    """Read once in a request: a page is drawn from one state of things. Outside of requests, read every time."""
    read = _read.get()
    if read:
        return read[0]
    newest = tuple(Change.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    if read is not None:
        read.append(newest)
    return newest


def _begin(**kwargs) -> None:
    _read.set([])


def _end(**kwargs) -> None:
    _read.set(None)


request_started.connect(_begin, dispatch_uid="core.caching")
request_finished.connect(_end, dispatch_uid="core.caching")

_cache = ChangeCache()
cached_until_change = _cache.cached_until_change
forget = _cache.forget
