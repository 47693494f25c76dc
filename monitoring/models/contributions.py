"""The budget of a phase."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import Organisation, Phase
from core.models import Loaded, Sourced, TranslatedTexts


class Contribution(TranslatedTexts, Loaded, Sourced):
    """What one funder gives to a phase, in the phase's currency."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="contributions", verbose_name=_("phase"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("or its name"), max_length=255, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="contribution_not_negative",
                violation_error_message=_("This cannot be less than 0."),
            )
        ]
