"""The site's main sections: what the header links, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.models import AgendaPage
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
)

LISTED_IN = {PracticePage: "practices", PilotPage: "pilots", AgendaPage: "sessions"}
"""What is looked for elsewhere than where it stands: what hangs under a city, and the agenda among the sessions."""


def section_url(slug: str) -> str:
    """Of what hangs right under the front page."""
    return reverse("wagtail_serve", args=[f"{slug}/"])
