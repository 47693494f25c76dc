"""Reports for funders, asked for and kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.belonging import cities_of
from cities.tree import under
from monitoring.models.rights import is_mne


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
    """A report on the page of a phase, a city or a pilot and a span of time, made as a task and kept for download.

    `said` is why it could not be made: a code of `reporting.reports.making.Trouble`. `started` is when the task began.
    `introduction` is what the person who asked for it says first, in the report's language.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a report", "waiting")
        WORKING = "working", pgettext_lazy("a report", "being created")
        DONE = "done", pgettext_lazy("a report", "done")
        FAILED = "failed", pgettext_lazy("a report", "failed")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
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
