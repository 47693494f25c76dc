"""How what is known of pilots reads, the same on every page."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.display import Sign
from core.languages import Wording
from core.partial_dates import display_period

from .models import PilotPage

ICONS = {
    PilotPage.Status.PIPELINE: "planned",
    PilotPage.Status.IMPLEMENTATION: "running",
    PilotPage.Status.FINALISATION: "pilot",
    PilotPage.Status.CLOSED: "ended",
    PilotPage.Status.CANCELLED: "stopped",
    PilotPage.Status.SUSPENDED: "stopped",
}
GOING_ON = {PilotPage.Status.IMPLEMENTATION, PilotPage.Status.FINALISATION}


def display_pilot_period(pilot: PilotPage) -> str:
    """When it ran; else when it was to run; else what the sources say in words; else nothing."""
    ran = display_period(pilot.starts, pilot.ends, open_ended=pilot.status in GOING_ON)
    planned = display_period(pilot.planned_start, pilot.planned_end)
    if ran or not planned:
        note = pilot.words.wording("period_note")
        return ran or Wording(capfirst(note), note.language)
    return _("planned: %(period)s") % {"period": planned}


def status_sign(pilot: PilotPage) -> Sign:
    return Sign(pilot.get_status_display() or _("Not known"), ICONS.get(pilot.status, "unknown"))
