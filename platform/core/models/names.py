"""Names that are facts: one row, four languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import languages
from core.fields import LongTextField
from core.word_lists import words_listed


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
    def names_in_other_languages(self) -> list[languages.Wording]:
        """The names in the other languages, each once."""
        others = [self.name_in(code) for code in languages.CODES]
        return list({str(other): other for other in others if other != self.name}.values())


class WithOtherNames(NamedInLanguages):
    """What people also call it: spellings, local and former names, acronyms, in whatever language."""

    other_names = LongTextField(
        _("other names and spellings"),
        blank=True,
        help_text=_(
            "What people also type when they search for it: local and former names, acronyms, other "
            "spellings. One per line, or separated by commas. You need not repeat the names above."
        ),
    )
    other_names_source = models.CharField(
        _("source of the other names"), max_length=255, blank=True, help_text=_("For example: GeoNames")
    )

    class Meta:
        abstract = True

    def other_names_listed(self) -> list[str]:
        """As they are written, in their order."""
        return words_listed(self.other_names)

    def all_names(self) -> list[str]:
        """Every name in every language and spelling, each once."""
        names = [getattr(self, f"name_{code}") for code in languages.CODES]
        return list(dict.fromkeys(name for name in [*names, *self.other_names_listed()] if name))
