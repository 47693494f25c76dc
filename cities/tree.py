"""Where a city stands in the tree of pages, and what hangs under it: the one place that knows how long its path is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Left
from wagtail.models import Page

CITY_PATH_LENGTH = 4 * Page.steplen
"""The root, the front page, the list of cities, the city."""


def city_path(path: str) -> str:
    """Where the city would stand of a page at `path`: of a pilot of several cities, no city does."""
    return path[:CITY_PATH_LENGTH]


def CityPath(path: str = "path") -> Left:  # noqa: N802 (an expression, as Django's own are called)
    """The same in a query: `annotate(city_path=CityPath("line__page__path"))`."""
    return Left(path, CITY_PATH_LENGTH)


def under(cities: Iterable[Page], to_page: str = "") -> Q:
    """These cities' pages and whatever hangs under them; `to_page` leads to the page ("line__page__")."""
    found = Q(pk__in=[])
    for city in cities:
        found |= Q(**{f"{to_page}path__startswith": city.path})
    return found
