"""What is ruled on the sheet: the rose, its rhumb lines, and arrows. Path data only; classes give the colours."""

import math
from dataclasses import dataclass

from charts.window import Point, Window

SHORT_RAYS = 16
RAY = 600  # longer than any strip: the drawing cuts it off


def short(value: float, decimals: int = 1) -> str:
    """A coordinate as text, never localised: a comma would break the drawing."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def at(point: Point, decimals: int = 1) -> str:
    return f"{short(point[0], decimals)} {short(point[1], decimals)}"


@dataclass(frozen=True)
class Rose:
    """Eight points, each half in ink and half left white, within two rings."""

    x: str
    y: str
    outer: str
    inner: str
    dark: str
    light: str


def rose(centre: Point, radius: float) -> Rose:
    """The four winds reach to the inner ring, the four between to three fifths of it."""
    dark: list[str] = []
    light: list[str] = []
    for eighth in range(8):
        angle = math.pi * eighth / 4
        reach = radius * (0.87 if eighth % 2 == 0 else 0.54)
        tip = _from(centre, angle, reach)
        for halves, side in ((light, -1), (dark, 1)):
            waist = _from(centre, angle + side * math.pi / 8, radius * 0.148)
            halves.append(f"M{at(centre)}L{at(waist)} {at(tip)}z")
    x, y = (short(value) for value in centre)
    return Rose(x, y, short(radius), short(radius * 0.913), "".join(dark), "".join(light))


def _from(centre: Point, bearing: float, distance: float) -> Point:
    """Bearings are a sailor's: from north, clockwise."""
    return centre[0] + distance * math.sin(bearing), centre[1] - distance * math.cos(bearing)


def rhumbs(centre: Point, window: Window, *, gap: float) -> str:
    """Thirty-two lines from just outside the rose to the edge of the sheet."""
    lines = []
    for wind in range(32):
        bearing = math.pi * wind / 16
        start = _from(centre, bearing, gap)
        if window.holds(start):
            lines.append(f"M{at(start, 0)}L{at(edge(start, _from(start, bearing, 4 * window.width), window), 0)}")
    return "".join(lines)


def rays(centre: Point) -> str:
    """Sixteen short lines as one relative text, the same on every strip, so that a page of strips compresses well."""
    text = [f"M{at(centre, 0)}"]
    for wind in range(SHORT_RAYS):
        bearing = 2 * math.pi * wind / SHORT_RAYS
        x, y = _from((0, 0), bearing, 7)
        far_x, far_y = _from((0, 0), bearing, RAY)
        text.append(
            f"m{at((x, y), 0)}l{at((far_x, far_y), 0)}m{at((-round(x) - round(far_x), -round(y) - round(far_y)), 0)}"
        )
    return "".join(text)


def edge(inside: Point, outside: Point, window: Window) -> Point:
    """Where the line from a point on the sheet to one beyond it leaves the sheet."""
    share = 1.0
    for axis, limit in ((0, window.width), (1, window.height)):
        step = outside[axis] - inside[axis]
        if step > 0:
            share = min(share, (limit - inside[axis]) / step)
        elif step < 0:
            share = min(share, -inside[axis] / step)
    return inside[0] + share * (outside[0] - inside[0]), inside[1] + share * (outside[1] - inside[1])


@dataclass(frozen=True)
class Arrow:
    """A line with a tip: direction is told by shape, not by colour."""

    line: str
    tip: str


def arrow(start: Point, end: Point, *, unit: float) -> Arrow:
    """From beside one port to beside another; between close ports the line shrinks before the tip does."""
    length = math.dist(start, end) or 1.0
    way = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    clear = min(7 * unit, length / 6)
    head = min(9 * unit, length / 2)
    point, neck, foot = (_along(end, way, -back) for back in (clear, clear + head - unit, clear + head))
    half = head * 0.44
    wings = (foot[0] + way[1] * half, foot[1] - way[0] * half), (foot[0] - way[1] * half, foot[1] + way[0] * half)
    line = f"M{at(_along(start, way, clear))}L{at(neck)}"
    return Arrow(line, f"M{at(point)}L{at(wings[0])} {at(wings[1])}z")


def _along(point: Point, way: Point, distance: float) -> Point:
    return point[0] + way[0] * distance, point[1] + way[1] * distance
