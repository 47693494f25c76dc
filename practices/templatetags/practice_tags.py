"""What this room shows on other rooms' pages."""

from __future__ import annotations

from collections import Counter

from django import template

from cities.models import CityPage
from core.charts import Cut
from practices import city_practices, per_city
from practices.city_transfers import GaveAndTook
from practices.dossiers import Dossier, dossiers
from practices.likeness import Alike
from practices.surroundings import surroundings

register = template.Library()


@register.simple_tag(takes_context=True)
def practices_of(context, city: CityPage) -> list[city_practices.PracticeRow]:
    """`{% practices_of city as practices %}`: its live practices, as `components/_dated_row.html` shows them."""
    return city_practices.practices_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def transfers_of(context, city: CityPage) -> GaveAndTook:
    """`{% transfers_of city as exchange %}`: `.took`, `.gave` and `.hoped` boxes, `.number` of transfers."""
    return surroundings(city, context.get("request")).exchange


@register.simple_tag(takes_context=True)
def cities_like(context, city: CityPage) -> list[Alike]:
    """`{% cities_like city as alike %}`: the three nearest, with reasons."""
    return surroundings(city, context.get("request")).alike


@register.simple_tag(takes_context=True)
def cut_of(context, city: CityPage | None) -> Cut | None:
    """`{% cut_of city as cut %}`: for the page header of whatever hangs under a city."""
    return surroundings(city, context.get("request")).cut if city else None


@register.simple_tag
def practices_per_city() -> Counter[str]:
    """`{% practices_per_city as practices %}`, then `{{ practices|of:city }}`."""
    return per_city.practices_per_city()


@register.simple_tag
def dossiers_with(page) -> list[Dossier]:
    """`{% dossiers_with page as dossiers %}`: the live dossiers that hold this practice."""
    return [dossier for dossier in dossiers() if page.pk in dossier.practices]


@register.simple_tag
def dossiers_for(question) -> dict:
    """`{% dossiers_for panels.answer.question as dossiers %}`: `.number` of all, `.found` by its words and themes."""
    themes = set(dict(question.picked).get("theme", ()))
    found = [dossier for dossier in dossiers() if dossier.answers(question.text, themes)]
    return {"number": len(dossiers()), "found": found[:5]}
