"""What is known of the addresses of sources: a record each, so that a check can stop and go on."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ENOUGH_FAILURES = 3
"""A site may be down for a day; after so many checks in vain it is not."""


class CheckedAddressQuerySet(models.QuerySet):
    def to_be_mended(self):
        """What readers find no more where we send them, or find elsewhere."""
        states = CheckedAddress.State
        failed = Q(state=states.UNREACHABLE, failures__gte=ENOUGH_FAILURES)
        return self.filter(Q(state__in=(states.GONE, states.MOVED)) | failed)

    def checked_within(self, time: timedelta):
        return self.filter(checked__gt=timezone.now() - time)


class CheckedAddress(models.Model):
    class State(models.TextChoices):
        FOUND = "found", _("found")
        MOVED = "moved", _("moved to another address")
        GONE = "gone", _("no longer there")
        UNREACHABLE = "unreachable", _("did not answer, or not to us")
        REFUSED = "refused", _("not asked: it leads into a private network")

    url = models.URLField(max_length=1000, unique=True)
    state = models.CharField(max_length=12, choices=State.choices)
    status = models.PositiveSmallIntegerField(null=True)
    """HTTP's; none where no answer came."""
    moved_to = models.URLField(max_length=2000, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    """How many checks one after the other found nothing."""
    checked = models.DateTimeField(default=timezone.now)

    objects = CheckedAddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url
