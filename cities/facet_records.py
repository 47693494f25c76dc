"""How the facets of cities are read from the database: in a few queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core import languages
from core.folding import fold
from facets import FacetRecord, Vocabulary

from .lists import live_cities
from .models import CityPage

SPOKEN = {code: place for place, code in enumerate(languages.CODES)}


def read(_words: Vocabulary, pks: list[int] | None) -> Iterable[FacetRecord]:
    """The live cities among `pks`, or all. A row is the city's folded name in each language."""
    cities = live_cities().prefetch_related("participations__phase")
    for city in cities if pks is None else cities.filter(pk__in=pks):
        yield FacetRecord(city.pk, set(_pairs(city)), tuple(fold(city.name_in(code)) for code in languages.CODES))


def _pairs(city: CityPage) -> Iterator[tuple[str, str]]:
    yield "size", str(city.size)
    if city.country:
        yield "country", city.country.code
        yield from (("region", region.code) for region in city.country.regions.all())
    for part in city.participations.all():
        yield "role", str(part.role)
        if part.phase:
            yield "phase", str(part.phase.number)
