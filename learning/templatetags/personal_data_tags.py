"""The part of a person's own page that says what is kept of them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from learning.models import Registration
from learning.personal_data import kept_until
from learning.signed_links import link_of

register = template.Library()


@register.inclusion_tag("learning/_your_data.html")
def your_data(registration: Registration) -> dict[str, Any]:
    """`{% your_data registration %}`"""
    until = kept_until(registration)
    return {
        "is_known": registration.state != Registration.State.UNCONFIRMED,
        "has_needs": bool(registration.access_needs or registration.diet),
        "was_asked": registration.asked,
        "may_be_introduced": registration.agrees_to_introductions,
        "needs_until": until.needs and timezone.localdate(until.needs),
        "kept_until": timezone.localdate(until.person),
        "file_url": link_of(registration, "registration_data"),
        "erase_url": link_of(registration, "registration_erase"),
    }
