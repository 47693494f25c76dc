"""An answer as the templates of components/ want it: facets, chips, sorts, pages, notices, what to drop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from .answers import Answer
from .collections import Facet, Listed, Value
from .questions import RELEVANCE, Question

FOLDED = 7  # values shown before "n more"
ENDS = 2  # pages shown around the current one
RELEVANT_FIRST = pgettext_lazy("sort", "Most relevant first")


@dataclass(frozen=True)
class Panels:
    """What stands around the results of the list at `path`, for a reader of `language`."""

    answer: Answer
    path: str
    language: str

    def url(self, question: Question) -> str:
        return question.url(self.path, self.answer.index)

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        return self.answer.counts([facet.name for facet in self._facets if self._lines(facet)])

    @property
    def _facets(self) -> tuple[Facet, ...]:
        return self.answer.index.collection.facets

    # --- the column of facets ---------------------------------------------------------------------------------
    def facets(self) -> list[dict]:
        """For `components/_facets.html`. The closed ones stand at the end."""
        shown = [facet for facet in self._facets if self._lines(facet)]
        return [self._facet(facet) for facet in sorted(shown, key=lambda facet: not facet.opened)]

    def _lines(self, facet: Facet) -> list[Value]:
        """The values that have a line: the listed ones, and whatever is ticked."""
        used, ticked = self.answer.index.values[facet.name], self.answer.question.codes(facet.name)
        return [
            value
            for code, value in self.answer.index.vocabulary.values[facet.name].items()
            if value.listed is Listed.ALWAYS or code in ticked or (value.listed is Listed.USED and code in used)
        ]

    def _facet(self, facet: Facet) -> dict:
        ticked = self.answer.question.codes(facet.name)
        used = set(self.answer.index.values[facet.name]) - {facet.unset}
        silent = bool(facet.note) and not used and not ticked
        values = [] if silent else [self._value(facet, value) for value in self._in_order(facet)]
        shown, more = values[:FOLDED], values[FOLDED:]
        return {
            "name": facet.name,
            "label": facet.label,
            "open": facet.opened or bool(ticked),
            "note": facet.note if silent else "",
            "values": shown,
            "more": more,
            "more_label": ngettext("%(number)s more", "%(number)s more", len(more)) % {"number": written(len(more))},
        }

    def _in_order(self, facet: Facet) -> list[Value]:
        """Ticked first, then by count; a scale keeps its order."""
        lines, counts = self._lines(facet), self.counts[facet.name]
        ticked = self.answer.question.codes(facet.name)
        if facet.scale:
            return lines
        return sorted(lines, key=lambda value: (value.code not in ticked, -counts.get(value.code, 0)))

    def _value(self, facet: Facet, value: Value) -> dict:
        count = self.counts[facet.name].get(value.code, 0)
        ticked = value.code in self.answer.question.codes(facet.name)
        return {
            "value": value.code,
            "label": value.label(self.language),
            "count": written(count),
            "checked": ticked,
            "disabled": not (count or ticked),
            "url": self.url(self.answer.question.toggled(facet.name, value.code)),
        }

    # --- what was asked ---------------------------------------------------------------------------------------
    def chips(self) -> list[dict]:
        """For `components/_chips.html`: each takes one thing away."""
        asked = self.answer.question
        text = (
            [{"facet": pgettext("searched for", "Words"), "label": asked.text, "url": self.url(asked.without_text())}]
            if asked.text
            else []
        )
        return text + [
            {
                "facet": facet.label,
                "label": self._label(facet.name, code),
                "url": self.url(asked.toggled(facet.name, code)),
            }
            for facet in self._facets
            for code in asked.codes(facet.name)
        ]

    def _label(self, name: str, code: str) -> str:
        return self.answer.index.vocabulary.values[name][code].label(self.language)

    def clear_url(self) -> str:
        asked = self.answer.question
        return self.url(asked.cleared()) if asked.is_filtered else ""

    def notices(self) -> list[str]:
        """What in the address means nothing here."""
        labels = {facet.name: facet.label for facet in self._facets}
        labels |= {
            "q": pgettext("searched for", "Words"),
            "sort": _("Sort by"),
            "view": pgettext("how results are shown", "View"),
            "page": _("Page"),
        }
        return [
            _("%(parameter)s: “%(value)s” is not known here and was left out.")
            % {"parameter": labels[name], "value": _shown(value)}
            for name, value in self.answer.question.ignored
        ]

    def to_drop(self) -> list[dict]:
        """For `components/_empty.html`: what to leave out, and how many there would be."""
        labels = {facet.name: facet.label for facet in self._facets}
        return [
            {
                "url": self.url(question),
                "label": _("without %(facet)s: %(value)s")
                % {
                    "facet": labels.get(name, pgettext("searched for", "Words")),
                    "value": self._label(name, code) if code else self.answer.question.text,
                },
                "note": written(count),
            }
            for question, name, code, count in self.answer.relaxed()
        ]

    # --- how it is shown --------------------------------------------------------------------------------------
    def sorts(self) -> list[dict]:
        """For `components/_sort.html`."""
        labels = {sort.name: sort.label for sort in self.answer.index.collection.sorts}
        if self.answer.question.text:
            labels = {RELEVANCE: RELEVANT_FIRST, **labels}
        return [{"value": name, "label": label, "selected": name == self.answer.sort} for name, label in labels.items()]

    def pages(self, size: int) -> dict:
        """For `components/_pagination.html`; nothing when all fit on one page."""
        last, current = self.answer.pages(size), self.answer.page(size)
        if last == 1:
            return {}
        return {
            "pages": list(_numbered(current, last, self._page_url)),
            "previous_url": self._page_url(current - 1) if current > 1 else "",
            "next_url": self._page_url(current + 1) if current < last else "",
        }

    def _page_url(self, number: int) -> str:
        return self.url(self.answer.question.shown(page=number))


def _shown(value: str) -> str:
    """What somebody wrote into an address, short and without what no page may hold."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value[:60])


def written(number: int) -> str:
    """As the visitor writes it."""
    return number_format(number, use_l10n=True, force_grouping=True)


def _numbered(current: int, last: int, url: Callable[[int], str]) -> Iterable[dict]:
    """The first, the last and those around the current one, with a gap where some are left out."""
    near = range(max(1, current - ENDS), min(last, current + ENDS) + 1)
    before = 0
    for number in sorted({1, *near, last}):
        if number > before + 1:
            yield {"gap": True}
        yield {"number": written(number), "url": url(number), "current": number == current}
        before = number
