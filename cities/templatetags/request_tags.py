"""How a question to a city reads in templates and letters, in the reader's language."""

from __future__ import annotations

from django import template

from cities.presenting_requests import request_row
from cities.wording import display_asker
from core.languages import OWN_NAMES

register = template.Library()

register.filter("asked_by", display_asker)
register.filter("as_row", request_row)


@register.filter
def own_name(code: str) -> str:
    """A language by the name it gives itself."""
    return OWN_NAMES[code]
