"""What cities took up from each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.partial_dates import display_period
from learning.models import SessionPage
from practices.city_transfers import transfers_at
from practices.displayed_transfers import DisplayedTransfer, displayed_transfers
from practices.models import Transfer

from .lessons import may_lie_within
from .scope import Scope, pilots_of


@dataclass(frozen=True)
class ReportTransfer:
    """`basis` is how it is known, which it is drawn by too."""

    transfer: DisplayedTransfer
    basis: str
    since: str


def transfers_of(scope: Scope, starts: date, ends: date) -> list[ReportTransfer]:
    """Public ones in these days, or without a date: confirmed first, then documented, then reported.

    A transfer names no phase: it belongs to one by the session it came from, or the pilot that tries it out.
    """
    if scope.city:
        found = transfers_at(scope.city).distinct()
    elif scope.pilot:
        found = Transfer.objects.public().filter(pilots=scope.pilot)
    else:
        sessions = SessionPage.objects.live().filter(phase=scope.phase).order_by().values("pk")
        pilots = pilots_of(scope.phase).order_by().values("pk")
        of_phase = Q(sessions__session__in=sessions) | Q(pilots__in=pilots)
        found = Transfer.objects.public().filter(of_phase).distinct()
    transfers = []
    for transfer in displayed_transfers(found):
        basis, since = transfer.record.basis, transfer.record.since
        if since is None or not since.first_day() or may_lie_within(since, since, starts, ends):
            transfers.append(ReportTransfer(transfer, basis, display_period(since, None)))
    order = list(Transfer.Basis)
    return sorted(transfers, key=lambda transfer: -order.index(transfer.basis))
