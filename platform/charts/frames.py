"""The four sheets of the chart: wide and narrow, for languages that run either way."""

from dataclasses import dataclass, replace

from charts.labels import Box
from charts.window import Point, Window
from core.languages import direction


@dataclass(frozen=True)
class Frame:
    """A sheet and how things are drawn on it, all in units of the drawing."""

    name: str
    window: Window
    land: str
    decimals: int
    size: float
    """Of the letters of a port that matters; the others are eight per cent smaller."""
    unit: float
    """How much larger than on the wide sheet marks are, where the sheet is shown at half its size."""
    halos: tuple[str, ...]
    """Widths of the shallow water along the shore, the widest first."""
    rose_at: Point
    """Longitude and latitude: in the Sahara, where nothing else is."""
    words: Box | None = None
    """Where the page's own words stand: no port and no name goes there."""
    fade: tuple[str, str] | None = None
    """Between these shares of the width the rhumb lines come out of the vellum, so that they end before any words."""
    land_fade: tuple[str, str] | None = None
    """Between these shares the land does."""
    names: int | None = None
    """How many names at most; the others keep their dot."""
    with_rose: bool = True
    right_to_left: bool = False

    @property
    def is_narrow(self) -> bool:
        return self.names is not None


_WIDE = Window(west=-35.6, north=52.2, scale=1280 / 75.5, width=1280, height=573)
_NARROW = Window(west=-14.5, north=49.6, scale=780 / 52.4, width=780, height=408)

WIDE = Frame(
    name="wide",
    window=_WIDE,
    land="near",
    decimals=1,
    size=12.5,
    unit=1.0,
    halos=("15", "9", "4"),
    rose_at=(3.2, 28.95),
    words=Box(0, 0, 388, 573),
    fade=("24%", "42%"),
)
WIDE_RTL = replace(
    WIDE,
    window=replace(_WIDE, west=-13.5),
    size=14,
    words=Box(892, 0, 1280, 573),
    fade=("76%", "58%"),
    land_fade=("73%", "66%"),
    right_to_left=True,
)
NARROW = Frame(
    name="narrow",
    window=_NARROW,
    land="middle",
    decimals=0,
    size=26,
    unit=1.7,
    halos=("24", "14", "6"),
    rose_at=(15.0, 35.15),
    names=12,
    with_rose=False,
)
NARROW_RTL = replace(NARROW, right_to_left=True)


def frames_for(language: str) -> tuple[Frame, Frame]:
    """The wide and the narrow sheet of a language; a page carries both and its style sheet shows one."""
    return (WIDE_RTL, NARROW_RTL) if direction(language) == "rtl" else (WIDE, NARROW)
