"""What this room shows on other rooms' pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Page

from monitoring import presenting_results

register = template.Library()


@register.simple_tag
def results_of(page: Page) -> presenting_results.PageResults:
    """`{% results_of page as results %}`, then `monitoring/_results.html`. A page that was never saved has none."""
    return presenting_results.results_of(page)


@register.simple_tag
def with_results(contents: list[dict], results: presenting_results.PageResults, *, before: str) -> list[dict]:
    """A page's contents with its results, which stand before the first of the sections named in `before`."""
    if not results:
        return contents
    following = before.split()
    place = next((at for at, entry in enumerate(contents) if entry["anchor"] in following), len(contents))
    return [*contents[:place], {"anchor": "measured", "label": _("Results by indicator")}, *contents[place:]]
