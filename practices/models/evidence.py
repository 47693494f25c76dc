"""How sure we are and whether it is still true: append-only records, so that no old draft can undo them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import LongTextField
from core.models import Fingerprinted, Sourced, TranslatedTexts

from .practices import PracticePage


class Assessment(TranslatedTexts, Sourced, Fingerprinted):
    """An evidence level after Nesta's Standards of Evidence, with its reason. The newest counts.

    One that was loaded from the programme's files rests on its `sources` and was made `from_sources`, by the editors.
    """

    class Level(models.IntegerChoices):
        DESCRIBED = 0, _("described by the city")
        LOGIC = 1, _("logic explained")
        MEASURED = 2, _("change measured")
        COMPARED = 3, _("change compared")
        REPEATED = 4, _("repeated and checked independently")
        MANUALS = 5, _("manuals for repetition")

    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="assessments", verbose_name=_("practice"))
    level = models.PositiveSmallIntegerField(_("evidence level"), choices=Level.choices)
    why = LongTextField(_("why"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    documents: models.ManyToManyField = models.ManyToManyField(
        "wagtaildocs.Document", blank=True, related_name="+", verbose_name=_("documents")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assessed by"),
    )
    from_sources = models.BooleanField(_("by the editors, from sources"), default=False, editable=False)
    on = models.DateTimeField(_("date"), default=timezone.now)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-on", "-pk"]
        get_latest_by = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__lte=5),
                name="assessment_level_0_to_5",
                violation_error_message=_("A level is from 0 to 5."),
            )
        ]


class ProposedEvidence(models.Model):
    """A document that a city offers as evidence. It becomes public when an assessment refers to it, not before."""

    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="proposed_evidence")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))
    why = LongTextField(_("what it shows"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    on = models.DateTimeField(default=timezone.now)
    assessed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        default_permissions = ()


class Confirmation(models.Model):
    """A city's answer to "still true?". The newest counts; review is due twelve months after."""

    class Answer(models.TextChoices):
        STILL_TRUE = "still-true", _("up to date")
        CHANGED = "changed", _("changed")
        ENDED = "ended", _("ended")

    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="confirmations", verbose_name=_("practice"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    by_role = models.CharField(_("by (role)"), max_length=120)
    on = models.DateField(_("date"), default=timezone.localdate)
    recorded = models.DateTimeField(null=True, editable=False)
    """When it was answered here; of what was known before, the day is all there is."""

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-on", "-pk"]
        get_latest_by = ["on", "pk"]
