"""What the check says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A sentence, and where it is mended. One that `stops` must be mended before the file can be made."""

    text: str
    url: str = ""
    link: str = ""
    stops: bool = True
