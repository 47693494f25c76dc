"""The values by which practices are found, and what the database's keys mean in their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cities.facet_vocabulary import region_values
from cities.lists import live_cities
from cities.models import CityPage
from core import languages
from core.folding import fold
from core.models import Country, FrameworkItem, Region, TargetGroup, Theme
from facets import FacetValue, Listed, Vocabulary
from facets.values import chosen, label_of, named, spoken, words

from .assessing import NOT_ASSESSED
from .models import Assessment, PracticePage

NOT_YET = _("Not assessed yet")
FRAMEWORKS = {
    FrameworkItem.Framework.SDG_GOAL: "sdg",
    FrameworkItem.Framework.SDG_TARGET: "sdg",
    FrameworkItem.Framework.GCM_OBJECTIVE: "gcm",
}


Pair = tuple[str, str]  # a facet and a code


@dataclass(frozen=True)
class PracticePlace:
    """What a practice has from its city: where it lies (degrees), its folded name in each language, its pairs."""

    city: str
    longitude: float | None
    latitude: float | None
    names: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class PairsByKey:
    """What keys of the database mean in pairs."""

    themes: Mapping[int, tuple[Pair, ...]]
    target_groups: Mapping[int, tuple[Pair, ...]]
    framework_items: Mapping[int, tuple[Pair, ...]]
    places: Mapping[int, PracticePlace]
    paths: Mapping[str, PracticePlace]


def vocabulary() -> Vocabulary:
    themes, groups, regions = list(Theme.objects.all()), list(TargetGroup.objects.all()), list(Region.objects.all())
    goals, cities = list(FrameworkItem.objects.all()), list(live_cities())
    values = {
        "theme": named(themes),
        "region": region_values(regions),
        "country": named(Country.objects.all(), Listed.USED),
        "city": {city.slug: FacetValue(city.slug, label_of(city), Listed.USED) for city in cities},
        "target": named(groups),
        "sdg": _framework(goals, FrameworkItem.Framework.SDG_GOAL, FrameworkItem.Framework.SDG_TARGET),
        "gcm": _framework(goals, FrameworkItem.Framework.GCM_OBJECTIVE),
        "status": chosen(PracticePage.Status.choices),
        "evidence": {
            NOT_ASSESSED: FacetValue(NOT_ASSESSED, words(NOT_YET)),
            **{
                str(level.value): FacetValue(
                    str(level.value), words(format_lazy("{level}. {meaning}", level=level.value, meaning=level.label))
                )
                for level in Assessment.Level
            },
        },
        "size": chosen(CityPage.Size.choices),
        "lang": spoken(),
    }
    places = {city: _place(city) for city in cities}
    pairs = PairsByKey(
        themes={theme.pk: (("theme", theme.code),) for theme in themes},
        target_groups={group.pk: (("target", group.code),) for group in groups},
        framework_items={item.pk: _goal_and_target(item) for item in goals},
        places={city.pk: place for city, place in places.items()},
        paths={city.path: place for city, place in places.items()},
    )
    return Vocabulary(values, pairs)


def _framework(items: list[FrameworkItem], listed: str, *asked: str) -> dict[str, FacetValue]:
    """Goals or objectives by number, in the order of their framework; targets where somebody asks for one."""
    found = [item for item in items if item.framework in (listed, *asked)]
    return {
        item.code: FacetValue(
            item.code, label_of(item, f"{item.code}. "), Listed.ALWAYS if item.framework == listed else Listed.TICKED
        )
        for item in found
    }


def _goal_and_target(item: FrameworkItem) -> tuple[Pair, ...]:
    """A target says its goal too."""
    facet = FRAMEWORKS.get(item.framework)
    if facet is None:
        return ()
    codes = {item.code, item.code.partition(".")[0]} if facet == "sdg" else {item.code}
    return tuple((facet, code) for code in codes)


def _place(city: CityPage) -> PracticePlace:
    country = city.country
    regions = country.regions.all() if country else ()
    pairs = [("city", city.slug), ("size", str(city.size)), *(("region", region.code) for region in regions)]
    return PracticePlace(
        city=city.slug,
        longitude=city.longitude,
        latitude=city.latitude,
        names=tuple(fold(city.name_in(code)) for code in languages.CODES),
        pairs=(*pairs, ("country", country.code)) if country else tuple(pairs),
    )
