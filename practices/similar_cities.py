"""Cities like a city, each with its reasons.

The rule: two cities are alike by what their practices are about, in proportion to all that either's are about (the
cosine of two lists of weights, from 0 to 1; a theme weighs one over the number of cities that have it, so that what few
work on says more); by where they lie (1 for the same country, a half for the same region); and by their size (a
quarter). So a neighbour that works on other things and a far city that works on just the same come out even.
`tests/practices/neighbours.json` has what readers would say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from math import sqrt

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.lists import other_cities
from cities.models import CityPage
from core.models import Theme

from .per_city import themes_per_city

NEAREST = 3
SAME_COUNTRY, SAME_REGION, SAME_SIZE = 1, 1 / 2, 1 / 4


@dataclass(frozen=True)
class SimilarCity:
    """A city, where it is, and what the two have in common."""

    name: str
    url: str
    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """What two cities have in common, and how much it weighs."""

    city: CityPage
    themes: tuple[str, ...]
    """Codes of those that the practices of both are about, what few cities work on first."""
    in_themes: float
    """From 0 to 1."""
    same_country: bool
    same_region: bool
    same_size: bool

    @property
    def weight(self) -> float:
        place = SAME_COUNTRY if self.same_country else SAME_REGION if self.same_region else 0
        return self.in_themes + place + (SAME_SIZE if self.same_size else 0)

    @property
    def rank(self) -> tuple:
        return -self.weight, str(self.city.name)

    def __bool__(self) -> bool:
        """Only in the same part of the world, or only as large, is not alike."""
        return bool(self.themes or self.same_country or (self.same_region and self.same_size))


def similar_cities(city: CityPage, request: HttpRequest | None = None) -> list[SimilarCity]:
    """The three nearest of the live cities, with their reasons."""
    themes = themes_per_city()
    cities_about = Counter(code for codes in themes.values() for code in codes)
    own = themes.get(city.path, set())
    compared = [
        Likeness(
            other,
            tuple(sorted(own & others, key=lambda code: (cities_about[code], code))),
            _in_common(own, others, cities_about),
            same_country=city.country_id is not None and city.country_id == other.country_id,
            same_region=city.region is not None and city.region == other.region,
            same_size=city.size != CityPage.Size.UNKNOWN and city.size == other.size,
        )
        for other in other_cities(city)
        for others in [themes.get(other.path, set())]
    ]
    nearest = sorted(filter(None, compared), key=lambda likeness: likeness.rank)[:NEAREST]
    in_common = {code for likeness in nearest for code in likeness.themes}
    names = {theme.code: theme.name for theme in Theme.objects.filter(code__in=in_common)}
    return [
        SimilarCity(
            likeness.city.name,
            likeness.city.get_url(request),
            where=_where(likeness),
            reasons=tuple(_reasons(likeness, [names[code] for code in likeness.themes if code in names])),
        )
        for likeness in nearest
    ]


def _in_common(own: Set[str], others: Set[str], cities_about: Mapping[str, int]) -> float:
    def weight(codes: Set[str]) -> float:
        return sum(1 / cities_about[code] for code in sorted(codes))

    return weight(own & others) / sqrt(weight(own) * weight(others)) if own and others else 0


def _where(likeness: Likeness) -> str:
    country, region = likeness.city.country, likeness.city.region
    if likeness.same_country:
        return _("Also in %(country)s") % {"country": country.name}
    if likeness.same_region and country:
        return _("%(country)s, also in %(region)s") % {"country": country.name, "region": region.name}
    return country.name if country else ""


def _reasons(likeness: Likeness, themes: list[str]) -> list[str]:
    """`themes` are the names of those in common."""
    reasons = []
    if themes:
        if len(themes) == 1:
            pattern = _("One theme in common: %(first)s")
        elif len(themes) == 2:
            pattern = _("Two themes in common: %(first)s; %(second)s")
        else:
            pattern = ngettext(
                "%(number)s theme in common: %(first)s; %(second)s and others",
                "%(number)s themes in common: %(first)s; %(second)s and others",
                len(themes),
            )
        reasons.append(pattern % {"number": len(themes), "first": themes[0], "second": themes[:2][-1]})
    if likeness.same_size:
        reasons.append(_("Also %(size)s") % {"size": likeness.city.size_label})
    return reasons
