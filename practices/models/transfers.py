"""A transfer: city B takes up practice P. Statements of the same giver, receiver and practice are one record."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage
from core.fields import CodesField, LongTextField
from core.form_references import VisibleModelForm
from core.models import Loaded, Sourced, TranslatedTexts
from core.partial_dates import PartialDateField

from .practices import PracticePage


class TransferQuerySet(models.QuerySet):
    def public(self):
        """What a visitor sees: reported, documented and confirmed ones between live pages and cities; no proposal."""
        live = Q(practice__isnull=True) | Q(practice__live=True)
        became = Q(became__isnull=True) | Q(became__live=True)
        consented = ~Q(status=Transfer.Status.DROPPED) | Q(show_if_dropped=True)
        giver = Q(giver__isnull=True) | Q(giver__live=True)
        receiver = Q(receiver__isnull=True) | Q(receiver__live=True)
        return self.filter(live, became, giver, receiver, consented).exclude(basis=Transfer.Basis.PROPOSED)


class Transfer(TranslatedTexts, Sourced, Loaded):
    """Giver: a practice, a city, or a place or programme by name. Receiver: a city, or a place by name."""

    class Basis(models.TextChoices):
        REPORTED = "reported", _("reported")
        DOCUMENTED = "documented", _("documented, not confirmed by the city")
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed by the receiving city")

    class Status(models.TextChoices):
        CONSIDERING = "considering", _("considering")
        ADAPTING = "adapting", _("adapting")
        PILOTING = "piloting", _("piloting")
        ADOPTED = "adopted", _("fully adopted")
        DROPPED = "dropped", pgettext_lazy("a transfer", "dropped")
        UNKNOWN = "unknown", _("not known")

    class Change(models.TextChoices):
        """What changed in the receiving city, from light to lasting."""

        AWARENESS = "awareness", _("awareness")
        PERSON = "person", _("a person")
        TEAM = "team", _("a team")
        RULE = "rule", _("a rule or a budget")
        RESIDENTS = "residents", _("the lives of residents")

    practice = models.ForeignKey(
        PracticePage, models.PROTECT, null=True, blank=True, related_name="given", verbose_name=_("practice adopted")
    )
    giver = models.ForeignKey(
        CityPage, models.PROTECT, null=True, blank=True, related_name="gave", verbose_name=_("giving city")
    )
    giver_name = models.CharField(_("or giving place or programme"), max_length=255, blank=True)
    receiver = models.ForeignKey(
        CityPage, models.PROTECT, null=True, blank=True, related_name="took", verbose_name=_("receiving city")
    )
    receiver_name = models.CharField(_("or receiving place"), max_length=255, blank=True)
    became = models.ForeignKey(
        PracticePage, models.PROTECT, null=True, blank=True, related_name="taken", verbose_name=_("practice it became")
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    since = PartialDateField(_("since"), blank=True)
    kept = LongTextField(_("what was kept"), blank=True)
    changed = LongTextField(_("what was changed"), blank=True)
    left_out = LongTextField(_("what was left out"), blank=True)
    why = LongTextField(_("why"), blank=True)
    helped = LongTextField(_("what helped"), blank=True)
    blocked = LongTextField(_("what made it difficult"), blank=True)
    changes = CodesField(_("what changed in the city"), codes=Change.choices)
    show_if_dropped = models.BooleanField(_("may be shown if dropped"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    base_form_class = VisibleModelForm

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False) | Q(giver__isnull=False) | ~Q(giver_name=""),
                name="transfer_has_giver",
                violation_error_message=_("Enter who shared it: a practice, a city, or a name."),
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=False) | ~Q(receiver_name=""),
                name="transfer_has_receiver",
                violation_error_message=_("Enter who adopted it: a city, or a name."),
            ),
            models.UniqueConstraint(
                Coalesce("practice", 0),
                Coalesce("giver", 0),
                "giver_name",
                Coalesce("receiver", 0),
                "receiver_name",
                name="transfer_once",
                violation_error_message=_("This transfer is already known."),
            ),
        ]

    def clean(self) -> None:
        """Where one looks for them, what the database would say of the whole."""
        if not (self.practice_id or self.giver_id or self.giver_name):
            raise ValidationError({"giver": _("Enter who shared it: a practice, a city, or a name.")})
        if not (self.receiver_id or self.receiver_name):
            raise ValidationError({"receiver": _("Enter who adopted it: a city, or a name.")})


class TransferStatusChange(models.Model):
    """The dated history of a transfer's status."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="history")
    status = models.CharField(_("status"), max_length=12, choices=Transfer.Status.choices)
    on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta:
        ordering = ["on", "pk"]
