"""The one index of this machine, kept true to the database whenever it is asked for.

It lies in a folder beside the database (`SEARCH_INDEX`; in memory where there is none, as in tests):

    <database>/state.json      which generation is read, and how far it has read the changes
    <database>/<generation>/   Tantivy's files
    <database>/lock            held by whoever writes

Whoever asks first after a change writes it: under the lock, the state after the index, so that a process that dies in
between leaves a change to be written twice, never one that is missed. The other processes see a new state and read it.
What says much about everything (a loader, a thousand changes) makes a new generation in a thread, beside the old one.

Where the folder cannot be read or written (a full disk, a wrong owner), this process answers from an index in memory
and tries the folder again after a while: what has been withdrawn must not be found because a disk is full.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from uuid import uuid4

from django.conf import settings
from django.core.files import locks
from django.db import connection
from tantivy import Index, Searcher

from core.changes import Reader
from core.models import Change

from .analysis import forget_words
from .index import VERSION, open_index, write
from .sources import CHANGES, SOURCES, records

logger = logging.getLogger(__name__)
PATIENCE = 2  # seconds that a visitor waits for another process to write
PATIENCE_OF_THE_FIRST = 60
PATIENCE_OF_MAKERS = 300
PAUSE = 30  # seconds until what did not work is tried again
BETWEEN_TRIES = 0.005


@dataclass(frozen=True)
class State:
    """What `state.json` holds."""

    generation: str
    reader: Reader
    made_by: str
    """The `signature` of the code that made the index."""

    @classmethod
    def read(cls, folder: Path) -> State | None:
        """None where there is none, or none that this code can use."""
        try:
            kept = json.loads((folder / "state.json").read_text())
            reader = kept["reader"]
            awaited = {int(number): since for number, since in reader["awaited"].items()}
            state = cls(kept["generation"], Reader(reader["newest"], awaited), kept["made_by"])
            is_ours = state.made_by == signature() and Index.exists(str(folder / state.generation))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return state if is_ours else None

    def write(self, folder: Path) -> None:
        """In one step: no reader meets half of it."""
        fresh = folder / f"state-{uuid4().hex}.json"
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(folder / "state.json")


class CurrentIndex:
    """Holds the index open, and catches up with the database."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._lock = Lock()
        self._index: Index | None = None
        self._searcher: Searcher | None = None
        """Of the index as it was last read; the same one as long as nothing changes."""
        self._generation = ""
        self._reader = Reader()
        self._seen = 0
        """When the state was written that this process has read (nanoseconds)."""
        self._rebuilding: Thread | None = None
        self._waits_from = 0.0
        """Until then (monotonic seconds) it does not wait for others to write: somebody has just waited in vain."""
        self._broken_until = 0.0
        self._in_memory: CurrentIndex | None = None
        """Answers while the folder is broken."""

    def searcher(self) -> Searcher:
        """Of the index as true as the database is now. One query when nothing has changed."""
        with self._lock:
            if monotonic() >= self._broken_until:
                try:
                    self._follow_others()
                    index = self._caught_up(self._index) if self._index else self._first()
                except (OSError, ValueError):  # ValueError: Tantivy's
                    if self.folder is None:
                        raise
                    logger.exception("The search index cannot be kept in %s", self.folder)
                    self._break()
                else:
                    self._in_memory = None
                    self._searcher = self._searcher or index.searcher()
                    return self._searcher
            self._in_memory = self._in_memory or CurrentIndex(None)
            return self._in_memory.searcher()

    def _break(self) -> None:
        self._index, self._searcher, self._seen, self._broken_until = None, None, 0, monotonic() + PAUSE

    def prepare(self) -> None:
        """Before a server forks: whatever is to be made is made at once. A thread at work while the process forks
        would leave its locks, SQLite's among them, locked in the workers for good."""
        try:
            self._bring_up_to_date()
        except (OSError, ValueError):  # visitors are answered from memory
            logger.exception("The search index cannot be kept in %s", self.folder)

    def _bring_up_to_date(self) -> None:
        with self._lock, self._alone(PATIENCE_OF_MAKERS):
            self._follow_others()
            if self._index is None or self._reader.copy().missed(CHANGES).everything:
                self._made()

    # --- what other processes did -----------------------------------------------------------------------------
    def _follow_others(self) -> bool:
        """Whether there was anything to follow. One look at a file's time when there was nothing."""
        if self.folder is None:
            return False
        try:
            written = (self.folder / "state.json").stat().st_mtime_ns
        except OSError:
            written = 0
        if written == self._seen:
            return False
        self._seen = written
        self._open(self.folder, State.read(self.folder))
        return True

    def _open(self, folder: Path, state: State | None) -> None:
        self._searcher = None
        is_known = state is not None and self._index is not None and self._generation == state.generation
        if state is None or not (is_known or _is_of_our_past(state)):
            self._index = None
            return
        try:
            if is_known and self._index is not None:
                self._index.reload()
            else:
                self._index = open_index(folder / state.generation)
        except (OSError, ValueError):  # damaged: it is made anew
            logger.exception("The search index cannot be read and is made anew")
            self._index = None
        self._generation, self._reader = state.generation, state.reader

    # --- what has changed -------------------------------------------------------------------------------------
    def _caught_up(self, index: Index) -> Index:
        reader = self._reader.copy()
        missed = reader.missed(CHANGES)
        if not (missed.everything or missed.subjects):
            self._reader = reader
        elif connection.in_atomic_block:
            return self._made() if self.folder is None else index  # the disk never holds what may be undone
        elif missed.everything:
            self._rebuild_beside()
        else:
            self._write(reader, missed.subjects)
        return self._index or index

    def _write(self, reader: Reader, subjects: list[int]) -> None:
        """Where somebody makes everything anew, which takes seconds, nobody waits: it holds the change too."""
        try:
            with self._alone(PATIENCE if monotonic() >= self._waits_from else 0):
                if self._follow_others():  # they may have written the same while we waited
                    reader = self._reader.copy()
                    missed = reader.missed(CHANGES)
                    subjects = [] if missed.everything else missed.subjects
                if self._index is not None and subjects:
                    write(self._index, records(subjects), changed=subjects)
                    self._keep(reader)
        except TimeoutError:
            self._waits_from = monotonic() + PAUSE
            logger.info("The search index is being made anew: this answer does not know the newest changes")

    def _keep(self, reader: Reader) -> None:
        self._searcher = None
        self._reader = reader
        if self.folder:
            State(self._generation, reader, signature()).write(self.folder)
            self._seen = (self.folder / "state.json").stat().st_mtime_ns

    # --- made anew --------------------------------------------------------------------------------------------
    def make(self) -> int:
        """Anew, from all that is public. Gives how many subjects it holds."""
        with self._lock, self._alone(PATIENCE_OF_MAKERS):
            return self._made().searcher().num_docs

    def _first(self) -> Index:
        """The first process makes it, the others wait for that."""
        with self._alone(PATIENCE_OF_THE_FIRST):
            self._follow_others()
            return self._index or self._made()

    def _made(self) -> Index:
        """What is half made goes away again: it would keep a full disk full."""
        try:
            return self._newly_made()
        finally:
            if self.folder:
                state = State.read(self.folder)
                _clear_away(self.folder, besides=state.generation if state else "")

    def _newly_made(self) -> Index:
        reader = Reader.at_end()  # before the data: what changes meanwhile is then read twice, not never
        generation = uuid4().hex
        place = self.folder / generation if self.folder else None
        if place:
            place.mkdir(parents=True)
        index = open_index(place)
        write(index, records())
        forget_words()
        self._index, self._generation = index, generation
        self._keep(reader)
        return index

    def _rebuild_beside(self) -> None:
        """In a thread that works as another process would: this one follows it when it is done."""
        if not (self._rebuilding and self._rebuilding.is_alive()):
            maker = CurrentIndex(self.folder) if self.folder else self
            self._rebuilding = Thread(target=maker._rebuild, args=[self], name="search index", daemon=True)
            self._rebuilding.start()

    def _rebuild(self, of: CurrentIndex) -> None:
        """When it fails, it is tried again after a while."""
        try:
            self._bring_up_to_date()  # nothing, where somebody was quicker
        except Exception:
            logger.exception("The search index could not be made anew")
            if of.folder:
                with of._lock:
                    of._break()
        finally:
            connection.close()

    @contextmanager
    def _alone(self, patience: float) -> Iterator[None]:
        """No other process of this machine writes meanwhile. TimeoutError when they do so for too long (seconds)."""
        if self.folder is None:
            yield
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as held:
            for _attempt in range(1 + int(patience / BETWEEN_TRIES)):
                if locks.lock(held, locks.LOCK_EX | locks.LOCK_NB):
                    break
                sleep(BETWEEN_TRIES)
            else:
                raise TimeoutError
            try:
                yield
            finally:
                locks.unlock(held)


def _is_of_our_past(state: State) -> bool:
    """Whether the database knows the changes that it has read: not, where it was made anew, or put back."""
    return state.reader.newest == 0 or Change.objects.filter(pk__gte=state.reader.newest).exists()


def _clear_away(folder: Path, besides: str) -> None:
    """Older generations, and what a process left that died. Who still reads one holds its files open."""
    for old in folder.iterdir():
        if old.is_dir() and old.name != besides:
            shutil.rmtree(old, ignore_errors=True)
        elif old.name.startswith("state-"):
            old.unlink(missing_ok=True)


def folder_of_database() -> Path | None:
    """Each database has an index of its own, also where two sites share a machine; None: in memory."""
    if not settings.SEARCH_INDEX:
        return None
    known = connection.settings_dict
    named = [str(known[part]) for part in ("ENGINE", "HOST", "PORT", "NAME")]
    return Path(settings.SEARCH_INDEX) / hashlib.sha256("\0".join(named).encode()).hexdigest()[:16]


def signature() -> str:
    """Changes with what is indexed and how: an index that another signature has made is made anew."""
    return hashlib.sha256(repr([VERSION, version("tantivy"), sorted(map(repr, SOURCES.values()))]).encode()).hexdigest()


_indexes: dict[tuple[int, Path | None], CurrentIndex] = {}


def current_index() -> CurrentIndex:
    """This process's. One for each database, and after a fork one of its own: a lock may have been held meanwhile."""
    key = (os.getpid(), folder_of_database())
    if key not in _indexes:
        _indexes.setdefault(key, CurrentIndex(key[1]))
    return _indexes[key]


def forget() -> None:
    """As in a process that has just begun. For tests, whose database goes back in time."""
    _indexes.clear()
