"""What the IATI file says of a phase and nobody else does, and the files that were published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import Phase
from core.fields import LongTextField
from core.models import Country, Region
from pilots.models import PilotPage


class Activity(models.Model):
    """What IATI wants to know of a phase and nobody else does. Codes are IATI 2.03's (ActivityStatus, AidType ...)."""

    phase = models.OneToOneField(Phase, models.CASCADE, related_name="activity", verbose_name=_("phase"))
    description_en = LongTextField(_("description in English"), blank=True)
    description_fr = LongTextField(_("description in French"), blank=True)
    description_es = LongTextField(_("description in Spanish"), blank=True)
    description_ar = LongTextField(_("description in Arabic"), blank=True)
    status = models.CharField(_("status"), max_length=1, choices=PilotPage.Status.choices, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("recipient countries"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recipient region")
    )
    contact_email = models.EmailField(
        _("office address for questions"), blank=True, help_text=_("The address of an office, not of a person.")
    )

    class Meta:
        verbose_name = _("IATI activity")
        verbose_name_plural = _("IATI activities")
        default_permissions = ()


class ActivityFile(models.Model):
    """An IATI file that passed every check when it was published; the newest of a phase is the public one."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="activity_files")
    xml = models.TextField()
    published = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-published", "-pk"]
        get_latest_by = ["published", "pk"]
        default_permissions = ()
