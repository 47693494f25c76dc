"""Vocabularies without an owner: one row each, a stable code, a name per language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import glyphs, languages
from core.country_names import name_of_country
from core.fields import LongTextField
from core.listing import labelled

from .names import NamedInLanguages, TranslatedTexts
from .records import Fingerprinted, Sourced


class Region(NamedInLanguages, Fingerprinted):
    """A region of the United Nations' M49 list (these are the facet), or one of the programme's own."""

    class Scheme(models.TextChoices):
        M49 = "m49", _("UN M49")
        PROGRAMME = "programme", _("the programme's own")

    code = models.CharField(_("code"), max_length=30, unique=True)
    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme.choices, default=Scheme.M49)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "code"]


class Country(NamedInLanguages):
    """A country of ISO 3166-1. `code` is alpha-2. How some are called is a setting: core.country_names."""

    code = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO 3166-1 alpha-3"), max_length=3, unique=True)
    regions = models.ManyToManyField(Region, related_name="countries", verbose_name=_("regions"))

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]

    def name_in(self, language: str) -> languages.Wording:
        name = name_of_country(self.code, language)
        return languages.Wording(name, language) if name else super().name_in(language)


class Theme(NamedInLanguages, TranslatedTexts, Sourced, Fingerprinted):
    """What a practice, session, pilot or publication is about."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    icon = models.SlugField(_("icon"), max_length=60, blank=True, help_text=_("The drawing beside its name."))
    description = models.CharField(_("description"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order"]

    @property
    def glyph(self) -> str:
        """The drawing that was chosen, else the one that is called as the theme is, else the one for nothing said."""
        return next((name for name in (self.icon, self.code) if name in glyphs.names()), glyphs.NONE)


class TargetGroup(NamedInLanguages, Fingerprinted):
    """For whom something is done."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["order"]


class FrameworkItem(NamedInLanguages, Sourced, Fingerprinted):
    """A goal, target, objective or dimension of an agreed framework. Codes are strings: "10.7", "7 bis"."""

    class Framework(models.TextChoices):
        SDG_GOAL = "sdg-goal", _("Sustainable Development Goal")
        SDG_TARGET = "sdg-target", _("SDG target")
        GCM_OBJECTIVE = "gcm-objective", _("Global Compact objective")
        GCM_PRINCIPLE = "gcm-principle", _("Global Compact guiding principle")
        NUA = "nua", _("New Urban Agenda")
        OECD_CHECKLIST = "oecd-checklist", _("OECD checklist for migrant integration")
        LOCAL_MGI = "local-mgi", _("Local Migration Governance Indicators")
        MC2CM_OBJECTIVE = "mc2cm-objective", _("MC2CM objective")

    framework = models.CharField(_("framework"), max_length=20, choices=Framework.choices)
    code = models.CharField(_("code"), max_length=20)
    url = models.URLField(_("address"), blank=True, max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = LongTextField(_("editor's note"), blank=True)

    class Meta:
        verbose_name = _("framework item")
        verbose_name_plural = _("framework items")
        ordering = ["framework", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="framework_item_code_once",
                violation_error_message=_("This framework already has an item with this code."),
            )
        ]

    def __str__(self) -> str:
        return labelled(f"{self.get_framework_display()} {self.code}", self.name)
