"""Where the names stand: beside their port, off each other and off every dot, off coast and lines where they can be.

Greedy, the ports that matter most first. Where the eight places beside a port are taken, a name may stand a little
farther off at the end of a hairline, as on the crowded coasts of a portolan. What finds no place keeps its dot.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from unicodedata import category

from charts.window import Point, Window

CELL = 48
NARROW_LETTERS, WIDE_LETTERS = frozenset("iljtfrI.,'’()- "), frozenset("mwMWÆŒ")
PLACES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
FAR = tuple((distance, turn) for distance in (16, 26, 38) for turn in range(16))


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        for column in range(math.floor(self.left / CELL), math.floor(self.right / CELL) + 1):
            for row in range(math.floor(self.top / CELL), math.floor(self.bottom / CELL) + 1):
                yield column, row

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def has(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def around(point: Point, radius: float) -> Box:
    return Box(point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius)


class Ground:
    """What lies on the sheet already: boxes that no name may touch, and ink that a name would rather not cross."""

    def __init__(self, window: Window, margin: float) -> None:
        self.sheet = Box(margin, margin, window.width - margin, window.height - margin)
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._ink: dict[tuple[int, int], list[tuple[Point, float]]] = defaultdict(list)

    def copy(self) -> "Ground":
        """The same ground, to try names on."""
        other = copy(self)
        other._boxes = defaultdict(list, {cell: list(boxes) for cell, boxes in self._boxes.items()})
        return other

    def lay(self, box: Box) -> None:
        for cell in box.cells():
            self._boxes[cell].append(box)

    def draw(self, points: Iterable[Point], weight: float) -> None:
        """Ink along a line, as dots no farther than six units from each other."""
        last = None
        for point in points:
            for dot in [point] if last is None else between(last, point):
                self._ink[math.floor(dot[0] / CELL), math.floor(dot[1] / CELL)].append((dot, weight))
            last = point

    def is_free(self, box: Box) -> bool:
        inside = (
            self.sheet.left <= box.left
            and box.right <= self.sheet.right
            and self.sheet.top <= box.top
            and box.bottom <= self.sheet.bottom
        )
        return inside and not any(box.meets(other) for cell in box.cells() for other in self._boxes[cell])

    def is_clear(self, start: Point, end: Point) -> bool:
        """Whether a hairline can be ruled without striking out a name or running through another port."""
        return all(self.is_free(around(point, 0.5)) for point in between(start, end))

    def ink_under(self, box: Box) -> float:
        return sum(weight for cell in box.cells() for point, weight in self._ink[cell] if box.has(point))


def between(start: Point, end: Point) -> list[Point]:
    steps = max(1, math.ceil(math.dist(start, end) / 6))
    return [
        (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        for step in range(1, steps + 1)
    ]


def width_of(text: str, size: float, *, bold: bool) -> float:
    """How wide a text runs in a common sans serif, to a few per cent; Arabic marks take no room."""
    ems = 0.0
    for letter in text:
        if category(letter) in ("Mn", "Cf"):
            continue
        if letter in NARROW_LETTERS or "\u0600" <= letter <= "\u06ff":
            ems += 0.34 if letter in NARROW_LETTERS else 0.56
        else:
            ems += 0.9 if letter in WIDE_LETTERS else 0.66 if letter.isupper() else 0.585
    return ems * size * (1.06 if bold else 1.0)


@dataclass(frozen=True)
class Spot:
    """A place for a name: `x`, `y` is where its baseline is anchored, `side` which way it runs (-1 to the left)."""

    x: float
    y: float
    side: int
    box: Box
    leader: tuple[Point, Point] | None = None


def beside(port: Point, radius: float, width: float, size: float) -> Iterator[Spot]:
    """The eight places: right, left, above, below, then the corners."""
    for across, down in PLACES:
        gap = radius + (size * 0.3 if not (across and down) else size * 0.12)
        x = port[0] + across * gap * (0.8 if down else 1)
        middle = port[1] + down * (gap * (0.75 if across else 1) + size * 0.5)
        yield _spot(x, middle, across, width, size)


def farther(port: Point, radius: float, width: float, size: float) -> Iterator[Spot]:
    """Places at the end of a hairline, nearest first."""
    for distance, turn in FAR:
        angle = math.pi * turn / 8
        way = (math.cos(angle), math.sin(angle))
        end = (port[0] + way[0] * distance * size / 12, port[1] + way[1] * distance * size / 12)
        side = 0 if abs(way[0]) < 0.3 else (1 if way[0] > 0 else -1)
        middle = end[1] + (math.copysign(size * 0.5, way[1]) if side == 0 else 0)
        start = (port[0] + way[0] * (radius + 1), port[1] + way[1] * (radius + 1))
        yield _spot(end[0] + side * size * 0.2, middle, side, width, size, leader=(start, end))


def _spot(
    x: float, middle: float, side: int, width: float, size: float, *, leader: tuple[Point, Point] | None = None
) -> Spot:
    left = x if side > 0 else x - width if side < 0 else x - width / 2
    return Spot(
        x, middle + size * 0.36, side, Box(left, middle - size * 0.56, left + width, middle + size * 0.56), leader
    )


@dataclass(frozen=True)
class Name:
    """What is to be placed. `lean` points away from the crowd: a name stands on its port's open side if it can."""

    text: str
    port: Point
    radius: float
    size: float
    bold: bool = False
    lean: Point = (0.0, 0.0)


def find_place(name: Name, ground: Ground, *, leaders: bool) -> Spot | None:
    """The free place over the least ink, the first of equals; it is taken at once."""
    width = width_of(name.text, name.size, bold=name.bold)
    spots = enumerate(beside(name.port, name.radius, width, name.size))
    lean = [1.5 * (name.lean[0] * x + name.lean[1] * y) / math.hypot(x, y) for x, y in PLACES]
    ranked = [
        (ground.ink_under(spot.box) + order * 0.4 - lean[order], order, spot)
        for order, spot in spots
        if ground.is_free(spot.box)
    ]
    far = _at_a_distance(name, ground, width) if leaders and not ranked else None
    best = min(ranked)[2] if ranked else far
    if best:
        ground.lay(best.box)
    return best


def _at_a_distance(name: Name, ground: Ground, width: float) -> Spot | None:
    for spot in farther(name.port, name.radius, width, name.size):
        if ground.is_free(spot.box.grown(5)) and spot.leader and ground.is_clear(*spot.leader):
            return spot  # well off other dots: it must not be read as theirs
    return None
