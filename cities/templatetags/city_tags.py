"""What the pages of this room show, and how other rooms' counts find a city."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from cities.directory import KindOfOrganisations, RegionOfCities, organisations_by_kind
from cities.directory import cities_by_region as regions_with_cities
from cities.models import CityPage
from cities.presenting import ShownCity
from cities.presenting import shown_city as city_as_shown

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_city(context, city: CityPage) -> ShownCity:
    """`{% shown_city page as city %}`: names, crumbs, facts and sources."""
    return city_as_shown(city, context.get("request"))


@register.simple_tag(takes_context=True)
def cities_by_region(context) -> list[RegionOfCities]:
    """`{% cities_by_region as regions %}`."""
    return regions_with_cities(context.get("request"))


@register.simple_tag
def organisations() -> list[KindOfOrganisations]:
    """`{% organisations as kinds %}`."""
    return organisations_by_kind()


@register.filter
def of(counts: Mapping[str, int], city: CityPage) -> int:
    """`{{ practices|of:city }}`: what a room counted for a city, by the city's place in the tree."""
    return counts.get(city.path, 0)
