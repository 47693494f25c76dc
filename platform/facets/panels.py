"""An answer as the templates of components/ want it: facets, chips, sorts, pages, notices, what to drop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from pyroaring import BitMap

from core.display import Link, PageLinks
from core.folding import fold
from core.numbers import display_number
from core.paging import page_links

from .answers import Answer
from .collections import Facet, FacetValue, Listed
from .questions import RELEVANCE, Question, usual_sort

FOLDED = 7  # values shown before "n more"
NOTHING_TO_SEARCH = gettext_lazy("“%(value)s” has no letters or digits, so there was nothing to search for.")
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
    """Nothing among what the other facets leave has it: ticking it would find nothing, or nothing more."""


@dataclass(frozen=True)
class FacetPanel:
    """For `components/_facet.html`."""

    name: str
    label: str
    is_open: bool
    values: list[FacetBox]
    more: tuple[FacetBox, ...] | list[FacetBox] = ()
    """Folded behind `more_label`, such as "10 more"; not folded (`is_more_open`) while one of them is ticked."""
    more_label: str = ""
    is_more_open: bool = False
    adding: str = ""
    """Where something is ticked: what the count beside any other value means."""
    is_hidden: bool = False
    """No value would change the list. It stands in the page all the same: js/filters.js never takes a facet away that
    somebody has before them, lest what is below it jumps."""


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
        return self.answer.counts()

    @property
    def _facets(self) -> tuple[Facet, ...]:
        return self.answer.index.collection.facets

    # --- the column of facets ---------------------------------------------------------------------------------
    def facets(self) -> list[FacetPanel]:
        """Those that leave a choice, or in which something is ticked. The closed ones stand at the end."""
        found = len(self.answer)
        with_choice = [facet for facet in self._facets if self._has_choice(facet)]
        return [self._facet(facet, found) for facet in sorted(with_choice, key=lambda facet: not facet.opened)]

    def _has_choice(self, facet: Facet) -> bool:
        """In the whole collection, whatever is asked: some subjects have one of its values and some have not."""
        used, everything = self.answer.index.values[facet.name], len(self.answer.index.live)
        lines = (used[value.code] for value in self._lines(facet) if value.code in used)
        return bool(self.answer.question.codes(facet.name)) or any(0 < len(held) < everything for held in lines)

    def _lines(self, facet: Facet) -> list[FacetValue]:
        """The values that have a line: the listed ones, and whatever is ticked."""
        used, ticked = self.answer.index.values[facet.name], self.answer.question.codes(facet.name)
        return [
            value
            for code, value in self.answer.index.vocabulary.values[facet.name].items()
            if value.listed is Listed.ALWAYS or code in ticked or (value.listed is Listed.USED and code in used)
        ]

    def _facet(self, facet: Facet, found: int) -> FacetPanel:
        ticked, counts = self.answer.question.codes(facet.name), self.counts[facet.name]
        # what a value must have a part in to be worth a tick; where nothing is ticked the counts say it
        around = self.answer.around(facet.name) if ticked else None
        values = [self._box(facet, value, found, around) for value in self._in_order(facet)]
        more = values[FOLDED:]
        more_label = ngettext("%(number)s more", "%(number)s more", len(more)) % {"number": display_number(len(more))}
        return FacetPanel(
            name=facet.name,
            label=str(facet.label),
            is_open=facet.opened or bool(ticked),
            values=values[:FOLDED],
            more=more,
            more_label=more_label,
            is_more_open=any(box.is_checked for box in more),
            # Translators: before the number that a list has when one more value is ticked: "with this too: 19"
            adding=_("with this as well:") if ticked else "",
            is_hidden=not ticked and not any(0 < count < found for count in counts.values()),
        )

    def _in_order(self, facet: Facet) -> list[FacetValue]:
        """An order that neither ticks nor counts change, so that no value moves under the pointer."""
        lines, used = self._lines(facet), self.answer.index.values[facet.name]
        if facet.scale:
            return lines
        lines.sort(key=lambda value: -len(used.get(value.code, ())))
        folded = lines[FOLDED:]
        if facet.by_name:
            folded.sort(key=lambda value: fold(str(value.label(self.language))))
        return lines[:FOLDED] + folded

    def _box(self, facet: Facet, value: FacetValue, found: int, around: BitMap | None) -> FacetBox:
        ticked = value.code in self.answer.question.codes(facet.name)
        held = self.answer.index.values[facet.name].get(value.code, BitMap())
        # a value that no subject has adds nothing to a list that another value of its facet has found
        count = self.counts[facet.name].get(value.code, found if around is not None and not ticked else 0)
        return FacetBox(
            value=value.code,
            label=value.label(self.language),
            count=display_number(count),
            url=self.url(self.answer.question.toggled(facet.name, value.code)),
            is_checked=ticked,
            is_disabled=not (ticked or (count if around is None else held.intersect(around))),
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
            "sort": _("Sort by"),
            "view": pgettext("how results are shown", "View"),
            "page": _("Page"),
        }
        return [
            (
                NOTHING_TO_SEARCH
                if name == "q"
                else _("%(parameter)s: “%(value)s” is not known here and has been ignored.")
            )
            % {"parameter": labels.get(name, ""), "value": _printable(value)}
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
        # the usual one has no place in an address: whoever goes on to ask for words wants what is nearest to them
        usual = usual_sort(self.answer.index.collection, self.answer.question.text)
        values = {name: "" if name == usual else name for name in labels}
        return [SortOption(values[name], str(label), name == self.answer.sort) for name, label in labels.items()]

    def pages(self, size: int) -> PageLinks | None:
        """For `components/_pagination.html`."""
        page = Paginator(range(len(self.answer)), size).page(self.answer.page(size))
        return page_links(page, lambda number: self.url(self.answer.question.shown(page=number)))


def _printable(value: str) -> str:
    """What somebody wrote into an address, short and without what no page may hold."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value[:60])
