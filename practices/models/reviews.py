"""A practice's draft in the eyes of one reviewer of another city."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import CityPage
from core.fields import LongTextField

from .practices import PracticePage


class PeerReview(models.Model):
    """One person of another city reads one draft by a link that expires, and says what a peer would ask.

    Only the hash of the link's token is kept.
    """

    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="peer_reviews")
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    city = models.ForeignKey(CityPage, models.CASCADE, null=True, related_name="+", verbose_name=_("reviewer's city"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="peer_reviews", verbose_name=_("reviewer")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = LongTextField(_("what to look at"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    answered = models.DateTimeField(null=True)
    answer = LongTextField(_("what a peer would ask or change"), blank=True)

    class Meta:
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")
        ordering = ["-asked", "-pk"]
        default_permissions = ()
