"""From a meeting to a lasting change: the programme's chain in numbers, each counted and opening what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.core_tags import quantity
from practices.courses import Course
from practices.models import Transfer


@dataclass(frozen=True)
class Station:
    """One number, and the list behind it."""

    number: str
    label: str
    text: str
    url: str
    is_red: bool = False
    """Transfers are red wherever they are."""


def stations(sessions: int, transfers: list[Course], pilots: int, results: int, practices: int) -> list[Station]:
    """In the order of the chain."""
    return [_sessions(sessions), _transfers(transfers), _pilots(pilots), _results(results), _practices(practices)]


def list_url(section: str) -> str:
    return reverse("wagtail_serve", args=[f"{section}/"])


def _sessions(number: int) -> Station:
    label, text = ngettext("session", "sessions", number), _("where officials met and compared notes")
    return Station(quantity(number), label, text, list_url("sessions"))


def _transfers(courses: list[Course]) -> Station:
    label = ngettext("transfer", "transfers", len(courses))
    return Station(quantity(len(courses)), label, _confirmed(courses), "#transfers", is_red=True)


def _confirmed(courses: list[Course]) -> str:
    confirmed = sum(course.transfer.basis == Transfer.Basis.CONFIRMED for course in courses)
    if not confirmed:
        return _("one city takes up another’s practice; none confirmed by the receiving city yet")
    return ngettext(
        "one city takes up another’s practice; %(number)s confirmed by the receiving city",
        "one city takes up another’s practice; %(number)s confirmed by the receiving cities",
        confirmed,
    ) % {"number": quantity(confirmed)}


def _pilots(number: int) -> Station:
    label, text = ngettext("pilot project", "pilot projects", number), _("ideas tried out on the ground")
    return Station(quantity(number), label, text, list_url("pilots"))


def _results(number: int) -> Station:
    """Figures that pilots reached; what they only planned is no result."""
    label, text = ngettext("result reported", "results reported", number), _("by pilots, with their sources")
    return Station(quantity(number), label, text, list_url("pilots"))


def _practices(number: int) -> Station:
    label, text = ngettext("practice", "practices", number), _("written down for the next city")
    return Station(quantity(number), label, text, list_url("practices"))
