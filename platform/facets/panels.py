"""An answer as the templates of components/ want it: facets, chips, sorts, pages, notices, what to drop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from core.display import Link, PageLinks
from core.numbers import display_number
from core.paging import page_links

from .answers import Answer
from .collections import Facet, FacetValue, Listed
from .questions import RELEVANCE, Question

FOLDED = 7  # values shown before "n more"
RELEVANT_FIRST = pgettext_lazy("sort", "Most relevant first")


@dataclass(frozen=True)
class FacetBox:
    """A value of a facet with its box. `url` is the list with or without it."""

    value: str
    label: str
    count: str
    """Already written for the visitor."""
    url: str
    is_checked: bool
    is_disabled: bool
    """Nothing would be found."""


@dataclass(frozen=True)
class FacetPanel:
    """For `components/_facet.html`."""

    name: str
    label: str
    is_open: bool
    values: list[FacetBox]
    more: tuple[FacetBox, ...] | list[FacetBox] = ()
    """Folded behind `more_label`, such as "10 more"."""
    more_label: str = ""
    note: str = ""
    """Said instead of values."""


@dataclass(frozen=True)
class Chip:
    """What was asked, for `components/_chips.html`; `url` takes it away."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True)
class SortOption:
    """For `components/_sort.html`."""

    value: str
    label: str
    is_selected: bool


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
    def facets(self) -> list[FacetPanel]:
        """Those that have a value to show. The closed ones stand at the end."""
        with_lines = [facet for facet in self._facets if self._lines(facet)]
        return [self._facet(facet) for facet in sorted(with_lines, key=lambda facet: not facet.opened)]

    def _lines(self, facet: Facet) -> list[FacetValue]:
        """The values that have a line: the listed ones, and whatever is ticked."""
        used, ticked = self.answer.index.values[facet.name], self.answer.question.codes(facet.name)
        return [
            value
            for code, value in self.answer.index.vocabulary.values[facet.name].items()
            if value.listed is Listed.ALWAYS or code in ticked or (value.listed is Listed.USED and code in used)
        ]

    def _facet(self, facet: Facet) -> FacetPanel:
        ticked = self.answer.question.codes(facet.name)
        used = set(self.answer.index.values[facet.name]) - {facet.unset}
        silent = bool(facet.note) and not used and not ticked
        values = [] if silent else [self._box(facet, value) for value in self._in_order(facet)]
        more = values[FOLDED:]
        more_label = ngettext("%(number)s more", "%(number)s more", len(more)) % {"number": display_number(len(more))}
        return FacetPanel(
            name=facet.name,
            label=str(facet.label),
            is_open=facet.opened or bool(ticked),
            values=values[:FOLDED],
            more=more,
            more_label=more_label,
            note=str(facet.note) if silent else "",
        )

    def _in_order(self, facet: Facet) -> list[FacetValue]:
        """Ticked first, then by count; a scale keeps its order."""
        lines, counts = self._lines(facet), self.counts[facet.name]
        ticked = self.answer.question.codes(facet.name)
        if facet.scale:
            return lines
        return sorted(lines, key=lambda value: (value.code not in ticked, -counts.get(value.code, 0)))

    def _box(self, facet: Facet, value: FacetValue) -> FacetBox:
        count = self.counts[facet.name].get(value.code, 0)
        ticked = value.code in self.answer.question.codes(facet.name)
        return FacetBox(
            value=value.code,
            label=value.label(self.language),
            count=display_number(count),
            url=self.url(self.answer.question.toggled(facet.name, value.code)),
            is_checked=ticked,
            is_disabled=not (count or ticked),
        )

    # --- what was asked ---------------------------------------------------------------------------------------
    def chips(self) -> list[Chip]:
        asked = self.answer.question
        words = pgettext("searched for", "Words")
        chips = [Chip(words, asked.text, self.url(asked.without_text()))] if asked.text else []
        return chips + [
            Chip(str(facet.label), self._label(facet.name, code), self.url(asked.toggled(facet.name, code)))
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
            % {"parameter": labels[name], "value": _printable(value)}
            for name, value in self.answer.question.ignored
        ]

    def to_drop(self) -> list[Link]:
        """Where nothing is found: what to leave out, and how many there would be."""
        labels = {facet.name: facet.label for facet in self._facets}
        links = []
        for question, name, code, count in self.answer.relaxed():
            facet = labels.get(name, pgettext("searched for", "Words"))
            value = self._label(name, code) if code else self.answer.question.text
            label = _("without %(facet)s: %(value)s") % {"facet": facet, "value": value}
            links.append(Link(label, self.url(question), note=display_number(count)))
        return links

    # --- how it is shown --------------------------------------------------------------------------------------
    def sorts(self) -> list[SortOption]:
        labels = {sort.name: sort.label for sort in self.answer.index.collection.sorts}
        if self.answer.question.text:
            labels = {RELEVANCE: RELEVANT_FIRST, **labels}
        return [SortOption(name, str(label), name == self.answer.sort) for name, label in labels.items()]

    def pages(self, size: int) -> PageLinks | None:
        """For `components/_pagination.html`."""
        page = Paginator(range(len(self.answer)), size).page(self.answer.page(size))
        return page_links(page, lambda number: self.url(self.answer.question.shown(page=number)))


def _printable(value: str) -> str:
    """What somebody wrote into an address, short and without what no page may hold."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value[:60])
