"""Names that are facts: one row, four languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import languages


class NamedInLanguages(models.Model):
    """A name per language on the row. What has no name in a language is called by the first it has, and marked."""

    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=255, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=255, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=255, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> languages.Wording:
        """The name in `language` (a code), else in the first language that has one."""
        for code in languages.preferred(language):
            name = getattr(self, f"name_{code}")
            if name:
                return languages.Wording(name, code)
        return languages.Wording("", language)

    @property
    def name(self) -> languages.Wording:
        return self.name_in(languages.current())

    @property
    def other_names(self) -> list[languages.Wording]:
        """The names in the other languages, each once."""
        others = [self.name_in(code) for code in languages.CODES]
        return list({str(other): other for other in others if other != self.name}.values())
