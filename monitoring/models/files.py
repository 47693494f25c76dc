"""What leaves the house whole: the IATI activity of a phase, its published file, and reports for funders."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.belonging import cities_of
from cities.models import Organisation, Phase
from core.fields import LongTextField
from core.models import Country, Loaded, Region, Sourced
from pilots.models import PilotPage

from .rights import is_mne, under


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
        _("address of a role for questions"), blank=True, help_text=_("An office's, not a person's.")
    )

    class Meta:
        verbose_name = _("IATI activity")
        verbose_name_plural = _("IATI activities")
        default_permissions = ()


class Contribution(Loaded, Sourced):
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


class FunderReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An M&E officer's all; a city's people see those of their own city and its pages."""
        if is_mne(user):
            return self.all()
        cities = cities_of(user)
        return self.filter(under(cities, "page__")) if cities else self.none()

    def discardable_by(self, user):
        """By who asked for it, as long as they may see it, and by M&E officers."""
        seen = self.visible_to(user)
        return seen if is_mne(user) else seen.filter(asked_by=user)

    def without_its_pages(self):
        """For lists: a report is as long as a book."""
        return self.defer("html", "pdf")


class FunderReport(models.Model):
    """A report on a phase, a city or a pilot and a span of time, made as a task and kept for download.

    `said` is why it could not be made: a code of `monitoring.report.making.Trouble`. `started` is when the task began.
    `introduction` is what the person who asked for it says first, in the report's language.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a report", "waiting")
        WORKING = "working", pgettext_lazy("a report", "being made")
        DONE = "done", pgettext_lazy("a report", "done")
        FAILED = "failed", pgettext_lazy("a report", "failed")

    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    introduction = models.TextField(_("introduction"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, help_text=_("Per cent."))
    said = models.TextField(blank=True)
    html = models.TextField(blank=True)
    pdf = models.BinaryField(null=True, editable=False)
    asked = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects = FunderReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-asked", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, phase__isnull=True) | Q(page__isnull=True, phase__isnull=False),
                name="funder_report_of_page_or_phase",
                violation_error_message=_("A report is of one page or of one phase."),
            )
        ]
