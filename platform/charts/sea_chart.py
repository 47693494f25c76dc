"""The chart of the front page: ports, who met whom, and who took up whose practice.

Plain facts come in, drawing data goes out, and `components/_sea_chart.html` writes it down.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from charts.coast import coast_path, rings_in
from charts.facts import ListedPort, Meeting, Port, Voyage, listing, surest
from charts.frames import Frame
from charts.labels import Ground, Name, Spot, around, between, find_place
from charts.marks import FINGER, DrawnPort, DrawnVoyage, Hand, KeyLine, draw_ports, draw_voyages, key_of, lay_dots
from charts.ornament import Rose, at, edge, rhumbs, rose, short
from charts.window import Point
from core.languages import direction

ROSE = 46
MOST_PORTS, MOST_MEETINGS = 250, 500  # a sheet of more is neither read nor light; the list has them all
COAST, VOYAGE, MEETING = 0.35, 3.0, 0.04  # how much a name would rather not cross them
Line = tuple[Point, Point]


@dataclass(frozen=True)
class Bound:
    """A city off the sheet, named where a line to it leaves: the template says "to Douala"."""

    port: Port
    x: str
    y: str
    anchor: str
    arrow: str


@dataclass(frozen=True)
class SeaChart:
    """All that the template writes. Numbers are text already: a decimal comma would break the drawing."""

    frame: Frame
    coast: str
    rhumbs: str
    rose: Rose | None
    met: str
    voyages: tuple[DrawnVoyage, ...]
    ports: tuple[DrawnPort, ...]
    beyond: tuple[Bound, ...]
    key: tuple[KeyLine, ...]
    listing: tuple[ListedPort, ...]
    size: str

    def as_list(self) -> tuple[ListedPort, ...]:
        """The same facts in words: every port, on the sheet or off it, in the caller's order."""
        return self.listing


def draw(
    ports: Iterable[Port], voyages: Iterable[Voyage], meetings: Iterable[Meeting], *, frame: Frame, language: str
) -> SeaChart:
    """The chart of these facts; the same facts are drawn once in a process."""
    return _draw(tuple(ports), tuple(voyages), tuple(meetings), frame, language)


@lru_cache(maxsize=32)
def _draw(
    ports: tuple[Port, ...], voyages: tuple[Voyage, ...], meetings: tuple[Meeting, ...], frame: Frame, language: str
) -> SeaChart:
    sheet = Sheet(frame, language, {port.key: port for port in ports})
    sailed = surest(voyages, sheet.ports)
    beyond = sheet.name_the_far(sailed, meetings)
    seen = [voyage for voyage in sailed if sheet.can_join(voyage.from_key, voyage.to_key)]
    often_first = sorted(meetings, key=lambda meeting: -meeting.count)
    met = [sheet.line(m.a_key, m.b_key) for m in often_first if sheet.can_join(m.a_key, m.b_key)][:MOST_MEETINGS]
    courses = [sheet.line(voyage.from_key, voyage.to_key) for voyage in seen]
    sheet.ink(courses, VOYAGE)
    sheet.ink(met, MEETING)
    return SeaChart(
        frame=frame,
        coast=coast_path(frame.window, frame.land, frame.decimals, frame.words),
        rhumbs=rhumbs(sheet.rose_at, frame.window, gap=ROSE if frame.with_rose else 0),
        rose=rose(sheet.rose_at, ROSE) if frame.with_rose else None,
        met="".join(f"M{at(a, 0)}L{at(b, 0)}" for a, b in met),
        voyages=draw_voyages(seen, courses, unit=frame.unit),
        ports=sheet.draw_ports(),
        beyond=beyond,
        key=key_of(sailed),
        listing=listing(ports, sailed, meetings),
        size=short(sheet.hand.size),
    )


class Sheet:
    """One frame being filled: where ports stand on it, and what is taken."""

    def __init__(self, frame: Frame, language: str, ports: Mapping[str, Port]) -> None:
        self.frame, self.window, self.ports = frame, frame.window, ports
        rtl = direction(language) == "rtl"
        target = FINGER * (2 if frame.is_narrow else 1)
        self.hand = Hand(frame.size, frame.unit, frame.names, not frame.is_narrow, rtl, target)
        self.rose_at = self.window.place(*frame.rose_at)
        everywhere = {key: self.window.place(port.lon, port.lat) for key, port in ports.items()}
        shown = sorted(
            (key for key, place in everywhere.items() if self._shows(place)), key=lambda key: ports[key].rank
        )
        chosen = set(shown[:MOST_PORTS])
        self.places = {key: everywhere[key] for key in ports if key in chosen}
        self.far = {key: place for key, place in everywhere.items() if not self.window.holds(place)}
        self.ends = dict(self.places)
        """Ports on the sheet, and the far ones that a line may run to."""
        self.ground = self._ground()

    def _shows(self, place: Point) -> bool:
        under_words = self.frame.words is not None and self.frame.words.has(place)
        return self.window.holds(place, 3 * self.frame.unit) and not under_words

    def _ground(self) -> Ground:
        ground = Ground(self.window, 3 * self.frame.unit)
        if self.frame.words:
            ground.lay(self.frame.words)
        if self.frame.with_rose:
            ground.lay(around(self.rose_at, ROSE + 3))
        for ring in rings_in(self.window, self.frame.land, self.frame.words):
            ground.draw([*ring, ring[0]], COAST)
        lay_dots([self.ports[key] for key in self.places], self.places, ground, self.hand)
        return ground

    def line(self, a_key: str, b_key: str) -> Line:
        """From end to end, or to the edge of the sheet."""
        a, b = (self.places.get(key) or self.far[key] for key in (a_key, b_key))
        start = a if a_key in self.places else edge(b, a, self.window)
        end = b if b_key in self.places else edge(a, b, self.window)
        return start, end

    def can_join(self, a_key: str, b_key: str) -> bool:
        """A line needs a port on the sheet, and at its other end a port or a word that says where it goes."""
        return a_key in self.ends and b_key in self.ends and (a_key in self.places or b_key in self.places)

    def ink(self, lines: Iterable[Line], weight: float) -> None:
        for line in lines:
            self.ground.draw(line, weight)

    def draw_ports(self) -> tuple[DrawnPort, ...]:
        """In the caller's order, which is also the keyboard's; names find their place by rank."""
        ports = [self.ports[key] for key in self.places]
        by_rank = sorted(ports, key=lambda port: port.rank)
        return draw_ports(ports, by_rank, self.places, self.ground, self.hand)

    def name_the_far(self, voyages: Iterable[Voyage], meetings: Iterable[Meeting]) -> tuple[Bound, ...]:
        """Each far city is named once, at a voyage's end if it has one; a small sheet leaves mere meetings out."""
        sailed = self._leaving((voyage.from_key, voyage.to_key) for voyage in voyages)
        met = [] if self.frame.is_narrow else self._leaving((m.a_key, m.b_key) for m in meetings)
        named = []
        for one, other in [*sailed, *met]:
            if other not in self.ends:
                bound = self._bound(self.ports[other], self.places[one])
                if bound:
                    self.ends[other] = self.far[other]
                    named.append(bound)
        return tuple(named)

    def _leaving(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The pairs of a port on the sheet and a far one; the shortest line first, for it best says where it goes."""
        both_ways = [turned for pair in pairs for turned in (pair, pair[::-1])]
        leaving = [pair for pair in both_ways if pair[0] in self.places and pair[1] in self.far]
        return sorted(leaving, key=lambda pair: math.dist(*self.line(*pair)))

    def _bound(self, port: Port, start: Point) -> Bound | None:
        leaves = edge(start, self.far[port.key], self.window)
        words = self.frame.words
        if words and any(words.has(point) for point in between(start, leaves)):
            return None
        spot = self._spot_inside(port, start, leaves)
        if spot is None:
            return None
        return Bound(port, short(spot.x), short(spot.y), self.hand.anchor(spot.side), self._arrow(leaves))

    def _spot_inside(self, port: Port, start: Point, leaves: Point) -> Spot | None:
        """Beside the line, one letter's height before it leaves."""
        inwards = between(leaves, start)
        near = inwards[min(len(inwards), round(self.hand.size / 6)) - 1]
        name = Name(f"oooo {port.name} o", near, 2, self.hand.size)
        return find_place(name, self.ground, leaders=False)

    def _arrow(self, leaves: Point) -> str:
        if leaves[1] >= self.window.height - 1:
            return "↓"
        if leaves[1] <= 1:
            return "↑"
        return "←" if leaves[0] <= 1 else "→"
