"""The term list: words that mean the same, in one language or in four. Editors maintain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import languages
from core.fields import LongTextField
from core.folding import fold
from core.models import Loaded
from core.word_lists import words_listed

HELP = gettext_lazy(
    "Words and phrases with the same meaning, separated by commas or one per line. Do not use words "
    "that are in every text, such as “work”, “city” or “project”: they would find everything."
)


class SearchTerm(Loaded):
    """Whoever searches for one of its words finds them all. Endings, accents and articles need none of their own."""

    words_en = LongTextField(gettext_lazy("words in English"), blank=True, help_text=HELP)
    words_fr = LongTextField(gettext_lazy("words in French"), blank=True)
    words_es = LongTextField(gettext_lazy("words in Spanish"), blank=True)
    words_ar = LongTextField(
        gettext_lazy("words in Arabic"),
        blank=True,
        help_text=gettext_lazy("Also add plurals that are a different word (طفل، أطفال)."),
    )
    source = models.CharField(
        gettext_lazy("source"),
        max_length=255,
        blank=True,
        help_text=gettext_lazy("Who chose these words: the name of a glossary, or “editors’ choice”."),
    )

    class Meta:
        verbose_name = gettext_lazy("search term")
        verbose_name_plural = gettext_lazy("search terms")
        ordering = ["words_en", "words_fr", "words_es", "words_ar", "pk"]

    def __str__(self) -> str:
        firsts = (self.words_in(code)[:1] for code in languages.CODES)
        return ", ".join(dict.fromkeys(word for first in firsts for word in first))

    def words_in(self, language: str) -> list[str]:
        """The words and phrases in `language` (a code), as written, each once."""
        return words_listed(getattr(self, f"words_{language}"))

    def clean(self) -> None:
        super().clean()
        self.check_words(others=SearchTerm.objects.exclude(pk=self.pk))

    def check_words(self, others: Iterable[SearchTerm] = ()) -> None:
        """Raises ValidationError for what joins nothing, and for what one of `others` has: it would join both."""
        known = list(others)
        errors = {f"words_{code}": found for code in languages.CODES if (found := list(self._objections(code, known)))}
        if errors:
            raise ValidationError(errors)
        if len({fold(word) for code in languages.CODES for word in self.words_in(code)}) < 2:
            raise ValidationError(_("Enter at least two words: a search term joins words that mean the same."))

    def _objections(self, language: str, others: list[SearchTerm]) -> Iterator[ValidationError]:
        taken = {fold(word): other for other in others for word in other.words_in(language)}
        for word in self.words_in(language):
            if not fold(word):
                yield ValidationError(_("“%(word)s” has no letters or digits."), params={"word": word})
            elif fold(word) in taken:
                text = _("“%(word)s” is already in another search term: %(term)s. Add your words there.")
                yield ValidationError(text, params={"word": word, "term": taken[fold(word)]})
