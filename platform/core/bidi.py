"""A text of another language inside a sentence of plain text, where no markup can keep its direction."""

from __future__ import annotations


def isolated(text: str) -> str:
    """Between Unicode's first-strong isolate and its end: brackets and digits around it stay where they are."""
    return f"\u2068{text}\u2069"
