"""What other rooms' pages show of this room."""

from __future__ import annotations

from collections import Counter

from django import template

from cities.models import CityPage
from core import languages
from core.caching import cached_until_change
from learning.models import Recommendation
from pilots import lists
from practices.models import PracticePage

register = template.Library()


@register.simple_tag(takes_context=True)
def pilots_of(context, city: CityPage) -> list[lists.PilotRow]:
    """`{% pilots_of city as pilots %}`: those under its page, for `pilots/_pilot_row.html`."""
    return lists.pilots_of(city, context.get("request"))


@register.simple_tag(takes_context=True)
def pilots_with(context, practice: PracticePage) -> list[lists.PilotLink]:
    """`{% pilots_with practice as pilots %}`: those that grew from it or became it."""
    key = ("pilots with", practice.pk, languages.current())
    return cached_until_change(key, lambda: lists.pilots_with(practice, context.get("request"))) if practice.pk else []


@register.simple_tag
def pilots_per_city() -> Counter[str]:
    """`{% pilots_per_city as pilots %}`, then `{{ pilots|of:city }}`."""
    return lists.pilots_per_city()


@register.simple_tag(takes_context=True)
def pilots_answering(context, recommendation: Recommendation) -> list[lists.PilotRow]:
    """`{% pilots_answering recommendation as pilots %}`: the public ones, for `pilots/_pilot_row.html`."""
    return lists.pilots_answering(recommendation, context.get("request"))
