"""Organisations around the cities, and the programme's phases: records, not pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import languages
from core.currencies import CurrencyField
from core.fields import LongTextField
from core.form_references import VisibleModelForm
from core.models import Country, Loaded, NamedInLanguages, Sourced, TranslatedTexts, WithOtherNames
from core.partial_dates import PartialDateField

ANOTHER = _("Where it is another one in this language, or a short name")


class Organisation(WithOtherNames, TranslatedTexts, Sourced, Loaded):
    """Who leads, funds, hosts or publishes. `iati_type` and `iati_ref` are IATI's OrganisationType and ref."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        ASSOCIATION = "association", _("association of local governments")
        NETWORK = "network", _("city network")
        AGENCY = "agency", _("international organisation or agency")
        GOVERNMENT = "government", _("national or regional government")
        NGO = "ngo", _("civil society organisation")
        DONOR = "donor", _("donor")
        ACADEMIA = "academia", _("academia")

    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    acronym_fr = models.CharField(_("acronym in French"), max_length=60, blank=True, help_text=ANOTHER)
    acronym_es = models.CharField(_("acronym in Spanish"), max_length=60, blank=True, help_text=ANOTHER)
    acronym_ar = models.CharField(_("acronym in Arabic"), max_length=60, blank=True, help_text=ANOTHER)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    iati_type = models.CharField(_("IATI organisation type"), max_length=2, blank=True)
    iati_ref = models.CharField(_("IATI reference"), max_length=60, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"))
    website = models.URLField(_("website"), blank=True, max_length=500)
    role = LongTextField(_("what it does here"), blank=True)
    members = models.ManyToManyField(
        "cities.CityPage", blank=True, related_name="networks", verbose_name=_("member cities")
    )
    committee = models.CharField(_("UCLG section or committee"), max_length=120, blank=True)

    base_form_class = VisibleModelForm

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "name_en"]

    def acronym_in(self, language: str) -> str:
        """UCLG is CGLU in French and Spanish."""
        return getattr(self, f"acronym_{language}", "") or self.acronym

    @property
    def short_name(self) -> str:
        return self.acronym_in(languages.current()) or self.name

    def acronyms(self) -> list[str]:
        """Those of every language."""
        return list(filter(None, [self.acronym, self.acronym_fr, self.acronym_es, self.acronym_ar]))

    def all_names(self) -> list[str]:
        return list(dict.fromkeys([*self.acronyms(), *super().all_names()]))


class Phase(NamedInLanguages, Sourced, Loaded):
    """A phase of the programme. `sector_code` is OECD-DAC's: 15190 is facilitation of orderly, safe migration."""

    programme = models.CharField(_("programme"), max_length=120)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    start = PartialDateField(_("start"), blank=True)
    end = PartialDateField(_("end"), blank=True)
    iati_identifier = models.CharField(_("IATI activity identifier"), max_length=100, blank=True)
    reporting_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reporting organisation")
    )
    funders = models.ManyToManyField(Organisation, blank=True, related_name="funded_phases", verbose_name=_("funders"))
    sector_code = models.CharField(_("sector"), max_length=5, default="15190")
    currency = CurrencyField(_("currency"), default="EUR")

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["number"]
