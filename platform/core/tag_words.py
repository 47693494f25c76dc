"""How tags are typed: with commas between them, the Arabic one too."""

from __future__ import annotations

from taggit.utils import _parse_tags

ARABIC_COMMA = "،"


def tags_in(text: str) -> list[str]:
    """The tags of one line, each once, in order; what stands in quotes may have commas of the other kind."""
    parts = (text or "").split('"')
    parts[::2] = [part.replace(ARABIC_COMMA, ",") for part in parts[::2]]
    words = {word.strip() for tag in _parse_tags('"'.join(parts)) for word in tag.split(ARABIC_COMMA)}
    return sorted(words - {""})
