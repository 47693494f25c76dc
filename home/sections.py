"""The site's main sections: what the header links, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilots.models import PilotPage
from practices.models import PracticePage


@dataclass(frozen=True)
class Section:
    slug: str
    label: Promise


SECTIONS = (
    Section("practices", _("Practices")),
    Section("cities", _("Cities")),
    Section("sessions", _("Sessions")),
    Section("pilots", _("Pilots")),
    Section("monitoring", _("Monitoring")),
    Section("library", _("Library")),
    Section("agenda", _("Agenda")),
)

LISTED_IN = {PracticePage: "practices", PilotPage: "pilots"}
"""What stands on a city's page in the tree, and is looked for elsewhere."""
