"""The site's main sections: what the header links, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    slug: str
    label: Promise


SECTIONS = (
    Section("practices", _("Practices")),
    Section("cities", _("Cities")),
    Section("sessions", _("Sessions")),
    Section("pilots", _("Pilots")),
    Section("library", _("Library")),
    Section("agenda", _("Agenda")),
)
