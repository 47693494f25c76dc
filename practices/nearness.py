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
from core.facets import Listed, current
from core.facets.index import Index
from core.keeping import kept
from core.templatetags.core_tags import marked

from .browsing import PracticeCard, cards
from .glance import listed
from .models import PracticePage

SHOWN = 3


@dataclass(frozen=True)
class Near:
    """Another practice by its key, and what the two have in common."""

    pk: int
    reason: SafeString


def near_to(page: PracticePage) -> list[Near]:
    """At most three. Asked of the facets' bitmaps: one query, however many practices there are."""
    if not (page.pk and page.live):
        return []
    index = current("practices")
    here = index.ordinals.of(page.pk)
    themes = [code for code, held in index.values["theme"].items() if here in held]
    regions = [code for code, held in index.values["region"].items() if here in held and _is_smallest(index, code)]
    found = _nearest(index, here, themes, regions)
    return [Near(index.ordinals.pks[number], _reason(index, number, themes, regions)) for number in found]


def near_cards(page: PracticePage, request: HttpRequest) -> list[tuple[PracticeCard, SafeString]]:
    """The nearest as cards, each with the reason; freshness makes a card another one tomorrow."""
    key = ("near", page.pk, languages.current(), timezone.localdate())
    return kept(key, lambda: _near_cards(page, request)) if page.pk else []


def _near_cards(page: PracticePage, request: HttpRequest) -> list[tuple[PracticeCard, SafeString]]:
    reasons = {near.pk: near.reason for near in near_to(page)}
    shown = cards(reasons, request)
    return [(card, reasons[getattr(card.words, "subject_id", card.words.pk)]) for card in shown]


def _is_smallest(index: Index, region: str) -> bool:
    """A larger region, which a smaller one lies in, would bring half the world near."""
    return index.vocabulary.values["region"][region].listed is Listed.USED


def _nearest(index: Index, here: int, themes: list[str], regions: list[str]) -> list[int]:
    """From most themes in common to none; at each step its own region first, and there the most recent first."""
    others = index.live - BitMap([here])
    beside = BitMap().union(*(index.values["region"][code] for code in regions))
    found: list[int] = []
    for sharing in _sharing(others, [index.values["theme"][code] for code in themes], beside):
        if len(found) >= SHOWN:
            break
        fresh = sharing - BitMap(found)
        found += index.sorted(fresh, "recent", languages.current(), 0, SHOWN - len(found))
    return found


def _sharing(others: BitMap, themes: list[BitMap], beside: BitMap) -> Iterable[BitMap]:
    """Those with all themes in common, then all but one ...; at last those that only lie in the same region."""
    at_least = [others, *(BitMap() for _theme in themes)]
    for held in themes:
        for number in range(len(themes), 0, -1):
            at_least[number] |= at_least[number - 1] & held
    for number in range(len(themes), 0, -1):
        yield at_least[number] & beside
        yield at_least[number]
    yield others & beside


def _reason(index: Index, number: int, themes: list[str], regions: list[str]) -> SafeString:
    shared = {"themes": listed(_names(index, "theme", themes, number))}
    beside = _names(index, "region", regions, number)
    if not shared["themes"]:
        return format_html(_("Also in {region}"), region=marked(beside[0]))
    if not beside:
        return format_html(_("Also about {themes}"), **shared)
    return format_html(_("Also about {themes}, also in {region}"), region=marked(beside[0]), **shared)


def _names(index: Index, facet: str, codes: list[str], number: int) -> list[str]:
    """Of the values that this subject has too, in the visitor's language."""
    values, held = index.vocabulary.values[facet], index.values[facet]
    return [values[code].label(languages.current()) for code in codes if number in held[code]]
