"""A peer: somebody who writes for another city is asked, by a link that expires, for what only a colleague can say.

What a link opens, and what is answered by it, is the room's that asks.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from .models import CityPage, Membership

LASTS = timedelta(days=21)


class PeerLinkState(models.TextChoices):
    """What a link is worth in the hands of a person. Only an open one shows anything."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


STATUS = {
    PeerLinkState.ANSWERED: 200,
    PeerLinkState.EXPIRED: 410,
    PeerLinkState.FOREIGN: 403,
    PeerLinkState.UNKNOWN: 404,
}
"""Of the answer to a link that shows nothing."""


def peers_of(city: CityPage | None) -> models.QuerySet[Membership]:
    """Those who write for another city today, by city; nobody who also belongs to this one."""
    own = Membership.objects.current().filter(city=city) if city else Membership.objects.none()
    writing = Membership.objects.current().who_write().filter(city__live=True)
    writing = writing.exclude(city__desk__no_letters=True)
    others = writing.exclude(user__in=own.values("user")).select_related("city", "user")
    return others.order_by("city__title", "role", "user__last_name", "user__pk")


def peer_link_state(*, asked, city: int | None, answered: datetime | None, expires: datetime, user) -> PeerLinkState:
    """Of a link for the person `asked`, of `city` (keys).

    Signing in as that person comes first: to everybody else a used or expired link is a foreign one.
    """
    if asked != user.pk or not still_writes(asked, city):
        return PeerLinkState.FOREIGN
    if answered is not None:
        return PeerLinkState.ANSWERED
    return PeerLinkState.EXPIRED if expires <= timezone.now() else PeerLinkState.OPEN


def still_writes(person: int, city: int | None) -> bool:
    """Whoever left the city they were asked for has left its tasks, too."""
    return Membership.objects.current().who_write().filter(user=person, city=city).exists()
