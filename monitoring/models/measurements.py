"""Measurements: what was reported or documented for a period, and every step it went through."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.belonging import cities_of
from cities.tree import under
from core.fields import LongTextField
from core.models import TranslatedTexts

from .frameworks import Period
from .indicators import Category, Dimension
from .rights import is_mne


class State(models.TextChoices):
    """Of a reported value. Which follows which stands in monitoring.measuring."""

    DRAFT = "draft", pgettext_lazy("a measurement", "draft")
    SUBMITTED = "submitted", pgettext_lazy("a measurement", "submitted")
    RETURNED = "returned", pgettext_lazy("a measurement", "returned")
    APPROVED = "approved", pgettext_lazy("a measurement", "approved")
    SUPERSEDED = "superseded", pgettext_lazy("a measurement", "superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("a measurement", "withdrawn")


OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)
DOCUMENTED = Q(basis="documented", state="", superseded_by__isnull=True)
"""From a published source, and neither replaced by a newer one nor withdrawn."""


class MeasurementQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(basis=Measurement.Basis.REPORTED, state=State.APPROVED)

    def documented(self):
        return self.filter(DOCUMENTED)

    def open(self):
        """Begun and not yet approved."""
        return self.filter(basis=Measurement.Basis.REPORTED, state__in=OPEN)

    def answering(self):
        """What answers a period: reported values that wait for approval or have it, and documented ones."""
        return self.filter(Q(state__in=(State.SUBMITTED, State.APPROVED)) | DOCUMENTED)

    def public(self):
        """Approved, and documented from a public source; of a page that anybody can read."""
        shown = Q(basis=Measurement.Basis.REPORTED, state=State.APPROVED) | DOCUMENTED
        return self.filter(shown, period__line__page__live=True)

    def visible_to(self, user):
        """What is public, and whatever the person's own cities entered; everything for M&E officers."""
        if is_mne(user):
            return self.all()
        cities = cities_of(user)
        own = self.filter(under(cities, "period__line__page__")).values("pk") if cities else []
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(pk__in=own))

    def whole_for(self, user):
        """Those of which the person sees everything: of the own cities, and all for M&E officers."""
        if is_mne(user):
            return self.all()
        cities = cities_of(user)
        return self.filter(under(cities, "period__line__page__")) if cities else self.none()

    def editable_by(self, user):
        """Drafts and returned values of the periods the person reports on."""
        mine = Period.objects.reportable_by(user)
        return self.filter(
            basis=Measurement.Basis.REPORTED, state__in=(State.DRAFT, State.RETURNED), period__in=mine.values("pk")
        )

    def judged_by(self, user):
        """Submitted values, for those who return or approve them."""
        submitted = self.filter(basis=Measurement.Basis.REPORTED, state=State.SUBMITTED)
        return submitted if is_mne(user) else submitted.none()

    def withdrawable_by(self, user):
        """What is public now, for M&E officers: approved, or documented."""
        now = self.filter(Q(basis=Measurement.Basis.REPORTED, state=State.APPROVED) | DOCUMENTED)
        return now if is_mne(user) else now.none()


class Measurement(TranslatedTexts):
    """What a period came to. `value` is empty where the indicator is answered in words (`narrative`).

    A reported value goes through the states; a documented one is from a published source, has no state unless it is
    withdrawn, and is never among approved counts, aggregates or IATI. A correction supersedes: nothing approved is ever
    overwritten.
    """

    class Basis(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("a measurement", "reported")
        DOCUMENTED = "documented", pgettext_lazy("a measurement", "documented")

    period = models.ForeignKey(Period, models.PROTECT, related_name="measurements", verbose_name=_("period"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, default=Basis.REPORTED)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, blank=True, default=State.DRAFT)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3, null=True, blank=True)
    qualifier = models.CharField(_("how exact"), max_length=10, blank=True)
    narrative = LongTextField(_("in words"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    measured_on = models.DateField(_("measured on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    documents: models.ManyToManyField = models.ManyToManyField(
        "wagtaildocs.Document", blank=True, related_name="+", verbose_name=_("documents")
    )
    photo = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    photo_description = models.CharField(_("what the photo shows"), max_length=255, blank=True)
    """The value's own words: a correction that is begun says nothing of the approved value's photo."""
    parts_comment = models.CharField(_("why the parts do not add up"), max_length=500, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered = models.DateTimeField(default=timezone.now)
    programme_id = models.CharField(max_length=160, unique=True, null=True, blank=True, editable=False)
    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = MeasurementQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    """A draft is no business of those who may see where a document or picture is used."""

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["period__starts", "entered", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(basis="reported", state="approved"),
                name="measurement_approved_once",
                violation_error_message=_("This period already has an approved value."),
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(basis="reported", state__in=["draft", "submitted", "returned"]),
                name="measurement_open_once",
                violation_error_message=_("Somebody else has just started entering this value. Load the page again."),
            ),
            models.CheckConstraint(
                condition=Q(basis="reported") & ~Q(state="") | Q(basis="documented", state__in=["", "withdrawn"]),
                name="measurement_documented_has_no_state",
                violation_error_message=_("A documented value has no state."),
            ),
            models.CheckConstraint(
                condition=Q(basis="reported") | ~Q(source="") | ~Q(source_url=""),
                name="measurement_documented_has_source",
                violation_error_message=_("A documented value needs its source."),
            ),
        ]
        indexes = [models.Index(fields=["basis", "state"], name="measurement_by_state")]

    @property
    def is_editable(self) -> bool:
        return self.basis == self.Basis.REPORTED and self.state in (State.DRAFT, State.RETURNED)


class MeasurementPart(models.Model):
    """How many of the value are of one category of one dimension. What may be shown is monitoring.suppressing's."""

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="parts")
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension.choices)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "dimension", "category"],
                name="measurement_part_once",
                violation_error_message=_("This category already has a number."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="measurement_part_not_negative",
                violation_error_message=_("This cannot be less than 0."),
            ),
        ]


class MeasurementStep(models.Model):
    """Append-only: who brought a measurement into which state, when, and what was said with it."""

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_role = models.CharField(_("in the role of"), max_length=120, blank=True)
    on = models.DateTimeField(default=timezone.now)
    note = LongTextField(_("note"), blank=True)

    class Meta:
        ordering = ["on", "pk"]
        default_permissions = ()
