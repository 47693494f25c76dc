"""What the records of this room are about, in the visitor's language: a page by its title, a phase by its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from cities.models import CityPage, Phase
from core.languages import Wording

from .models import MEASURED

CITY_PART = 4 * Page.steplen
"""Of a path: the root, the front page, the index of cities, the city."""


@dataclass(frozen=True)
class Subject:
    """`url` is empty where there is nothing that anybody could open; `city` is None for a phase and a pilot of many."""

    title: Wording
    url: str = ""
    kind: str = ""
    city: CityPage | None = None


def city_part(path: str) -> str:
    """The place in the tree where the city of a page would stand."""
    return path[:CITY_PART]


def subjects_of(records: Iterable, request: HttpRequest | None = None) -> dict[int, Subject]:
    """By the key of each record, which has a `page_id` or a `phase_id`. Seven queries at most, however many."""
    records = list(records)
    pages = _pages({record.page_id for record in records} - {None})
    cities = CityPage.objects.filter(path__in={city_part(page.path) for page in pages.values()}) if pages else []
    by_path = {city.path: city for city in cities}
    phases = Phase.objects.in_bulk({record.phase_id for record in records} - {None})
    return {
        record.pk: page_subject(pages[record.page_id], request, by_path)
        if record.page_id
        else phase_subject(phases[record.phase_id])
        for record in records
    }


def _pages(keys: set[int]) -> dict[int, Page]:
    found: dict[int, Page] = {}
    for model in MEASURED if keys else ():
        pages = model.objects.filter(pk__in=keys - found.keys()).defer("body", "row_words").order_by()
        found |= {page.pk: page for page in (pages if model is CityPage else pages.with_words())}
    return found


def page_subject(page, request: HttpRequest | None = None, cities: dict[str, CityPage] | None = None) -> Subject:
    is_city = isinstance(page, CityPage)
    title = page.name if is_city else Wording(page.words.title, page.words.language)
    url = (page.get_url(request) or "") if page.live else ""
    city = page if is_city else (cities or {}).get(city_part(page.path))
    return Subject(title, url, str(page._meta.verbose_name), city)


def phase_subject(phase: Phase) -> Subject:
    return Subject(phase.name, "", str(phase._meta.verbose_name))
