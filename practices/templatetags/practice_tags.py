"""What this room shows on other rooms' pages."""

from __future__ import annotations

from collections import Counter

from django import template

from cities.models import CityPage
from core.charts import Cut
from practices import charting, city_practices, city_transfers, likeness

register = template.Library()


@register.simple_tag(takes_context=True)
def practices_of(context, city: CityPage) -> list[city_practices.PracticeRow]:
    """`{% practices_of city as practices %}`: its live practices, as `components/_dated_row.html` shows them."""
    return city_practices.practices_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def transfers_of(context, city: CityPage) -> city_transfers.GaveAndTook:
    """`{% transfers_of city as exchange %}`: `.took`, `.gave` and `.hoped` boxes, `.number` of transfers."""
    return city_transfers.transfers_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def cities_like(context, city: CityPage) -> list[likeness.Alike]:
    """`{% cities_like city as alike %}`: the three nearest, with reasons."""
    return likeness.cities_like(city, context.get("request"))


@register.simple_tag
def cut_of(city: CityPage | None) -> Cut | None:
    """`{% cut_of city as cut %}`: for the page header of whatever hangs under a city."""
    return charting.cut_of(city) if city else None


@register.simple_tag
def practices_per_city() -> Counter[str]:
    """`{% practices_per_city as practices %}`, then `{{ practices|of:city }}`."""
    return city_practices.practices_per_city()
