"""The cut of the chart in a page header: the cities that met, or that a publication is about."""

from __future__ import annotations

from collections.abc import Iterable

from charts import HEADER, Cut, Port, cut, header_cut
from cities.models import CityPage
from core import languages


def cut_of(cities: Iterable[CityPage], *, host: CityPage | None = None) -> Cut:
    """All of them on the chart, the host ringed. With no city that has a place: the open sea."""
    ports = [_port(city) for city in cities if city.latitude is not None and city.longitude is not None]
    if not ports:
        return cut(None, None, size=HEADER, language=languages.current())
    return header_cut(ports, focus=host.path if host else "", language=languages.current())


def _port(city: CityPage) -> Port:
    return Port(key=city.path, name=str(city.name), lon=city.longitude, lat=city.latitude, filled=True)
