"""Ports, names and voyages as they are drawn: shared by the chart and by its cuts."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from charts.facts import CONFIRMED, DOCUMENTED, KINDS, REPORTED, Port, Voyage
from charts.labels import Ground, Name, Spot, around, find_place
from charts.ornament import arrow, at, short
from charts.window import Point

FINGER = 12  # radius of a port's target: 24 pixels across where no other port is near
IMPORTANT = 1  # ports up to this rank have a larger dot and bolder letters
MINOR = 0.92
ROUNDS, FEW = 4, 80  # a sheet of more names is too full to be untangled
CROWD = 48  # units within which a port is a neighbour


@dataclass(frozen=True)
class Label:
    """A name beside its port; `x` and `y` count from the port."""

    x: str
    y: str
    anchor: str
    css: str


@dataclass(frozen=True)
class DrawnPort:
    """A port as its link is written."""

    port: Port
    x: str
    y: str
    css: str
    radius: str
    hit: str
    label: Label | None
    leader: str


@dataclass(frozen=True)
class DrawnVoyage:
    """A line and its tip."""

    css: str
    line: str
    tip: str


@dataclass(frozen=True)
class KeyLine:
    """One kind of voyage on a chart, and how it is drawn there."""

    kind: str
    css: str


@dataclass(frozen=True)
class Hand:
    """How a sheet is drawn: the size of its letters and marks, how many names, which way its language runs."""

    size: float
    unit: float = 1.0
    names: int | None = None
    leaders: bool = True
    right_to_left: bool = False
    target: float = FINGER
    focus: str = ""
    """The port that wears a ring."""

    def radius(self, port: Port) -> float:
        return (3.4 if port.rank <= IMPORTANT else 2.6) * self.unit

    def room(self, port: Port) -> float:
        """From the centre of the port to where a name may begin."""
        return 7.0 if port.key == self.focus else self.radius(port)

    def anchor(self, side: int) -> str:
        """SVG counts `start` from where the text's language starts; sides are those of the map."""
        if side == 0:
            return "middle"
        return "end" if (side < 0) != self.right_to_left else "start"


def key_of(voyages: Iterable[Voyage]) -> tuple[KeyLine, ...]:
    """The kinds that occur, surest first. The surest that can occur is a full line: once a city has confirmed a
    transfer, one that is only documented is no longer drawn full."""
    kinds = {voyage.kind for voyage in voyages}
    documented = "took told" if CONFIRMED in kinds else "took"
    css = {CONFIRMED: "took", DOCUMENTED: documented, REPORTED: "took said"}
    return tuple(KeyLine(kind, css[kind]) for kind in KINDS if kind in kinds)


def draw_voyages(
    voyages: Iterable[Voyage], lines: Iterable[tuple[Point, Point]], *, unit: float
) -> tuple[DrawnVoyage, ...]:
    """Lines from port to port, the tip at the port that took the practice up."""
    voyages = tuple(voyages)
    css = {line.kind: line.css for line in key_of(voyages)}
    drawn = []
    for voyage, (start, end) in zip(voyages, lines, strict=True):
        shape = arrow(start, end, unit=unit)
        drawn.append(DrawnVoyage(css[voyage.kind], shape.line, shape.tip))
    return tuple(drawn)


def lay_dots(ports: Iterable[Port], places: Mapping[str, Point], ground: Ground, hand: Hand) -> None:
    """Before any name is placed: no name may cover a dot."""
    for port in ports:
        ground.lay(around(places[port.key], hand.room(port) + 1.5))


def draw_ports(
    ports: Iterable[Port], to_name: Iterable[Port], places: Mapping[str, Point], ground: Ground, hand: Hand
) -> tuple[DrawnPort, ...]:
    """Ports as they come; those `to_name` get their names in that order, on ground where the dots lie already."""
    ports = tuple(ports)
    crowds = _crowds({port.key: places[port.key] for port in ports})
    names = [(port.key, _name(port, places[port.key], hand, _lean(crowds[port.key]))) for port in to_name]
    spots = _spots(names, ground, hand)
    return tuple(
        _drawn(port, places[port.key], spots.get(port.key), _finger(crowds[port.key], hand), hand) for port in ports
    )


def _spots(names: list[tuple[str, Name]], ground: Ground, hand: Hand) -> dict[str, Spot]:
    """Those left without a place go first in another round: most crowds can be untangled by asking the last first."""
    best: dict[str, Spot] = {}
    for _round in range(ROUNDS if len(names) <= FEW else 1):
        spots = _one_round(names, ground.copy(), hand)
        best = max(best, spots, key=len)
        if len(spots) == len(names) or hand.names is not None:
            break
        names = sorted(names, key=lambda named: named[0] in spots)
    return best


def _one_round(names: list[tuple[str, Name]], ground: Ground, hand: Hand) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    for key, name in names:
        if hand.names is not None and len(spots) >= hand.names:
            break
        spot = find_place(name, ground, leaders=hand.leaders and len(names) <= FEW)
        if spot:
            spots[key] = spot
    return spots


def _name(port: Port, place: Point, hand: Hand, lean: Point) -> Name:
    is_minor = port.rank > IMPORTANT
    return Name(port.name, place, hand.room(port), hand.size * (MINOR if is_minor else 1), bold=not is_minor, lean=lean)


def _crowds(places: Mapping[str, Point]) -> dict[str, list[Point]]:
    """For each port the ways to it from its near neighbours, found by squares and not by comparing all with all."""
    squares = defaultdict(list)
    for key, (x, y) in places.items():
        squares[x // CROWD, y // CROWD].append((key, (x, y)))
    crowds = {}
    for key, place in places.items():
        column, row = place[0] // CROWD, place[1] // CROWD
        around_it = [(column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
        others = [other for square in around_it for name, other in squares.get(square, ()) if name != key]
        crowds[key] = [_from(place, other) for other in others if math.dist(place, other) < CROWD]
    return crowds


def _lean(crowd: list[Point]) -> Point:
    """The way out of the crowd: away from the near neighbours, the nearest counting most."""
    apart = [(x, y, x * x + y * y or 1.0) for x, y in crowd]
    x, y = sum(x / square for x, _, square in apart), sum(y / square for _, y, square in apart)
    length = math.hypot(x, y)
    return (x / length, y / length) if length > 1 / CROWD else (0.0, 0.0)


def _finger(crowd: list[Point], hand: Hand) -> float:
    """Targets never overlap, or the last one drawn would take its neighbour's clicks."""
    return min(hand.target, min((math.hypot(*step) for step in crowd), default=math.inf) / 2)


def _drawn(port: Port, place: Point, spot: Spot | None, finger: float, hand: Hand) -> DrawnPort:
    radius = hand.radius(port)
    css = " ".join(["port", *["has"] * port.filled, *["red"] * port.in_transfer])
    leader = f"M{at(_from(spot.leader[0], place))}L{at(_from(spot.leader[1], place))}" if spot and spot.leader else ""
    hit = short(max(finger, radius))
    return DrawnPort(
        port, short(place[0]), short(place[1]), css, short(radius), hit, _label(port, place, spot, hand), leader
    )


def _label(port: Port, place: Point, spot: Spot | None, hand: Hand) -> Label | None:
    if spot is None:
        return None
    x, y = _from((spot.x, spot.y), place)
    css = " ".join(["minor" if port.rank > IMPORTANT else "major", *["red"] * port.in_transfer])
    return Label(short(x), short(y), hand.anchor(spot.side), css)


def _from(point: Point, origin: Point) -> Point:
    return point[0] - origin[0], point[1] - origin[1]
