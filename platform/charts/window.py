"""A rectangle cut from the Mercator plane: the projection on which a rhumb line is straight, as on a portolan."""

import math
from dataclasses import dataclass
from functools import cached_property

Point = tuple[float, float]


def northing(lat: float) -> float:
    """Mercator's y for a latitude, in degrees of the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def latitude(y: float) -> float:
    """The latitude of a northing."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


@dataclass(frozen=True)
class Window:
    """North is up and west is left in every language: a map is never mirrored."""

    west: float
    north: float
    scale: float
    """Units of the drawing per degree of longitude."""
    width: int
    height: int

    @classmethod
    def around(cls, lon: float, lat: float, *, scale: float, size: tuple[int, int], at: Point) -> "Window":
        """The window of that size which shows a place at a point given in units of the drawing."""
        north = latitude(min(northing(lat) + at[1] / scale, northing(85)))
        return cls(round(lon - at[0] / scale, 4), round(north, 4), scale, *size)

    @cached_property
    def top(self) -> float:
        return northing(self.north)

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    @property
    def east(self) -> float:
        return self.west + self.width / self.scale

    @property
    def south(self) -> float:
        return latitude(self.top - self.height / self.scale)

    def place(self, lon: float, lat: float) -> Point:
        """Where a place is drawn."""
        return (lon - self.west) * self.scale, (self.top - northing(lat)) * self.scale

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether a point lies on the sheet, at least `margin` from its edge."""
        x, y = point
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin
