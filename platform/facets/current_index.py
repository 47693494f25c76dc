"""The one index of each collection in this process, kept true to the database."""

from __future__ import annotations

import logging
from threading import Lock, Thread

from django.db import connection

from core.changes import Reader

from .collections import COLLECTIONS, Collection
from .index import Index

logger = logging.getLogger(__name__)


class CurrentIndex:
    """Holds an index and catches up with the database whenever it is asked for.

    The first build of a process is waited for. Later ones go on beside the old index, in a thread, and take its place
    when they are done, so that no visitor waits. Within a transaction (tests, commands) the thread would not see what
    the caller sees: there the caller builds.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._lock = Lock()
        self._index: Index | None = None
        self._reader = Reader()
        self._rebuilding: Thread | None = None
        self._outdated = False

    def current(self) -> Index:
        """The index as true as the database is now. One query when nothing has changed."""
        with self._lock:
            if self._index is None:
                return self._swap(*self._built())
            return self._catch_up(self._index)

    def _catch_up(self, index: Index) -> Index:
        missed = self._reader.missed(self.collection.name)
        self._outdated = self._outdated or missed.everything
        if self._outdated and connection.in_atomic_block:
            return self._swap(*self._built())
        if self._outdated and not (self._rebuilding and self._rebuilding.is_alive()):
            self._rebuilding = Thread(target=self._rebuild, name=f"facets of {self.collection.name}", daemon=True)
            self._rebuilding.start()
        self._index = index.changed(missed.subjects) if missed.subjects else index
        return self._index

    def _built(self) -> tuple[Index, Reader]:
        reader = Reader.at_end()  # before the data: what changes meanwhile is then read twice, not never
        ordinals = self._index.ordinals if self._index else None
        return Index.build(self.collection, ordinals), reader

    def _swap(self, index: Index, reader: Reader) -> Index:
        self._index, self._reader, self._outdated = index, reader, False
        return index

    def _rebuild(self) -> None:
        """In its thread. When it fails the old index stays, and the next visitor's request tries again."""
        try:
            built = self._built()
        except Exception:
            logger.exception("The facets of %s could not be rebuilt", self.collection.name)
        else:
            with self._lock:
                self._swap(*built)
        finally:
            connection.close()


_indexes: dict[str, CurrentIndex] = {}


def current(collection: str) -> Index:
    """The index of a registered collection. Ask once for a page, and hold on to what you get."""
    if collection not in _indexes:
        _indexes.setdefault(collection, CurrentIndex(COLLECTIONS[collection]))
    return _indexes[collection].current()


def build_all() -> None:
    """Every collection's index, now: for a server that has not yet been asked anything."""
    for collection in COLLECTIONS:
        current(collection)


def forget() -> None:
    """As in a process that has just begun. For tests, whose database goes back in time."""
    _indexes.clear()
