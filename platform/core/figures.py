"""Figures of a page for `components/_figures.html`: bars for those of one unit, the rest as plain numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.languages import Wording
from core.models import Figure, Words
from core.numbers import display_number
from core.sources import Footnote, Footnotes, site_name
from core.templatetags.core_tags import row_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

LONGEST = 64  # per cent of the width, so that the longest bar leaves room for its value
EXACTNESS: dict[str, StrOrPromise] = {
    Figure.Qualifier.STATED: "%(value)s",
    Figure.Qualifier.EXACT: "%(value)s",
    Figure.Qualifier.ABOUT: _("about %(value)s"),
    Figure.Qualifier.OVER: _("over %(value)s"),
    Figure.Qualifier.UP_TO: _("up to %(value)s"),
}


@dataclass(frozen=True)
class FigureRow:
    """One figure in the visitor's language: `value` with its unit, `text` with its qualifier too ("about 300").

    `percent` is of a bar's room.
    """

    label: Wording
    value: str
    text: str
    unit: Wording
    exact: str
    year: int | None
    source: str
    url: str
    percent: float = 0.0
    most: bool = False
    sub: str = ""
    footnote: Footnote | None = None


@dataclass(frozen=True)
class Bars:
    """Figures of one unit, the only ones that may be compared by length."""

    unit: Wording
    bars: list[FigureRow]
    note: str = ""


@dataclass(frozen=True)
class FigureGroups:
    groups: list[Bars]
    numbers: list[FigureRow]
    table: list[FigureRow]

    def __bool__(self) -> bool:
        return bool(self.table)


def group_figures(words: Words, figures: Iterable[Figure], footnotes: Footnotes | None = None) -> FigureGroups:
    """`words` are the page's, in which the labels are; two figures or more of one unit become bars, longest first.

    Where the page has `footnotes`, a figure with an address as its source has one.
    """
    figures = list(figures)
    units = [figure.unit for figure in figures]
    compared = sorted((f for f in figures if f.unit and units.count(f.unit) > 1), key=lambda f: units.index(f.unit))
    alone = [figure for figure in figures if figure not in compared]
    notes = _footnotes(figures, footnotes)
    bars = [_bars(words, list(group), notes) for _unit, group in groupby(compared, key=lambda figure: figure.unit)]
    numbers = [replace(_row(words, figure), footnote=notes.get(id(figure))) for figure in alone]
    table = [replace(_row(words, figure), footnote=notes.get(id(figure))) for figure in figures]
    return FigureGroups(bars, numbers, table)


def _footnotes(figures: list[Figure], footnotes: Footnotes | None) -> dict[int, Footnote]:
    """By the identity of the figure: one of a draft has no key yet."""
    addresses = {id(figure): figure.source for figure in figures if _is_address(figure.source)}
    return {key: footnotes.cite(address) for key, address in addresses.items()} if footnotes else {}


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _bars(words: Words, figures: list[Figure], notes: dict[int, Footnote]) -> Bars:
    longest = max(figure.value for figure in figures) or 1
    figures = sorted(figures, key=lambda figure: figure.value, reverse=True)
    bars = [
        replace(
            _row(words, figure, percent=float(LONGEST * figure.value / longest), with_unit=False),
            footnote=notes.get(id(figure)),
        )
        for figure in figures
    ]
    return Bars(row_words(words, figures[0], "unit"), bars)


def _row(words: Words, figure: Figure, *, percent: float = 0.0, with_unit: bool = True) -> FigureRow:
    label, unit = row_words(words, figure, "label"), row_words(words, figure, "unit")
    value = _measured(figure, unit if with_unit else "", label)
    is_link = _is_address(figure.source)
    return FigureRow(
        label=label,
        value=value,
        text=EXACTNESS[figure.qualifier] % {"value": value},
        unit=unit,
        exact=str(figure.get_qualifier_display()),
        year=figure.year,
        source=site_name(figure.source) if is_link else figure.source,
        url=figure.source if is_link else "",
        percent=max(percent, 0.0),
        most=figure.qualifier == Figure.Qualifier.UP_TO,
    )


def _measured(figure: Figure, unit: str, label: str) -> str:
    """The number with its unit, unless the label says it already ("people trained": 90)."""
    number = display_number(figure.value)
    if not unit or unit.casefold() in label.casefold():
        return number
    return f"{number}\u00a0{unit}"
