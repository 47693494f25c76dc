"""What this room shows on other rooms' pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.display import Link
from monitoring.public import results_box

register = template.Library()


@register.simple_tag
def results_of(page: Page) -> results_box.PageResults:
    """`{% results_of page as results %}`, then `monitoring/public/_results.html`.

    A page that was never saved has none.
    """
    return results_box.results_of(page)


@register.simple_tag
def with_results(contents: list[Link], results: results_box.PageResults, *, before: str) -> list[Link]:
    """A page's contents with its results, which stand before the first of the sections named in `before`."""
    if not results:
        return contents
    following = before.split()
    place = next((at for at, link in enumerate(contents) if link.url.removeprefix("#") in following), len(contents))
    return [*contents[:place], Link(_("Results by indicator"), "#measured"), *contents[place:]]
