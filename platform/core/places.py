"""A place in a source: where in it something was read, in a few words that every language can write.

    page 12, 14-16                           numbers and ranges
    section “Zielsetzung” > paragraph 2      a title in the source's own language; “>” leads further in
    title; paragraph 1-3; last paragraph     several places

The words are English whoever writes them: they are codes. `core.place_display` writes them for the visitor. Nothing
here needs settings, so that `python -m tests.programme_data` reads places too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

NUMBERED = (
    "page",
    "slide",
    "section",
    "paragraph",
    "sentence",
    "question",
    "item",
    "recommendation",
    "table",
    "figure",
    "footnote",
)
TITLED = ("section", "paragraph", "slide", "box", "list", "table")
PLAIN = (
    "whole text",
    "text",
    "title page",
    "title",
    "subtitle",
    "contents",
    "foreword",
    "introduction",
    "abstract",
    "summary",
    "facts",
    "activities",
    "partners",
    "list",
    "table",
    "box",
    "caption",
    "note",
    "last paragraph",
    "last sentence",
    "last item",
    "end",
)
WORDS = tuple(dict.fromkeys((*NUMBERED, *TITLED, *PLAIN)))
NEXT, WITHIN = ";", ">"
TITLE = re.compile(r"“([^“”]+)”")
RANGE = re.compile(r"(\d{1,4})(?:[-–](\d{1,4}))?")
EXAMPLE = "page 12; section “Heading” > paragraph 2-3; table 1; last paragraph"
HELP = format_lazy(
    _(
        "In English words like these, which readers see in their own language: {example}. A heading stays in the "
        "language of the source, between quotation marks like these."
    ),
    example=EXAMPLE,
)


@dataclass(frozen=True)
class Step:
    """One word of a place, with its numbers (first and last of each range) or its title."""

    word: str
    numbers: tuple[tuple[int, int], ...] = ()
    title: str = ""


Place = tuple[Step, ...]
"""From the outside in: a section, the paragraph in it."""


def read_places(text: str) -> tuple[Place, ...]:
    """Raises ValueError with the part that cannot be read."""
    titles: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        titles.append(match[1].strip())
        return f"“{len(titles) - 1}”"  # a title may hold what separates places

    plain = TITLE.sub(set_aside, text)
    return tuple(tuple(_step(step, titles) for step in place.split(WITHIN)) for place in plain.split(NEXT))


def _step(text: str, titles: list[str]) -> Step:
    words = " ".join(text.split())
    if words in PLAIN:
        return Step(words)
    word, _space, rest = words.partition(" ")
    title = TITLE.fullmatch(rest)
    if title and word in TITLED:
        return Step(word, title=titles[int(title[1])])
    ranges = [RANGE.fullmatch(part.strip()) for part in rest.split(",")]
    if word in NUMBERED and all(ranges):
        numbers = tuple((int(found[1]), int(found[2] or found[1])) for found in ranges if found)
        if all(0 < first <= last for first, last in numbers):
            return Step(word, numbers)
    raise ValueError(TITLE.sub(lambda match: f"“{titles[int(match[1])]}”", words))


def validate_place(text: str) -> None:
    """For fields that hold a place."""
    try:
        read_places(text)
    except ValueError as error:
        message = _("“%(part)s” is no place that readers in all languages can read. The words are: %(words)s.")
        raise ValidationError(message, params={"part": str(error), "words": ", ".join(WORDS)}) from error
