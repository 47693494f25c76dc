"""Practices on the chart: the cities of the hits, each a link to its own practices among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from pyroaring import BitMap

from charts import NARROW, NARROW_RTL, WIDE, WIDE_RTL, Cut, Port, SeaChart, draw, header_cut
from charts.window import Window
from core.folding import fold
from core.languages import direction
from facets import Answer, current
from facets.index import Index
from facets.panels import Panels

from .facet_vocabulary import PracticePlace
from .wording import display_number_of_practices

NAMED_FIRST = 12
WITHOUT_NECK = Window(west=-14.5, north=52.2, scale=WIDE.window.scale, width=922, height=573)
"""The wide sheet without the ocean over which the front page has its words."""


@dataclass(frozen=True)
class CityOfHits:
    """A city, how many of the hits are its own, and the list of them."""

    place: PracticePlace
    name: str
    number: int
    url: str = ""

    @property
    def note(self) -> str:
        return display_number_of_practices(self.number)


@dataclass(frozen=True)
class PracticeMap:
    """What `practices/_results.html` shows as a map."""

    charts: tuple[SeaChart, ...]
    cities: tuple[CityOfHits, ...]

    @property
    def about(self) -> str:
        return _(
            "The coasts around the Mediterranean. Each city is a link to its practices. The same "
            "information is below as a list."
        )


def cities_of_hits(index: Index, hits: BitMap, language: str) -> list[CityOfHits]:
    """Those with most hits first."""
    labels, held = index.vocabulary.values["city"], index.values["city"]
    found = [
        CityOfHits(place, str(labels[place.city].label(language)), held[place.city].intersection_cardinality(hits))
        for place in index.vocabulary.own.places.values()
        if place.city in held
    ]
    return sorted((city for city in found if city.number), key=lambda city: (-city.number, fold(city.name)))


def header_of_hits(answer: Answer, language: str) -> Cut | None:
    """The cities of the hits on the header's piece of the chart."""
    return _header(cities_of_hits(answer.index, answer.hits, language), language)


def header_of_practices(practices: Iterable[int], language: str) -> Cut | None:
    """The cities of these live practices (keys) on the header's piece of the chart."""
    index = current("practices")
    return _header(cities_of_hits(index, index.ordinals.known(practices), language), language)


def _header(cities: Iterable[CityOfHits], language: str) -> Cut | None:
    ports = [_port(city) for city in _placed(cities)]
    return header_cut(sorted(ports, key=lambda port: port.key), language=language) if ports else None


def practice_map(panels: Panels) -> PracticeMap:
    asked = panels.answer.question.without("city").shown(view="")
    cities = [
        replace(city, url=panels.url(asked.toggled("city", city.place.city)))
        for city in cities_of_hits(panels.answer.index, panels.answer.hits, panels.language)
    ]
    ports = [
        replace(_port(city), href=city.url, note=city.note, rank=1 if order < NAMED_FIRST else 2)
        for order, city in enumerate(_placed(cities))
    ]
    wide, narrow = (WIDE_RTL, NARROW_RTL) if direction(panels.language) == "rtl" else (WIDE, NARROW)
    wide = replace(wide, window=WITHOUT_NECK, words=None, fade=None, land_fade=None)
    charts = tuple(draw(ports, (), (), frame=frame, language=panels.language) for frame in (wide, narrow))
    return PracticeMap(charts, tuple(cities))


def _placed(cities: Iterable[CityOfHits]) -> list[CityOfHits]:
    return [city for city in cities if city.place.longitude is not None and city.place.latitude is not None]


def _port(city: CityOfHits) -> Port:
    place = city.place
    return Port(key=place.city, name=city.name, lon=place.longitude, lat=place.latitude, filled=True)
