"""Cuts of the chart: the piece of coast around a city that its cards and pages carry."""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from charts.coast import coast_path
from charts.marks import DrawnPort, DrawnVoyage
from charts.ornament import rays, short
from charts.window import Point, Window
from core.languages import direction


@dataclass(frozen=True)
class Size:
    """What a cut is for. `at` is where its city stands, from the sheet's start edge."""

    name: str
    width: int
    height: int
    at: Point
    land: str
    decimals: int

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


CARD = Size("card", 420, 96, (286, 45), "near", 0)
HEADER = Size("header", 1120, 480, (230, 240), "near", 1)
"""Wider and higher than a header: it is shown at its own size from the start edge, so that letters keep their size."""

SCALES = (11, 12.5, 14.5, 17, 20, 23.5, 27.5, 32)
VARIANTS = 8 * 5 * 4  # scales, places across, places down: few enough for the cache to hold those of many cities
FEWEST = 24  # numbers in a path: with fewer, no coast is in sight


@dataclass(frozen=True)
class Cut:
    """What `components/_cut.html` writes. A cut is decoration beside the words: it is hidden from screen readers."""

    id: str
    size: Size
    coast: str
    rays: str
    x: str = ""
    y: str = ""
    ports: tuple[DrawnPort, ...] = ()
    voyages: tuple[DrawnVoyage, ...] = ()
    letters: str = ""


def cut(lon: float | None, lat: float | None, *, size: Size = CARD, key: str = "", language: str = "en") -> Cut:
    """The coast around a place, off-centre; `key` varies scale and place, so that two cards of one city differ.

    Without a place there is only the sea and its rhumb lines. In right-to-left languages the city moves to the other
    side, under words that start at the right; the map itself is never mirrored.
    """
    seed = 1 + crc32(key.encode()) % VARIANTS if key else 0
    return _cut(lon, lat, size, seed, direction(language) == "rtl")


@lru_cache(maxsize=4096)
def _cut(lon: float | None, lat: float | None, size: Size, seed: int, rtl: bool) -> Cut:  # noqa: FBT001
    across, down = _shifted(size.at, seed)
    point = (float(size.width - across if rtl else across), float(down))
    name = f"{size.name}-{crc32(repr((lon, lat, seed, rtl)).encode()):x}"
    if lon is None or lat is None:
        return Cut(name, size, "", rays(point))
    coast = ""
    for scale in _scales(seed):
        window = Window.around(lon, lat, scale=scale, size=(size.width, size.height), at=point)
        coast = coast_path(window, size.land, size.decimals)
        if coast.count(" ") + coast.count("-") > FEWEST:
            break
    return Cut(name, size, coast, rays(point), short(point[0]), short(point[1]))


def _shifted(at: Point, seed: int) -> Point:
    """Up to 32 units to either side and 12 up or down: inside what a narrow card and a low one still show."""
    return (at[0] + seed // 8 % 5 * 16 - 32, at[1] + seed // 40 % 4 * 8 - 12) if seed else at


def _scales(seed: int) -> tuple[float, ...]:
    """The key's own scale, then smaller ones until a coast comes into sight."""
    first = seed % len(SCALES) if seed else SCALES.index(17)
    return (*SCALES[first::-1], 10, 8)
