"""Several things in one line of text, and a label before one, with what the reader's language writes between them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import lazy
from django.utils.translation import pgettext


def comma() -> str:
    # Translators: what stands between the items of a list in one line
    return pgettext("between items of a list", ", ")


def semicolon() -> str:
    # Translators: what stands between the items of a list where an item may have a comma of its own
    return pgettext("between items of a list", "; ")


def colon() -> str:
    # Translators: what stands between a label and what is said under it, in one line
    return pgettext("after a label", ": ")


def labelled(label: object, text: object) -> str:
    return f"{label}{colon()}{text}"


def listed(texts: Iterable) -> str:
    return comma().join(str(text) for text in texts)


def listed_at_length(texts: Iterable) -> str:
    """For items that may have a comma of their own."""
    return semicolon().join(str(text) for text in texts)


listed_at_length_lazy = lazy(listed_at_length, str)
