"""Every change has a number, written in the transaction that makes it: how processes that share a database keep true.

A number is given before its transaction is committed, so on PostgreSQL a higher one may be seen before a lower one. A
reader therefore remembers the numbers it has not met, and takes them when they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import time

from django.db.models import Q

from .models import Change

MANY = 1_000  # past so many missed changes it is quicker to read everything anew
KEPT = 10 * MANY
PATIENCE = 3_600  # seconds that a transaction may stay open; a number not met by then was rolled back

_held: ContextVar[list | None] = ContextVar("changes held", default=None)


def note(collection: str, subject: int | None) -> None:
    """Something about one subject has changed. Call it in the transaction of the change."""
    held = _held.get()
    if held is not None:
        held.append(collection)
    else:
        change = Change.objects.create(collection=collection, subject_id=subject)
        if change.pk % MANY == 0:
            Change.objects.filter(pk__lt=change.pk - KEPT).delete()


def note_all(collection: str = "") -> None:
    """Something has changed that says much about many: read everything anew."""
    note(collection, None)


@contextmanager
def as_one_change(collection: str = "") -> Iterator[None]:
    """What is written within counts as one change of everything, if anything is. For loaders, in their transaction."""
    held: list[str] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    if held:
        note_all(collection)


@dataclass
class Missed:
    """What one collection has to catch up with."""

    subjects: list[int]
    everything: bool = False


@dataclass
class Reader:
    """How far one index has read. JSON can keep it, so that an index on the disk knows it after a restart."""

    newest: int = 0
    awaited: dict[int, float] = field(default_factory=dict)
    """Numbers below the newest that have not been met, each with the time (seconds of the epoch) since when."""

    @classmethod
    def at_end(cls) -> Reader:
        """Ready for what comes next. Make it before reading the data, or a change in between is lost."""
        met = list(Change.objects.order_by("-pk").values_list("pk", flat=True)[:MANY])
        reader = cls(met[0] if met else 0)
        reader._await(set(met), max(reader.newest - MANY, 0), reader.newest)
        return reader

    def copy(self) -> Reader:
        """For who may have to read the same again, when what comes of it fails."""
        return Reader(self.newest, dict(self.awaited))

    def missed(self, collection: str) -> Missed:
        """One query, one row for each change; nothing when there was none."""
        unread = Q(pk__gt=self.newest)
        if self.awaited:
            unread |= Q(pk__in=list(self.awaited))
        changes = list(Change.objects.filter(unread).values_list("pk", "collection", "subject_id")[: MANY + 1])
        if len(changes) > MANY:
            return Missed([], everything=True)
        self._pass(changes)
        ours = {subject for _number, name, subject in changes if name in ("", collection)}
        return Missed(sorted(subject for subject in ours if subject is not None), everything=None in ours)

    def _pass(self, changes: list[tuple]) -> None:
        met = {number for number, _collection, _subject in changes}
        before, self.newest = self.newest, max([self.newest, *met])
        self._await(met, before, self.newest)
        now = time()
        self.awaited = {
            number: since for number, since in self.awaited.items() if number not in met and now - since < PATIENCE
        }

    def _await(self, met: set[int], after: int, until: int) -> None:
        now = time()
        self.awaited |= {number: now for number in range(max(after + 1, until - MANY), until) if number not in met}
