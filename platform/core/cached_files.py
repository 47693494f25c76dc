"""Files that are costly to make and the same for everybody: made once, kept on disk until something changes.

Two who ask at once wait for one making. A file is called by what was asked and by the stamp of the state it was made of
(core.caching), read before it is made: what changes meanwhile is at worst made once more, never shown as old.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings

from core.caching import stamp


def cached_file(asked: Hashable, make: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """The file that `make` writes for what was asked, open for reading. Files of earlier states are deleted."""
    folder = Path(settings.VAR) / "kept"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = sha256(repr(asked).encode()).hexdigest()[:32]
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = folder / f"{name}-{sha256(repr(stamp()).encode()).hexdigest()[:16]}"
        if not wanted.exists():
            _make(wanted, make)
            for older in folder.glob(f"{name}-*"):
                if older != wanted:
                    older.unlink()
        return wanted.open("rb")


def _make(wanted: Path, make: Callable[[IO[bytes]], None]) -> None:
    """In place at once or not at all: a making that fails leaves nothing behind."""
    with NamedTemporaryFile(dir=wanted.parent, prefix="making-", delete=False) as file:
        try:
            make(file)
        except BaseException:
            os.unlink(file.name)  # noqa: PTH108 (a name, not a path)
            raise
    Path(file.name).replace(wanted)
