"""How many practices each city has, and about what: asked of the facets' bitmaps, by the city's place in the tree."""

from __future__ import annotations

from collections import Counter

from pyroaring import BitMap

from facets import current
from facets.index import Index


def practices_per_city() -> Counter[str]:
    """How many live practices each city has part in."""
    return Counter({path: len(held) for path, held in _held(current("practices"))})


def themes_per_city() -> dict[str, set[str]]:
    """The codes of the themes that each city's live practices are about."""
    index = current("practices")
    themes = index.values["theme"].items()
    return {path: {code for code, about in themes if held & about} for path, held in _held(index)}


def _held(index: Index) -> list[tuple[str, BitMap]]:
    """Each city's place in the tree, with the practices it has part in."""
    held, paths = index.values["city"], index.vocabulary.own.paths
    return [(path, held.get(place.city, BitMap())) for path, place in paths.items()]
