"""What a city has committed itself to: a recommendation, or an item of an agreed framework."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role, holds
from cities.belonging import cities_spoken_for
from cities.models import CityPage
from core.fields import LongTextField
from core.models import FrameworkItem, TranslationPage
from learning.models import Recommendation
from monitoring.models.rights import is_mne
from pilots.models import PilotPage
from practices.models import PracticePage


class CommitmentQuerySet(models.QuerySet):
    def public(self):
        """Published, of a city and to a recommendation that anybody can read."""
        to = Q(framework_item__isnull=False) | Q(recommendation__publication__live=True)
        return self.filter(to, published__isnull=False, city__live=True)

    def visible_to(self, user):
        """What is public; to M&E officers and editors all, to focal points those of their cities."""
        if is_mne(user) or holds(user, Role.EDITOR):
            return self.all()
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(city__in=cities_spoken_for(user)))

    def worked_on_by(self, user):
        """For the desk: of a focal point those of the own city."""
        if is_mne(user) or holds(user, Role.EDITOR):
            return self.all()
        return self.filter(city__in=cities_spoken_for(user))

    def editable_by(self, user):
        """What is not yet public: an M&E officer's all, and a focal point's those of the own city."""
        drafts = self.filter(published__isnull=True)
        return drafts if is_mne(user) else drafts.filter(city__in=cities_spoken_for(user))

    def publishable_by(self, user):
        drafts = self.filter(published__isnull=True, city__live=True)
        return drafts if holds(user, Role.EDITOR) else drafts.none()

    def followed_by(self, user):
        """Published: M&E officers and editors say how it goes, and take it back."""
        published = self.filter(published__isnull=False)
        return published if is_mne(user) or holds(user, Role.EDITOR) else published.none()


class Commitment(models.Model):
    """Exactly one of `recommendation` and `framework_item`. `evidence` is a practice or a pilot of the city."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("a commitment", "proposed")
        COMMITTED = "committed", pgettext_lazy("a commitment", "committed")
        UNDER_WAY = "under-way", pgettext_lazy("a commitment", "under way")
        KEPT = "kept", pgettext_lazy("a commitment", "kept")
        DROPPED = "dropped", pgettext_lazy("a commitment", "dropped")

    city = models.ForeignKey(CityPage, models.CASCADE, related_name="commitments", verbose_name=_("city"))
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recommendation")
    )
    framework_item = models.ForeignKey(
        FrameworkItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goal or objective")
    )
    text = LongTextField(_("what the city will do"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    target_date = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    evidence = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    created = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["city", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False, framework_item__isnull=True)
                | Q(recommendation__isnull=True, framework_item__isnull=False),
                name="commitment_to_one_thing",
                violation_error_message=_("Choose one recommendation, or one goal or objective."),
            )
        ]

    def clean(self) -> None:
        if (self.recommendation_id is None) == (self.framework_item_id is None):
            raise ValidationError(_("Choose one recommendation, or one goal or objective."))
        if self.evidence and issubclass(self.evidence.specific_class, TranslationPage):
            raise ValidationError({"evidence": _("Choose the original, not a translation.")})
        if self.evidence and not issubclass(self.evidence.specific_class, (PracticePage, PilotPage)):
            raise ValidationError({"evidence": _("Evidence is a practice or a pilot.")})
