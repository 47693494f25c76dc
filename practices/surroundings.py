"""What takes most queries to say about a city, and is the same for everybody: found once, kept until it changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cities.models import CityPage
from core import languages
from core.charts import Cut
from core.keeping import kept

from .charting import cut_with
from .city_transfers import GaveAndTook, courses_of, exchange_of, naming
from .courses import Course
from .likeness import Alike, likes_of


@dataclass(frozen=True)
class Surroundings:
    cut: Cut | None
    """For the page header of the city and of its pilots."""
    exchange: GaveAndTook
    alike: list[Alike]
    signs: dict[int, list[dict]]
    """For `components/_sign.html`, by the practice they stand at."""


def surroundings(city: CityPage, request: HttpRequest | None = None) -> Surroundings:
    """In the visitor's language. One query for a page, whichever of its parts asks first."""
    if not hasattr(city, "surroundings_read"):
        key = ("surroundings", city.pk, city.latitude, city.longitude, languages.current())
        city.surroundings_read = kept(key, lambda: _found(city, request))
    return city.surroundings_read


def _found(city: CityPage, request: HttpRequest | None) -> Surroundings:
    courses = courses_of(city, request)
    exchange = exchange_of(city, courses, request)
    return Surroundings(cut_with(city, courses), exchange, likes_of(city, request), _signs(courses))


def _signs(courses: list[Course]) -> dict[int, list[dict]]:
    signs: dict[int, list[dict]] = {}
    for course in courses:
        given, became = course.transfer.practice_id, course.transfer.became_id
        if became:
            signs.setdefault(became, []).append(_sign(naming(_("Adapted from %(place)s"), course.giver.name)))
        if given:
            signs.setdefault(given, []).append(_sign(naming(_("Adapted by %(place)s"), course.receiver.name)))
    return signs


def _sign(words: str) -> dict:
    return {"icon": "arrow", "tone": "due", "strong": words}
