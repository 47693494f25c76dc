"""Of what a line is: a page in the reader's words and its city, or a phase. Read with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from cities.models import CityPage
from core.languages import Wording
from pilots.models import PilotPage
from practices.models import PracticePage

from .models import ResultLine

CITY_PART = 4 * Page.steplen
"""Of a path: the root, the front page, the index of cities, the city."""


@dataclass(frozen=True)
class Place:
    """`city` is None for a phase, and for a pilot of no single city. `url` is empty where nobody but its city reads."""

    name: Wording | str
    city: CityPage | None = None
    url: str = ""


def city_part(path: str) -> str:
    """The place in the tree where the city of a page would stand."""
    return path[:CITY_PART]


def places_of(lines: Iterable[ResultLine]) -> dict[int, Place]:
    """By the line's key; of `lines` the page and the phase are at hand (`select_related`)."""
    lines = list(lines)
    paths = {city_part(line.page.path) for line in lines if line.page_id}
    cities = {city.path: city for city in CityPage.objects.filter(path__in=paths)} if paths else {}
    pages = _subjects({line.page_id for line in lines if line.page_id})
    return {line.pk: _place(line, cities, pages) for line in lines}


def _subjects(keys: set[int]) -> dict[int, Page]:
    found: dict[int, Page] = {}
    for model in (PilotPage, PracticePage):
        if keys:
            pages = model.objects.filter(pk__in=keys).defer("body", "row_words").with_words()
            found.update({page.pk: page for page in pages})
    return found


def _place(line: ResultLine, cities: dict[str, CityPage], pages: dict[int, Page]) -> Place:
    if not line.page_id:
        return Place(line.phase.name)
    city, page = cities.get(city_part(line.page.path)), pages.get(line.page_id)
    url = line.page.get_url() or "" if line.page.live else ""
    if page is not None:
        return Place(Wording(page.words.title, page.words.language), city, url)
    return Place(city.name if city else line.page.title, city, url)
