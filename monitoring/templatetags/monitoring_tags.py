"""What this room shows on other rooms' pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Page

from monitoring.shown import on_page

register = template.Library()


@register.simple_tag
def results_of(page: Page) -> on_page.PageResults:
    """`{% results_of page as results %}`, then `monitoring/_results.html`. A page that was never saved has none."""
    return on_page.results_of(page)


@register.simple_tag
def with_results(contents: list[dict], results: on_page.PageResults, *, before: str) -> list[dict]:
    """A page's contents with its results, which stand before the first of the sections named in `before`."""
    if not results:
        return contents
    following = before.split()
    place = next((at for at, entry in enumerate(contents) if entry["anchor"] in following), len(contents))
    return [*contents[:place], {"anchor": "measured", "label": _("Results by indicator")}, *contents[place:]]
