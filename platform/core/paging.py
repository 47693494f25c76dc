"""Long lists in pages: `?page=2`, beside whatever else the address asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from .facets.panels import written


@dataclass(frozen=True)
class Paged:
    """One page of a list; `links` is what `components/_pagination.html` shows, nothing when all fit on one page."""

    rows: list
    number_of_all: int
    is_first: bool
    links: dict


def paged(rows: QuerySet, request: HttpRequest, size: int) -> Paged:
    """The page that was asked for; past the end the last, and the first for what is no number."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    links = _links(page, request) if page.paginator.num_pages > 1 else {}
    return Paged(list(page.object_list), page.paginator.count, page.number == 1, links)


def _links(page: Page, request: HttpRequest) -> dict:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "pages": [_numbered(number, page.number, request) for number in numbers],
        "previous_url": _url(page.number - 1, request) if page.has_previous() else "",
        "next_url": _url(page.number + 1, request) if page.has_next() else "",
    }


def _numbered(number: int | str, current: int, request: HttpRequest) -> dict:
    if number == Paginator.ELLIPSIS:
        return {"gap": True}
    return {"number": written(number), "url": _url(number, request), "current": number == current}


def _url(number: int, request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"{request.path}?{asked.urlencode()}"
