"""From a meeting to a lasting change: the programme's chain in numbers, each counted and opening what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import display_number
from practices.displayed_transfers import DisplayedTransfer
from practices.models import Transfer

from .sections import section_url


@dataclass(frozen=True)
class Station:
    """One number, and the list behind it."""

    number: str
    label: str
    text: str
    url: str
    is_red: bool = False
    """Transfers are red wherever they are."""


def stations(
    sessions: int, transfers: list[DisplayedTransfer], pilots: int, results: int, practices: int
) -> list[Station]:
    """In the order of the chain. A result is a figure that a pilot reached; what it only planned is none."""
    basis = _("practices that one city adopted from another; none confirmed by the receiving city yet")
    if confirmed := sum(transfer.record.basis == Transfer.Basis.CONFIRMED for transfer in transfers):
        basis = ngettext(
            "practices that one city adopted from another; %(number)s confirmed by the receiving city",
            "practices that one city adopted from another; %(number)s confirmed by the receiving cities",
            confirmed,
        ) % {"number": display_number(confirmed)}
    return [
        Station(
            display_number(sessions),
            ngettext("session", "sessions", sessions),
            _("where city officials meet and share experience"),
            section_url("sessions"),
        ),
        Station(
            display_number(len(transfers)),
            ngettext("transfer", "transfers", len(transfers)),
            basis,
            "#transfers",
            is_red=True,
        ),
        Station(
            display_number(pilots),
            ngettext("pilot project", "pilot projects", pilots),
            _("ideas tested in cities"),
            section_url("pilots"),
        ),
        Station(
            display_number(results),
            ngettext("result reported", "results reported", results),
            _("by pilots, with their sources"),
            section_url("pilots"),
        ),
        Station(
            display_number(practices),
            ngettext("practice", "practices", practices),
            _("documented so that other cities can use them"),
            section_url("practices"),
        ),
    ]
