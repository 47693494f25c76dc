"""Transfers of a practice that is merged into another go over to it."""

from __future__ import annotations

from django.db.models import Q

from cities.models import CityPage
from cities.tree import city_path
from core.repointing import places, point_all

from .models import PracticePage, Transfer

FROM_WEAK_TO_SURE = (
    Transfer.Basis.PROPOSED,
    Transfer.Basis.REPORTED,
    Transfer.Basis.DOCUMENTED,
    Transfer.Basis.CONFIRMED,
)
TEXTS = ("since", "kept", "changed", "left_out", "why", "helped", "blocked", "note")


def leads_between(one: PracticePage, other: PracticePage) -> bool:
    """Whether a transfer says that one became the other."""
    pair = (one, other)
    return Transfer.objects.filter(practice__in=pair, became__in=pair).exists()


def hand_over(absorbed: PracticePage, kept: PracticePage, *, user) -> None:
    """What it gave and what it came from. Who gave stays who gave: the absorbed one's city is named from now on."""
    Transfer.objects.filter(became=absorbed).update(became=kept)
    city = None
    if city_path(absorbed.path) != city_path(kept.path):
        city = CityPage.objects.filter(path=city_path(absorbed.path)).first()
    for transfer in Transfer.objects.filter(practice=absorbed):
        if city and not transfer.giver_id and not transfer.giver_name:
            transfer.giver = city  # a transfer without a giver was given by the city its practice hangs under
        twin = _twin(transfer, kept)
        if twin is None:
            transfer.practice = kept
            transfer.save()
        else:
            _join(twin, transfer)
            point_all(transfer, twin, places(Transfer), user=user)


def _twin(transfer: Transfer, kept: PracticePage) -> Transfer | None:
    """The kept practice's transfer between the same two: the database holds one of each."""
    same = Q(giver=transfer.giver_id) if transfer.giver_id else Q(giver__isnull=True)
    same &= Q(receiver=transfer.receiver_id) if transfer.receiver_id else Q(receiver__isnull=True)
    names = {"giver_name": transfer.giver_name, "receiver_name": transfer.receiver_name}
    return Transfer.objects.filter(same, practice=kept, **names).first()


def _join(twin: Transfer, other: Transfer) -> None:
    """Several statements of one transfer are one with several sources, as sure as the surest of them.

    The other stays with its practice, which is off the site: the programme's files know it.
    """
    twin.sources = [*twin.sources, *(source for source in other.sources if source not in twin.sources)]
    twin.basis = max(twin.basis, other.basis, key=FROM_WEAK_TO_SURE.index)
    if twin.status == Transfer.Status.UNKNOWN:
        twin.status = other.status
    twin.changes = list(dict.fromkeys([*twin.changes, *other.changes]))
    twin.became = twin.became or other.became
    for name in TEXTS:
        setattr(twin, name, getattr(twin, name) or getattr(other, name))
    twin.save()
