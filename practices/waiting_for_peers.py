"""On the desk of whoever was asked to read another city's draft."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cities.models import Membership
from core.languages import Wording
from core.waiting import Waiting, register

from .peer_reviewing import open_reviews


@register
def peer_reviews_asked(user) -> Iterator[Waiting]:
    """One query."""
    cities = Membership.objects.current().who_write().filter(user=user).values("city")
    asked = open_reviews().filter(reviewer=user, city__in=cities).select_related("practice", "city")
    for review in asked.order_by("expires", "pk"):
        yield Waiting(
            title=Wording(review.practice.draft_title, review.practice.language),
            text=_("A colleague has asked you for a peer review."),
            action=_("Read and answer"),
            url=reverse("peer_review_of_mine", args=[review.pk]),
            due=timezone.localdate(review.expires),
            for_whom=str(review.city.name),
        )
