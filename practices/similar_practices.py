"""Practices near to a practice, each with the reason.

The rule: two practices are near by what both are about, in proportion to all that either is about (the cosine of two
lists of weights).

- A theme weighs one over the number of practices that have it: one that half of them have says little.
- Whom it is for, the objectives of the Global Compact and the region weigh a sixteenth of that: they decide among
  practices of much the same themes.
- What agrees in themes alone, and in nothing else that fewer than half of all practices have, counts half: a house for
  refugees that was opened by many authorities for housing and work is not near to a committee on governance and work.
- Only what shares a theme or the region is near at all. Among equals the most recent comes first.

`tests/practices/neighbours.json` has what readers would say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

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
WEIGHTS = {"theme": 1, "target": 1 / 16, "gcm": 1 / 16, "region": 1 / 16}
COMPARED = 200
"""Of many thousands only these are weighed: those with most values in common."""
NAMED_GROUPS = 2
"""Of whom both are for, in the reason."""


@dataclass(frozen=True)
class SimilarPractice:
    """Another practice by its key, and what the two have in common."""

    pk: int
    reason: SafeString


@dataclass(frozen=True)
class Value:
    """A value of a facet, with the practices that have it."""

    facet: str
    code: str
    held: BitMap

    @property
    def weight(self) -> float:
        return WEIGHTS[self.facet] / len(self.held)


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
    values = list(_values(index))
    own = [value for value in values if here in value.held]
    compared = _with_most_in_common(index, here, own)
    nearness = _nearness(compared, values, own, few=len(index.live) / 2)
    _order, recent = index.order("recent", languages.current())
    nearest = sorted(compared, key=lambda number: (-nearness[number], recent(number)))[:NEAREST]
    return [SimilarPractice(index.ordinals.pks[number], _reason(index, number, own)) for number in nearest]


def _values(index: Index) -> Iterator[Value]:
    """Those that weigh. A larger region, which a smaller one lies in, would bring half the world near."""
    for facet in WEIGHTS:
        words = index.vocabulary.values[facet]
        for code, held in index.values[facet].items():
            if held and (facet != "region" or words[code].listed is Listed.USED):
                yield Value(facet, code, held)


def _with_most_in_common(index: Index, here: int, own: list[Value]) -> BitMap:
    """Those that may be near at all; of too many, those with most of its values, at last the most recent."""
    others = BitMap().union(*(value.held for value in own if value.facet in ("theme", "region"))) - BitMap([here])
    if len(others) <= COMPARED:
        return others
    at_least = [others, *(BitMap() for _value in own)]
    for value in own:
        for number in range(len(own), 0, -1):
            at_least[number] |= at_least[number - 1] & value.held
    found = BitMap()
    for sharing in reversed(at_least):
        if len(sharing) > COMPARED:
            more = index.sorted(sharing - found, "recent", languages.current(), 0, COMPARED - len(found))
            return found | BitMap(more)
        found = sharing
    return found


def _nearness(compared: BitMap, values: list[Value], own: list[Value], few: float) -> dict[int, float]:
    """Of each that is compared, from 0 to 1; `few` practices are fewer than this."""
    about: dict[int, float] = defaultdict(float)
    in_common: dict[int, float] = defaultdict(float)
    agreeing = BitMap()
    for value in values:
        for number in value.held & compared:
            about[number] += value.weight
    for value in own:
        for number in value.held & compared:
            in_common[number] += value.weight
        if value.facet != "theme" and len(value.held) < few:
            agreeing |= value.held
    length = sqrt(sum(value.weight for value in own))
    return {
        number: in_common[number] / (sqrt(about[number]) * length) / (1 if number in agreeing else 2)
        for number in compared
    }


def _reason(index: Index, number: int, own: list[Value]) -> SafeString:
    """What both have, in each facet the rarest first."""
    in_common = sorted((value for value in own if number in value.held), key=lambda value: len(value.held))
    names: dict[str, list[str]] = defaultdict(list)
    for value in in_common:
        names[value.facet].append(index.vocabulary.values[value.facet][value.code].label(languages.current()))
    themes, groups = display_list(names["theme"]), display_list(names["target"][:NAMED_GROUPS])
    region = marked(names["region"][0]) if names["region"] else ""
    patterns = {
        (True, False, False): _("Also about {themes}"),
        (True, False, True): _("Also about {themes}, also in {region}"),
        # Translators: {groups} are those whom a practice is for: "Also about Housing, for refugees"
        (True, True, False): _("Also about {themes}, for {groups}"),
        (True, True, True): _("Also about {themes}, for {groups}, also in {region}"),
        (False, True, True): _("Also for {groups}, also in {region}"),
        (False, False, True): _("Also in {region}"),
    }
    pattern = patterns[bool(themes), bool(groups), bool(region)]
    return format_html(pattern, themes=themes, groups=groups, region=region)
