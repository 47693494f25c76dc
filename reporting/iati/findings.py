"""What the check says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.bidi import isolated
from core.listing import listed


@dataclass(frozen=True)
class Finding:
    """A sentence, and where it is mended. One that `stops` must be mended before the file can be made."""

    text: str
    url: str = ""
    link: str = ""
    stops: bool = True


def isolated_names(names: Iterable) -> str:
    """Names within a sentence that may run the other way."""
    return listed(isolated(str(name)) for name in names)
