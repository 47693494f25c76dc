"""What is costly to make and the same for everybody is made once, and kept until anything changes.

Every change has a number (core.facets.changes). The newest of them are the stamp of what is kept: several, because on
PostgreSQL a lower number may become visible after a higher one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .models import Change

Made = TypeVar("Made")

NEWEST = 30
MOST = 4_000  # things kept; past it everything is made anew


class Keeper:
    """What this process has made, and the stamp under which it was made."""

    def __init__(self) -> None:
        self._state: tuple[tuple[int, ...], dict[Hashable, Any]] = ((), {})

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave when it was last asked under this key, unless something has changed since. One query."""
        stamp = tuple(Change.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
        before, things = self._state
        if stamp != before or len(things) >= MOST:
            things = {}
            self._state = (stamp, things)
        if key not in things:
            things[key] = make()
        return things[key]

    def forget(self) -> None:
        """As in a process that has just begun. For tests, whose database goes back in time."""
        self._state = ((), {})


_keeper = Keeper()
kept = _keeper.kept
forget = _keeper.forget
