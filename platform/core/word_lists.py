"""Several words or names in one text, as people write lists: one a line, or with commas between them."""

from __future__ import annotations

import re

LINES = {"rows": 3}  # attributes of a control for them, which grows by itself
SEPARATORS = re.compile(r"[\r\n,;،؛]+")  # the Arabic comma and semicolon too


def words_listed(text: str) -> list[str]:
    """The words or phrases of `text` as written, in order, each once."""
    parts = (" ".join(part.split()) for part in SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))
