"""Practices near to a practice: those that share most of its themes, first in its own region; each with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from pyroaring import BitMap

from core import languages
from core.caching import cached_until_change
from core.display import display_list, marked
from facets import Listed, current
from facets.index import Index

from .cards import PracticeCard, cards
from .models import PracticePage

NEAREST = 3


@dataclass(frozen=True)
class SimilarPractice:
    """Another practice by its key, and what the two have in common."""

    pk: int
    reason: SafeString


def similar_practice_cards(page: PracticePage, request: HttpRequest) -> list[tuple[PracticeCard, SafeString]]:
    """The nearest as cards, each with the reason; freshness makes a card another one tomorrow."""

    def found() -> list[tuple[PracticeCard, SafeString]]:
        reasons = {similar.pk: similar.reason for similar in similar_practices(page)}
        return [(card, reasons[card.pk]) for card in cards(reasons, request)]

    key = ("similar practices", page.pk, languages.current(), timezone.localdate())
    return cached_until_change(key, found) if page.pk else []


def similar_practices(page: PracticePage) -> list[SimilarPractice]:
    """At most three. Asked of the facets' bitmaps: one query, however many practices there are."""
    if not (page.pk and page.live):
        return []
    index = current("practices")
    here = index.ordinals.of(page.pk)
    themes = [code for code, held in index.values["theme"].items() if here in held]
    regions = [
        code
        for code, held in index.values["region"].items()
        # a larger region, which a smaller one lies in, would bring half the world near
        if here in held and index.vocabulary.values["region"][code].listed is Listed.USED
    ]
    others = index.live - BitMap([here])
    beside = BitMap().union(*(index.values["region"][code] for code in regions))
    nearest: list[int] = []
    for sharing in _by_themes_in_common(others, [index.values["theme"][code] for code in themes], beside):
        if len(nearest) >= NEAREST:
            break
        more = sharing - BitMap(nearest)
        nearest += index.sorted(more, "recent", languages.current(), 0, NEAREST - len(nearest))
    return [SimilarPractice(index.ordinals.pks[number], _reason(index, number, themes, regions)) for number in nearest]


def _by_themes_in_common(others: BitMap, themes: list[BitMap], beside: BitMap) -> Iterable[BitMap]:
    """Those with all themes in common, then all but one ...; at last those that only lie in the same region. At each
    step its own region comes first."""
    at_least = [others, *(BitMap() for _theme in themes)]
    for held in themes:
        for number in range(len(themes), 0, -1):
            at_least[number] |= at_least[number - 1] & held
    for number in range(len(themes), 0, -1):
        yield at_least[number] & beside
        yield at_least[number]
    yield others & beside


def _reason(index: Index, number: int, themes: list[str], regions: list[str]) -> SafeString:
    in_common = {"themes": display_list(_names(index, "theme", themes, number))}
    beside = _names(index, "region", regions, number)
    if not in_common["themes"]:
        return format_html(_("Also in {region}"), region=marked(beside[0]))
    if not beside:
        return format_html(_("Also about {themes}"), **in_common)
    return format_html(_("Also about {themes}, also in {region}"), region=marked(beside[0]), **in_common)


def _names(index: Index, facet: str, codes: list[str], number: int) -> list[str]:
    """Of the values that this practice has too, in the visitor's language."""
    values, held = index.vocabulary.values[facet], index.values[facet]
    return [values[code].label(languages.current()) for code in codes if number in held[code]]
