"""A practice's rows: who works with the lead, what it drew on and for whom it is meant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cities.models import CityPage, Organisation
from core.models import Row
from core.places import HELP as PLACE_HELP
from core.places import validate_place

from .practices import PracticePage, PracticeWords


class PracticePartner(Row):
    """Who works with the lead: an organisation we know, or a name, which translations may write in their language."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("funder")
        IMPLEMENTER = "implementer", _("implementer")
        TECHNICAL = "technical", _("technical partner")
        COMMUNITY = "community", _("community partner")
        PARTNER = "partner", _("partner")

    WORDS = ("name",)

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    name = models.CharField(_("or its name"), max_length=255, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PARTNER)

    class Meta(Row.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name or (self.organisation.name if self.organisation else "")


class PracticeRelation(Row):
    """What a practice drew on, and for whom it is meant: no transfer, so no line on the chart."""

    class Kind(models.TextChoices):
        BUILT_ON = "built-on", _("based on")
        MEANT_FOR = "meant-for", _("meant for")
        ALSO_IN = "also-in", _("also in")
        FUNDED_BY = "funded-by", _("funded by")

    WORDS = ("label",)

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    label = models.CharField(_("programme, place or publication"), max_length=255, blank=True)
    city = models.ForeignKey(
        CityPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("or city")
    )

    class Meta(Row.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")


class PartSource(Orderable):
    """Where the statements of one part were read: one of the page's sources, by its address, and the place in it.

    A fact, the same in every language: translations rest on what the original rests on.
    """

    PARTS = [
        (name, next(field.verbose_name for field in PracticePage._meta.concrete_fields if field.name == name))
        for name in ("intro", *PracticeWords.NAMED_PARTS, "cost_note")
    ]

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="part_sources")
    part = models.CharField(_("part"), max_length=20, choices=PARTS)
    source = models.URLField(
        _("source"), max_length=1000, help_text=_("The address of one of the sources below, written in the same way.")
    )
    at = models.CharField(_("where in it"), max_length=255, validators=[validate_place], help_text=PLACE_HELP)
    read_on = models.DateField(_("read on"), null=True, blank=True)

    panels = [
        FieldPanel("part"),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("at"), FieldPanel("read_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("where a part was read")
        verbose_name_plural = _("where the parts were read")

    def __str__(self) -> str:
        return f"{self.part}: {self.source}, {self.at}"
