"""A city's piece of the chart: the ports around it, and the lines to the cities it gave to or took from."""

from __future__ import annotations

from cities.lists import other_cities
from cities.models import CityPage
from core import languages
from core.charts import Cut, Port, Voyage, header_cut
from core.keeping import kept

from .city_practices import practices_per_city
from .city_transfers import courses_of
from .courses import Course


def cut_of(city: CityPage) -> Cut | None:
    """For the page header of a city, of its practices and of its pilots; a city without a place has none."""
    if city.latitude is None or city.longitude is None:
        return None
    return kept(("cut", city.pk, languages.current()), lambda: _cut_of(city))


def _cut_of(city: CityPage) -> Cut:
    practices = practices_per_city()
    voyages = _voyages(courses_of(city))
    sailed = {key for voyage in voyages for key in (voyage.from_key, voyage.to_key)}
    ports = [
        Port(
            key=one.path,
            name=str(one.name),
            lon=one.longitude,
            lat=one.latitude,
            rank=1 if one.path in sailed else 2,
            filled=practices[one.path] > 0,
            in_transfer=one.path in sailed,
        )
        for one in [city, *other_cities(city)]
        if one.latitude is not None and one.longitude is not None
    ]
    return header_cut(ports, voyages, focus=city.path, language=languages.current())


def _voyages(courses: list[Course]) -> list[Voyage]:
    """Only what both cities' pages say: a line needs two ports."""
    between = [course for course in courses if course.giver.city and course.receiver.city]
    return [Voyage(c.giver.city.path, c.receiver.city.path, c.transfer.basis) for c in between]
