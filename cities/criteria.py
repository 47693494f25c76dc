"""What every text is held to before it is published: one list for writers, focal points, peers and editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Criterion:
    """A promise to the reader, and the questions that show whether it is kept."""

    code: str
    name: Promise
    questions: tuple[Promise, ...]


CRITERIA = (
    Criterion(
        "clear",
        _("Clear to an outsider"),
        (
            _("Does somebody from another country understand what was done, by whom and for whom?"),
            _("Are names of offices, laws and programmes explained where they first appear?"),
        ),
    ),
    Criterion(
        "honest",
        _("Honest about what did not work"),
        (
            _("Does it say what went wrong, what it cost and what the city would do otherwise?"),
            _("Is every result told with how the city knows?"),
        ),
    ),
    Criterion(
        "sources",
        _("Numbers have a source and a year"),
        (
            _("Can the reader look up where each figure and date comes from?"),
            _("Is what was planned kept apart from what was reached?"),
        ),
    ),
    Criterion(
        "rights",
        _("Rights are clear"),
        (
            _("May the words, pictures and documents be shown here, and does it say who made them?"),
            _("Does every picture have a text for those who cannot see it?"),
        ),
    ),
    Criterion(
        "people",
        _("People are protected"),
        (
            _("Can nobody be recognised who did not agree, by name, face, story or a very small number?"),
            _("Does it speak of people with respect, and of roles instead of persons?"),
        ),
    ),
)
