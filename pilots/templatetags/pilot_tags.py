"""What the pages of this room show, and what other rooms' pages show of it."""

from __future__ import annotations

from collections import Counter

from django import template

from cities.models import CityPage
from core import languages
from core.keeping import kept
from pilots import lists, presenting
from pilots.models import PilotIndexPage, PilotPage
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
    return kept(key, lambda: lists.pilots_with(practice, context.get("request"))) if practice.pk else []


@register.simple_tag
def pilots_per_city() -> Counter[str]:
    """`{% pilots_per_city as pilots %}`, then `{{ pilots|of:city }}`."""
    return lists.pilots_per_city()


@register.simple_tag(takes_context=True)
def all_pilots(context) -> lists.PilotList:
    """`{% all_pilots as pilots %}`: `.rows`, the newest first, and `.cut`, their cities on the chart."""
    return lists.all_pilots(context.get("request"))


@register.simple_tag
def note_of(index: PilotIndexPage) -> lists.Note | None:
    """`{% note_of page as note %}`: what is known of pilots without a record of their own."""
    return lists.note_of(index)


@register.simple_tag(takes_context=True)
def shown_pilot(context, pilot: PilotPage) -> presenting.ShownPilot:
    """`{% shown_pilot page as pilot %}`: all that its page shows."""
    return presenting.shown_pilot(pilot, context.get("request"))
