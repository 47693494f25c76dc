"""What stands in no log: the one-time keys of links that only the reader of a letter should have."""

from __future__ import annotations

import logging
import re

KEY = re.compile(r"(?<=/)(?=[^/\s?]*(?:[A-Z:]|[0-9a-f]{20}))[\w:.-]{20,}(?=[/?\s]|$)")
"""A part of an address that is no slug: keys of invitations, questions, forgotten passwords, addresses to confirm."""


def without_keys(text: str) -> str:
    """`/accounts/invitation/cWt9.../` as `/accounts/invitation/.../`."""
    return KEY.sub("...", text)


class WithoutKeys(logging.Filter):
    """Changes every record it lets through: Django writes the address of what was refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_keys(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
