"""What waits for a person: rooms register a source each, the desk asks them all. Nothing here knows a room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .languages import Wording


@dataclass(frozen=True)
class Waiting:
    """One line of the desk: what it is, why, the one thing to do about it, and until when."""

    title: str | Wording
    text: str
    action: str
    """What the button says."""
    url: str
    due: date | None = None
    """No date: when you can."""
    for_whom: str = ""
    """The city or role it waits for, where a person has several."""
    pressing: bool = False
    """Somebody waits for just this: before whatever has only a day."""


Source = Callable[[object], Iterable[Waiting]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """A function of a user that gives what waits for them. A decorator; costs a fixed number of queries each."""
    _sources.append(source)
    return source


def waiting_for(user) -> list[Waiting]:
    """From every room, the pressing first, then the oldest due; what has no date comes last."""
    found = [waiting for source in _sources for waiting in source(user)]
    return sorted(found, key=lambda waiting: (not waiting.pressing, waiting.due is None, waiting.due or date.max))
