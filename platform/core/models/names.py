"""Names that are facts: one row, four languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

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


class TranslatedTexts(models.Model):
    """Texts of a record that is no page, in the languages they were translated into: `{"fr": {"Members": "Membres"}}`.

    They are found by the text they were made from, so that a text somebody has changed is not shown in old words.
    """

    translated_texts = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def text(self, name: str, language: str = "") -> languages.Wording:
        """The text `name` in the visitor's language, else as it was first written."""
        return translated_text(getattr(self, name), self.translated_texts, language=language)


def translated_text(
    text: str, translated: dict[str, dict[str, str]], *, written_in: str = languages.CODES[0], language: str = ""
) -> languages.Wording:
    """`text` in `language` (by default the visitor's) where it has been translated, else in its own."""
    wanted = language or languages.current()
    found = translated.get(wanted, {}).get(text) if wanted != written_in else ""
    return languages.Wording(found, wanted) if found else languages.Wording(text, written_in)


class WithOriginalTitle(models.Model):
    """What a thing is called where it is: shown beside its title in whatever language, and searched."""

    original_title = models.CharField(_("original title"), max_length=255, blank=True)
    original_title_language = models.CharField(
        _("language of the original title"), max_length=2, choices=languages.OF_THE_WORLD, blank=True
    )

    original_title_panel = FieldRowPanel(
        [FieldPanel("original_title"), FieldPanel("original_title_language")], _("What it is called where it is")
    )

    class Meta:
        abstract = True

    @property
    def title_where_it_is(self) -> languages.Wording | None:
        """None where there is no other title than the one in the visitor's language."""
        if not self.original_title or self.original_title == str(self.words.title):  # type: ignore[attr-defined]  # a subject
            return None
        return languages.Wording(self.original_title, self.original_title_language)


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
