"""How other rooms' counts find a city."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from cities.models import CityPage

register = template.Library()


@register.filter
def of(counts: Mapping[str, int], city: CityPage) -> int:
    """`{{ practices|of:city }}`: what a room counted for a city, by the city's place in the tree."""
    return counts.get(city.path, 0)
