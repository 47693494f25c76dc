"""A city's piece of the chart: the ports around it, and the lines to the cities it gave to or took from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cities.models import CityPage
from core import languages
from core.charts import Cut, Port, Voyage, header_cut
from core.keeping import kept

from .courses import Course
from .per_city import practices_per_city


def cut_with(city: CityPage, courses: Iterable[Course]) -> Cut | None:
    """The city among its neighbours, with the lines of these transfers; a city without a place has none."""
    if city.latitude is None or city.longitude is None:
        return None
    voyages = _voyages(courses)
    sailed = {key for voyage in voyages for key in (voyage.from_key, voyage.to_key)}
    known = kept(("ports", languages.current()), _ports)
    ports = [replace(port, rank=1, in_transfer=True) if port.key in sailed else port for port in known]
    if not any(port.key == city.path for port in ports):  # a draft is shown to its editors on its chart too
        ports.append(_port(city, filled=False))
    return header_cut(ports, voyages, focus=city.path, language=languages.current())


def _ports() -> tuple[Port, ...]:
    """Every public city that has a place."""
    practices = practices_per_city()
    placed = CityPage.objects.live().filter(latitude__isnull=False, longitude__isnull=False)
    return tuple(_port(city, filled=practices[city.path] > 0) for city in placed)


def _port(city: CityPage, *, filled: bool) -> Port:
    return Port(key=city.path, name=str(city.name), lon=city.longitude, lat=city.latitude, filled=filled)


def _voyages(courses: Iterable[Course]) -> list[Voyage]:
    """Only what both cities' pages say: a line needs two ports."""
    between = [course for course in courses if course.giver.city and course.receiver.city]
    return [Voyage(c.giver.city.path, c.receiver.city.path, str(c.transfer.basis)) for c in between]
