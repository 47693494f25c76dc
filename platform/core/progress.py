"""How far a long command is: a bar where a person looks, and a line now and then where a log keeps it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sized
from typing import TextIO, TypeVar

from django.core.management.base import OutputWrapper
from tqdm import tqdm

Thing = TypeVar("Thing")
SECONDS = 5


def in_progress(
    things: Iterable[Thing], name: str, stream: TextIO | OutputWrapper, total: int | None = None
) -> Iterator[Thing]:
    """The things, one by one. `stream` shows a bar if it is a terminal, else a line every five seconds."""
    if total is None and isinstance(things, Sized):
        total = len(things)
    if stream.isatty():
        yield from tqdm(things, desc=f"{name:<20}", file=stream, total=total, leave=False)
        return
    said = began = time.monotonic()
    number = 0
    for thing in things:
        yield thing
        number += 1
        if time.monotonic() - said > SECONDS and number != total:
            said = time.monotonic()
            stream.write(f"{name}: {number} of {total}\n")
    stream.write(f"{name}: {number} in {time.monotonic() - began:.1f} s\n")
