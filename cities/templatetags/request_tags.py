"""What templates and letters say of a question to a city, in the reader's language."""

from __future__ import annotations

from django import template

from cities.models import ContactRequest
from cities.request_letters import who_asks
from cities.showing_requests import row_in
from core.languages import OWN_NAMES

register = template.Library()

register.filter("asked_by", who_asks)


@register.filter
def own_name(code: str) -> str:
    """A language by the name it gives itself."""
    return OWN_NAMES[code]


@register.filter
def as_row(contact: ContactRequest, name: str) -> dict:
    """`{{ contact|as_row:"received" }}`."""
    return row_in(name, contact)
