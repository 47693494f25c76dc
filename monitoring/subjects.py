"""What the records of this room are about, in the visitor's language: cities and phases by name, others by title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cities.models import CityPage
from cities.tree import city_path
from core.languages import Wording

from .models import MEASURED, PhasePage


@dataclass(frozen=True)
class Subject:
    """`url` is empty where there is nothing that anybody could open; `city` is None for a phase and a pilot of many."""

    title: Wording
    url: str = ""
    kind: str = ""
    city: CityPage | None = None


def subjects_of(records: Iterable, request: HttpRequest | None = None) -> dict[int, Subject]:
    """By the key of each record, which has a `page_id`. Seven queries at most, however many."""
    records = list(records)
    pages = _pages({record.page_id for record in records})
    cities = CityPage.objects.filter(path__in={city_path(page.path) for page in pages.values()}) if pages else []
    by_path = {city.path: city for city in cities}
    return {record.pk: page_subject(pages[record.page_id], request, by_path) for record in records}


def _pages(keys: set[int]) -> dict[int, Page]:
    found: dict[int, Page] = {}
    for model in MEASURED:
        if wanted := keys - found.keys():
            pages = model.objects.filter(pk__in=wanted).defer("body", "row_words").order_by()
            found |= {page.pk: page for page in with_titles(pages)}
    return found


def with_titles(pages: PageQuerySet) -> PageQuerySet:
    """With what `title_of` reads of pages of one kind, however many there are."""
    if pages.model is PhasePage:
        return pages.select_related("phase")
    return pages if pages.model is CityPage else pages.with_words()


def title_of(page) -> Wording:
    """Of a page as what it is. A name is a fact, a title is words."""
    return page.name if isinstance(page, (CityPage, PhasePage)) else page.words.wording("title")


def page_subject(page, request: HttpRequest | None = None, cities: dict[str, CityPage] | None = None) -> Subject:
    url = (page.get_url(request) or "") if page.live else ""
    city = page if isinstance(page, CityPage) else (cities or {}).get(city_path(page.path))
    return Subject(title_of(page), url, str(page._meta.verbose_name), city)
