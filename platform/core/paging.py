"""Long lists in pages: `?page=2`, beside whatever else the address asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from .display import PageLink, PageLinks
from .numbers import display_number


@dataclass(frozen=True)
class Paged:
    """One page of a list; `links` is None when all fit on one page."""

    rows: list
    number_of_all: int
    is_first: bool
    links: PageLinks | None


def paged(rows: QuerySet, request: HttpRequest, size: int) -> Paged:
    """The page that was asked for; past the end the last, and the first for what is no number."""

    def url(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"{request.path}?{asked.urlencode()}"

    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return Paged(list(page.object_list), page.paginator.count, page.number == 1, page_links(page, url))


def page_links(page: Page, url: Callable[[int], str]) -> PageLinks | None:
    """The first, the last and those around the current one; None when there is only one. `url` is a page's address."""
    if page.paginator.num_pages == 1:
        return None
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return PageLinks(
        tuple(
            PageLink(display_number(number), url(number), is_current=number == page.number)
            if isinstance(number, int)
            else PageLink()
            for number in numbers
        ),
        previous_url=url(page.number - 1) if page.has_previous() else "",
        next_url=url(page.number + 1) if page.has_next() else "",
    )
