"""What those who come want to learn and can offer: by theme, and who could be introduced to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.folding import fold
from core.models import Theme

from .models import Introduction, Registration, SessionPage


def participants(session: SessionPage) -> QuerySet[Registration]:
    """Those whose place is confirmed, with what they want and offer. Nothing of their needs is read."""
    coming = Registration.objects.filter(session=session).confirmed().of_people()
    return coming.select_related("city").prefetch_related("wants", "offers").defer("access_needs", "diet")


# --- by theme ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Voice:
    """One who wants or offers something, and their words about it."""

    registration: Registration
    words: str


@dataclass(frozen=True)
class ThemeLine:
    """A theme, or words without one, with who wants to learn about it and who can share experience."""

    name: str
    wants: tuple[Voice, ...]
    offers: tuple[Voice, ...]


def lines_by_theme(people: Iterable[Registration]) -> list[ThemeLine]:
    """A line for each theme that anybody wants or offers, in their order; last, the words of those who chose none."""
    themes: dict[int, Theme] = {}
    wants: dict[int | None, list[Voice]] = defaultdict(list)
    offers: dict[int | None, list[Voice]] = defaultdict(list)
    for one in people:
        for voices, chosen, words in (
            (wants, list(one.wants.all()), one.wants_in_words),
            (offers, list(one.offers.all()), one.offers_in_words),
        ):
            themes |= {theme.pk: theme for theme in chosen}
            keys: list[int | None] = [theme.pk for theme in chosen]
            for key in keys or ([None] if words else []):
                voices[key].append(Voice(one, words))
    ordered = sorted(themes.values(), key=lambda theme: (theme.order, theme.pk))
    lines = [ThemeLine(str(theme.name), tuple(wants[theme.pk]), tuple(offers[theme.pk])) for theme in ordered]
    if wants[None] or offers[None]:
        lines.append(ThemeLine(_("No theme chosen"), tuple(wants[None]), tuple(offers[None])))
    return lines


# --- who could be introduced to whom ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Pair:
    """`learner` wants what `giver` offers: `themes`, in their order. `in_common`: with those the other way round."""

    learner: Registration
    giver: Registration
    themes: tuple[Theme, ...]
    in_common: int

    @property
    def key(self) -> frozenset[int]:
        return frozenset({self.learner.pk, self.giver.pk})

    @property
    def is_of_one_place(self) -> bool:
        if self.learner.city_id or self.giver.city_id:
            return self.learner.city_id == self.giver.city_id
        return fold(self.learner.place) == fold(self.giver.place)


def pair_of(one: Registration, other: Registration) -> Pair | None:
    """None where neither wants what the other offers, or one of them has not agreed to introductions.

    The way round that has more themes; of two that have as many, that in which who registered first learns.
    """
    if not (one.agrees_to_introductions and other.agrees_to_introductions):
        return None
    first, second = sorted((one, other), key=lambda registration: registration.pk)
    there, back = _themes_between(first, second), _themes_between(second, first)
    if not (there or back):
        return None
    in_common = len({theme.pk for theme in (*there, *back)})
    if len(there) >= len(back):
        return Pair(first, second, there, in_common)
    return Pair(second, first, back, in_common)


def _themes_between(learner: Registration, giver: Registration) -> tuple[Theme, ...]:
    offered = {theme.pk for theme in giver.offers.all()}
    found = [theme for theme in learner.wants.all() if theme.pk in offered]
    return tuple(sorted(found, key=lambda theme: (theme.order, theme.pk)))


def suggested_pairs(people: Collection[Registration], known: Collection[frozenset[int]]) -> list[Pair]:
    """Who has not been asked yet (`known`), the best first, always in the same order.

    Of different cities first; then those with most themes in common; then those who have few others to meet.
    """
    willing = [one for one in people if one.agrees_to_introductions]
    found = [pair for one, other in combinations(willing, 2) if (pair := pair_of(one, other))]
    matches = Counter(key for pair in found for key in pair.key)

    def rank(pair: Pair) -> tuple:
        few = sorted(matches[key] for key in pair.key)
        return (pair.is_of_one_place, -pair.in_common, few, pair.learner.pk, pair.giver.pk)

    return sorted((pair for pair in found if pair.key not in known), key=rank)


def pairs_known(session: SessionPage) -> set[frozenset[int]]:
    """Those who were asked, whatever they answered."""
    return {frozenset(pair) for pair in Introduction.objects.filter(session=session).values_list("wants", "offers")}
