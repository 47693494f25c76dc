"""Who speaks in an item of a programme: a line each, "role; organisation; city". A role, never a person's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SEPARATOR = re.compile("[;؛]")  # an Arabic keyboard has the other one
MOST_PARTS = 3


@dataclass(frozen=True)
class Speaker:
    role: str
    organisation: str = ""
    city: str = ""

    @property
    def parts(self) -> list[str]:
        """What is known, in the order in which it is read."""
        return [part for part in (self.role, self.organisation, self.city) if part]


def read_speakers(text: str) -> list[Speaker]:
    """What stands behind a third semicolon belongs to the city."""
    lines = [line for line in text.splitlines() if line.strip(" ;؛")]
    return [Speaker(*(part.strip() for part in SEPARATOR.split(line, maxsplit=MOST_PARTS - 1))) for line in lines]


def validate_speakers(text: str) -> None:
    """Each line says who speaks; it may say of which organisation and city. Raises ValidationError."""
    for line in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in SEPARATOR.split(line)]
        if not parts[0]:
            raise ValidationError(_("“%(line)s” does not say who speaks. Begin with the role."), params={"line": line})
        if len(parts) > MOST_PARTS:
            raise ValidationError(
                _("“%(line)s” has more than three parts. Write: role; organisation; city."), params={"line": line}
            )
        if "@" in line:
            raise ValidationError(_("“%(line)s” has an address in it. Everybody can read this."), params={"line": line})
