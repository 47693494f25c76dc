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
        _("Clear to people from outside"),
        (
            _("Would somebody from another country understand what was done, by whom and for whom?"),
            _("Are names of offices, laws and programmes explained where they first appear?"),
        ),
    ),
    Criterion(
        "honest",
        _("Honest about what did not work"),
        (
            _("Does it say what went wrong, what it cost and what the city would do differently?"),
            _("Is there evidence for every result?"),
        ),
    ),
    Criterion(
        "sources",
        _("Numbers have a source and a year"),
        (
            _("Can the reader look up where each figure and date comes from?"),
            _("Are plans and results kept apart?"),
        ),
    ),
    Criterion(
        "rights",
        _("Rights are clear"),
        (
            _("Can the text, pictures and documents be published here, and are their authors named?"),
            _("Does every picture have a text for those who cannot see it?"),
        ),
    ),
    Criterion(
        "people",
        _("People are protected"),
        (
            _("Can nobody be recognised who did not agree, by name, face, story or a very small number?"),
            _("Is it respectful of people, and does it name roles instead of persons?"),
        ),
    ),
)
