"""The piece of the chart at the end of a page's header: a city among its neighbours, or the cities of a list."""

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from statistics import median
from zlib import crc32

from charts.coast import coast_path, rings_in
from charts.cuts import HEADER, Cut
from charts.facts import Port, Voyage, surest
from charts.labels import Box, Ground
from charts.marks import Hand, draw_ports, draw_voyages, lay_dots
from charts.ornament import rays, short
from charts.window import Point, Window, latitude, northing
from core.languages import direction

ZONE = (90, 370)  # from the start edge: what every screen shows of a header's cut
REACH = 75  # up and down from its middle
CLOSEST, ALONE, FARTHEST = 20.0, 15.0, 6.0  # units per degree
LETTERS = {"ltr": 13.0, "rtl": 14.5}
COAST, VOYAGE = 0.35, 3.0  # how much a name would rather not cross them
FADED, SHOWN = 64, 448  # from the start edge
MOST_NAMES = 9
THE_SEA = ((-6.0, 33.0), (36.0, 50.0))  # longitudes and northings of the Mediterranean: shown where nothing is found
MOST_PORTS = 150


def header_cut(ports: Iterable[Port], voyages: Iterable[Voyage] = (), *, focus: str = "", language: str) -> Cut:
    """The piece of the chart at the end of a page's header.

    With a `focus` (a port's key): that city ringed, the ports around it, and its voyages. Without: all ports, as on a
    list of results; one that lies too far off to be shown with the others is left out.
    """
    return _header(tuple(ports), tuple(voyages), focus, language)


@lru_cache(maxsize=256)
def _header(ports: tuple[Port, ...], voyages: tuple[Voyage, ...], focus: str, language: str) -> Cut:
    rtl = direction(language) == "rtl"
    by_key = {port.key: port for port in ports}
    sailed = tuple(v for v in surest(voyages, by_key) if not focus or focus in (v.from_key, v.to_key))
    window = _fitted(_spots(by_key, sailed, focus), by_key.get(focus), rtl=rtl)
    places = {port.key: window.place(port.lon, port.lat) for port in ports}
    hand = Hand(LETTERS["rtl" if rtl else "ltr"], names=MOST_NAMES, leaders=False, right_to_left=rtl, focus=focus)
    lines = [(places[voyage.from_key], places[voyage.to_key]) for voyage in sailed]
    seen = _seen(by_key, places, window, focus)
    named = _named(seen, places, focus, {key for voyage in sailed for key in (voyage.from_key, voyage.to_key)})
    centre = places.get(focus)
    return Cut(
        id=f"header-{crc32(repr((window, places, focus, language)).encode()):x}",
        size=HEADER,
        coast=coast_path(window, HEADER.land, HEADER.decimals),
        rays=rays(centre or _heart(rtl=rtl)),
        x=short(centre[0]) if centre else "",
        y=short(centre[1]) if centre else "",
        ports=draw_ports(seen, named, places, _ground(window, lines, seen, places, hand), hand),
        voyages=draw_voyages(sailed, lines, unit=1),
        letters=short(hand.size),
    )


def _spots(ports: dict[str, Port], voyages: Iterable[Voyage], focus: str) -> list[Point]:
    """What must be in sight, as longitudes and northings: the city and the other ends of its voyages, or every port."""
    keys = {focus, *(key for v in voyages for key in (v.from_key, v.to_key))} if focus in ports else set(ports)
    return sorted((ports[key].lon, northing(ports[key].lat)) for key in keys) or list(THE_SEA)


def _fitted(spots: list[Point], focus: Port | None, *, rtl: bool) -> Window:
    """The closest window that shows the spots in the part of the cut that no screen cuts off."""
    centre = (focus.lon, northing(focus.lat)) if focus else (median(x for x, _ in spots), median(y for _, y in spots))
    kept = sorted(spots, key=lambda spot: math.dist(spot, centre))
    while len(kept) > 1 and _scale(kept) < FARTHEST:
        kept.pop()
    west, east, south, north = _extent(kept)
    middle = ((west + east) / 2, latitude((south + north) / 2))
    size = (HEADER.width, HEADER.height)
    closest = CLOSEST if len(kept) > 1 else ALONE
    scale = round(max(FARTHEST, min(closest, _scale(kept))), 1)
    return Window.around(*middle, scale=scale, size=size, at=_heart(rtl=rtl))


def _extent(spots: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), max(xs), min(ys), max(ys)


def _scale(spots: list[Point]) -> float:
    west, east, south, north = _extent(spots)
    return min((ZONE[1] - ZONE[0]) / max(east - west, 0.1), 2 * REACH / max(north - south, 0.1))


def _heart(*, rtl: bool) -> Point:
    """The middle of the part that every screen shows."""
    across = sum(ZONE) / 2
    return (HEADER.width - across if rtl else across), HEADER.height / 2


def _seen(ports: dict[str, Port], places: dict[str, Point], window: Window, focus: str) -> list[Port]:
    """The ports in the window, the nearest to the page's own city first: itself."""
    centre = places.get(focus, (window.width / 2, window.height / 2))
    seen = [port for port in ports.values() if window.holds(places[port.key], 4)]
    seen.sort(key=lambda port: math.dist(places[port.key], centre))
    return [replace(port, rank=0) if port.key == focus else port for port in seen[:MOST_PORTS]]


def _named(ports: list[Port], places: dict[str, Point], focus: str, partners: set[str]) -> list[Port]:
    """Whom to name: the city, the other ends of its voyages, then its neighbours, or the ports of most weight. A name
    so high or low that a header would cut it is not tried."""
    middle = HEADER.height / 2
    near = [port for port in ports if abs(places[port.key][1] - middle) < REACH + 20]
    return sorted(near, key=lambda port: (port.key != focus, port.key not in partners, 0 if focus else port.rank))


def _unseen(*, rtl: bool) -> tuple[Box, ...]:
    """Where no name stands: in the fade at the start edge, and beyond what a laptop shows, where it would be cut."""
    fade, rest = Box(0, 0, FADED, HEADER.height), Box(SHOWN, 0, HEADER.width, HEADER.height)
    if not rtl:
        return fade, rest
    return tuple(Box(HEADER.width - box.right, box.top, HEADER.width - box.left, box.bottom) for box in (fade, rest))


def _ground(
    window: Window, lines: list[tuple[Point, Point]], ports: list[Port], places: dict[str, Point], hand: Hand
) -> Ground:
    ground = Ground(window, 4)
    for box in _unseen(rtl=hand.right_to_left):
        ground.lay(box)
    for ring in rings_in(window, HEADER.land):
        ground.draw([*ring, ring[0]], COAST)
    for line in lines:
        ground.draw(line, VOYAGE)
    lay_dots(ports, places, ground, hand)
    return ground
