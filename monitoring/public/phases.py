"""Which phase of the programme is looked at: `?phase=2`, else the newest that has a results framework."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cities.models import Phase
from core.caching import cached_until_change
from monitoring.models import ResultLine


def asked_phase(request: HttpRequest) -> Phase | None:
    """The phase named by its number, if there is one."""
    number = request.GET.get("phase", "")
    return next((phase for phase in phases() if str(phase.number) == number), None)


def shown_phase(request: HttpRequest) -> Phase | None:
    """The phase asked for; else the newest with a framework, else the newest with pilots, else the newest."""
    return asked_phase(request) or cached_until_change("phase looked at", _looked_at)


def phases() -> list[Phase]:
    return cached_until_change("phases", lambda: list(Phase.objects.order_by("number")))


def offered_phases() -> list[Phase]:
    """Those of which there is anything to see: results that are measured, or money. Else it is a page of zeros."""
    return cached_until_change("phases offered", lambda: [phase for phase in phases() if _has_something(phase)])


def _has_something(phase: Phase) -> bool:
    lines = ResultLine.objects.public().of_phase(phase)
    return lines.exists() or phase.contributions.exists()


def _looked_at() -> Phase | None:
    newest_first = Phase.objects.order_by("-number")
    return (
        newest_first.filter(page__result_lines__isnull=False).first()
        or newest_first.filter(pilots__live=True).first()
        or newest_first.first()
    )


def phase_heading(phase: Phase) -> str:
    """`Phase two at a glance`."""
    written = {1: _("Phase one at a glance"), 2: _("Phase two at a glance")}
    return written.get(phase.number) or _("%(phase)s at a glance") % {"phase": phase.name}
