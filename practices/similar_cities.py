"""Cities like a city, with reasons: the themes their practices share, then where they lie and how large they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.lists import other_cities
from cities.models import CityPage
from core.models import Theme

from .per_city import themes_per_city

NEAREST = 3


@dataclass(frozen=True)
class SimilarCity:
    """A city, where it is, and what the two have in common."""

    name: str
    url: str
    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """How near one city is to another. Themes count most: they are what one may learn about."""

    city: CityPage
    themes: frozenset[str]
    """Codes of those that the practices of both are about."""
    same_country: bool
    same_region: bool
    same_size: bool

    @property
    def rank(self) -> tuple:
        return -len(self.themes), not self.same_country, not self.same_region, not self.same_size, str(self.city.name)

    def __bool__(self) -> bool:
        return bool(self.themes or (self.same_country and self.same_size) or (self.same_region and self.same_size))


def similar_cities(city: CityPage, request: HttpRequest | None = None) -> list[SimilarCity]:
    """The three nearest of the live cities, with their reasons."""
    themes = themes_per_city()
    compared = [
        Likeness(
            other,
            frozenset(themes.get(city.path, set()) & themes.get(other.path, set())),
            same_country=city.country_id is not None and city.country_id == other.country_id,
            same_region=city.region is not None and city.region == other.region,
            same_size=city.size != CityPage.Size.UNKNOWN and city.size == other.size,
        )
        for other in other_cities(city)
    ]
    nearest = sorted(filter(None, compared), key=lambda likeness: likeness.rank)[:NEAREST]
    in_common = {code for likeness in nearest for code in likeness.themes}
    names = {theme.code: theme.name for theme in Theme.objects.filter(code__in=in_common)}
    return [
        SimilarCity(
            likeness.city.name,
            likeness.city.get_url(request),
            where=_where(likeness),
            reasons=tuple(_reasons(likeness, [name for code, name in names.items() if code in likeness.themes])),
        )
        for likeness in nearest
    ]


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
