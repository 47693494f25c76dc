"""What is said of the words that were searched for: filters that say the same, how the question was taken, and where
the words stand in what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.display import Link
from core.folding import fold
from core.listing import listed_at_length
from core.models import Words
from core.numbers import display_number
from search.analysis import ELISION
from search.snippets import Snippets

from .answers import Answer
from .panels import Panels

MOST_OFFERED = 5
AROUND = ".,;:!?()[]«»“”\"'،؛؟…"
MOST_PARTS = 8  # of a question for which filters are looked for: each is a question of its own


@dataclass(frozen=True)
class SearchNote:
    """For `components/_search_notes.html`: a sentence, and a question that may be asked instead."""

    text: str
    link: Link | None = None


@dataclass(frozen=True)
class SearchPanels:
    """For `components/_search_notes.html`; nothing where no words were searched for."""

    panels: Panels

    @property
    def _answer(self) -> Answer:
        return self.panels.answer

    def notes(self) -> list[SearchNote]:
        return [*self._corrected(), *self._proposed(), *self._missing()] if self._answer.question.text else []

    def _corrected(self) -> Iterable[SearchNote]:
        corrected = self._as_written()
        if corrected:
            typed, taken = (listed_at_length(words) for words in (corrected.keys(), corrected.values()))
            text = _("Nothing was found for “%(typed)s”. These are the results for “%(taken)s”.")
            yield SearchNote(text % {"typed": typed, "taken": taken}, self._did_you_mean(corrected))

    def _as_written(self) -> dict[str, str]:
        """What was taken for typing errors, with the accents it has in the best hit: the index knows words folded."""
        answer = self._answer
        corrected = dict(answer.found.corrected)
        if not corrected:
            return {}
        best = answer.ranked_pks(self.panels.language, 0, 1)
        for page in answer.index.collection.model.objects.filter(pk__in=best):
            written = {fold(word): word.strip(AROUND) for word in ELISION.sub("", page.public_words()).split()}
            corrected = {typed: written.get(word, word) for typed, word in corrected.items()}
        return corrected

    def _proposed(self) -> Iterable[SearchNote]:
        if self._answer.found.proposed:
            yield SearchNote("", self._did_you_mean(self._answer.found.proposed))

    def _did_you_mean(self, instead) -> Link:
        text = self._answer.search_question.with_words(instead)
        label = _("Did you mean “%(words)s”?") % {"words": text}
        return Link(label, self.panels.url(self._answer.question.with_text(text)))

    def _missing(self) -> Iterable[SearchNote]:
        found = self._answer.found
        if found.missing and found.hits:
            words = len(found.parts)
            there = words - found.missing
            text = ngettext(
                "No result contains all %(words)s words. These contain %(number)s of them.",
                "No result contains all %(words)s words. These contain %(number)s of them.",
                there,
            )
            yield SearchNote(text % {"words": display_number(words), "number": display_number(there)})

    def offered(self) -> list[Link]:
        """Filters that say the same as words of the question, with what a click would give."""
        answer, parts = self._answer, self._answer.found.parts
        if not answer.question.text or len(parts) > MOST_PARTS:
            return []
        labels = {facet.name: facet.label for facet in answer.index.collection.facets}
        values = answer.index.vocabulary.values
        offered: dict[str, Link] = {}
        for named in answer.search_question.named(parts):
            is_filter = named.facet in labels and named.code in values[named.facet]
            if not is_filter or named.code in answer.question.codes(named.facet) or len(offered) == MOST_OFFERED:
                continue
            # the words stay, but where the filter says all of them
            question = answer.question if len(parts) > 1 else answer.question.without_text()
            question = question.toggled(named.facet, named.code)
            count = len(Answer(answer.index, question, same_words=answer if question.text else None))
            if count:
                value = values[named.facet][named.code].label(self.panels.language)
                label = _("%(facet)s: %(value)s") % {"facet": labels[named.facet], "value": value}
                offered.setdefault(label, Link(label, self.panels.url(question), note=display_number(count)))
        return list(offered.values())

    def snippets(self) -> Snippets:
        """Finds where the words stand; empty where none were searched for."""
        answer = self._answer
        return Snippets.of(answer.found.parts, answer.search_question.names) if answer.question.text else Snippets()


def snippet_of(words: Words, snippets: Snippets) -> SafeString:
    """From the parts that everybody may read, in the language of `words`."""
    parts = (part for part in words.word_fields() if part != "title")
    return snippets.first((getattr(words, part) for part in parts), words.language)
