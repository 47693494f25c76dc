"""What this room shows on other rooms' pages."""

from __future__ import annotations

from collections import Counter

from django import template

from charts import Cut
from cities.models import CityPage
from core.display import DatedRow
from practices import city_practices, per_city
from practices.city_overview import city_overview
from practices.city_transfers import Exchange
from practices.similar_cities import SimilarCity

register = template.Library()


@register.simple_tag(takes_context=True)
def practices_of(context, city: CityPage) -> list[DatedRow]:
    """`{% practices_of city as practices %}`: its live practices, as `components/_dated_row.html` shows them."""
    return city_practices.practices_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def transfers_of(context, city: CityPage) -> Exchange:
    """`{% transfers_of city as exchange %}`: `.took`, `.gave` and `.hoped` boxes, `.number` of transfers."""
    return city_overview(city, context.get("request")).exchange


@register.simple_tag(takes_context=True)
def cities_like(context, city: CityPage) -> list[SimilarCity]:
    """`{% cities_like city as alike %}`: the three nearest, with reasons."""
    return city_overview(city, context.get("request")).similar


@register.simple_tag(takes_context=True)
def cut_of(context, city: CityPage | None) -> Cut | None:
    """`{% cut_of city as cut %}`: for the page header of whatever hangs under a city."""
    return city_overview(city, context.get("request")).cut if city else None


@register.simple_tag
def practices_per_city() -> Counter[str]:
    """`{% practices_per_city as practices %}`, then `{{ practices|of:city }}`."""
    return per_city.practices_per_city()
