"""The land inside a window, as the text of an SVG path.

Plain Python over small files (data/coast), so that production needs no geometry library.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from charts.labels import Box
from charts.window import Point, Window, northing

DATA = Path(__file__).resolve().parents[2] / "data" / "coast"
SPARE = 14  # the clipped edge is stroked like a shore: it stays this far outside the window
SMALLEST = 4.0  # square units; a smaller island is a speck beside its own halo

RUN = 32  # points that are looked at together

Ring = list[Point]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Land:
    """The rings of one file, in degrees of longitude and northings, in runs of points with their bounds."""

    bounds: Bounds
    rings: list[tuple[Bounds, list[tuple[Bounds, Ring]]]]


@cache
def land(name: str) -> Land:
    """Read once in a process: `near`, `middle` or `world`."""
    data = json.loads((DATA / f"{name}.json").read_text())
    rings = [_walk(steps, data["steps_per_degree"]) for steps in data["rings"]]
    in_runs = [[ring[start : start + RUN] for start in range(0, len(ring), RUN)] for ring in rings]
    bounded = [[(_bounds(run), run) for run in runs] for runs in in_runs]
    return Land(tuple(data["bounds"]), [(_bounds(ring), runs) for ring, runs in zip(rings, bounded, strict=True)])


def _walk(steps: list[int], per_degree: int) -> Ring:
    lon = lat = 0
    ring = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + east, lat + north
        ring.append((lon / per_degree, northing(lat / per_degree)))
    return ring


def _bounds(ring: Ring) -> Bounds:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def sheet_for(window: Window, wanted: str) -> str:
    """The wanted detail where its file reaches, the coarse world elsewhere."""
    west, south, east, north = land(wanted).bounds
    within = west <= window.west and window.east <= east and south <= window.south and window.north <= north
    return wanted if within else "world"


def rings_in(window: Window, sheet: str, bare: Box | None = None) -> list[Ring]:
    """The outlines of land, clipped a little outside the window; islands that lie wholly in `bare` are left out."""
    spare = SPARE / window.scale
    low = window.top - window.height / window.scale - spare
    view = (window.west - spare, low, window.east + spare, window.top + spare)
    drawn = []
    for bounds, runs in land(sheet_for(window, sheet)).rings:
        if not _beside(bounds, view):
            clipped = [point for run_bounds, run in runs for point in _shortened(run_bounds, run, view)]
            for axis, limit, sign in ((0, view[0], -1), (0, view[2], 1), (1, view[1], -1), (1, view[3], 1)):
                clipped = _clip(clipped, axis, limit, sign)
            drawn.append([((x - window.west) * window.scale, (window.top - y) * window.scale) for x, y in clipped])
    return [ring for ring in drawn if _area(ring) >= SMALLEST and not (bare and all(bare.has(point) for point in ring))]


def _beside(bounds: Bounds, view: Bounds) -> bool:
    """Wholly to one side of the view."""
    return bounds[2] < view[0] or bounds[0] > view[2] or bounds[3] < view[1] or bounds[1] > view[3]


def _shortened(bounds: Bounds, run: Ring, view: Bounds) -> Ring:
    """A run of points wholly to one side would be clipped to its ends' crossings: its ends are enough. Three quarters
    of the work of a strip is saved here."""
    return [run[0], run[-1]] if _beside(bounds, view) else run


def _clip(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """One pass of Sutherland and Hodgman: keep what is on the inner side of one edge."""
    kept: Ring = []
    if not ring:
        return kept
    last = ring[-1]
    was_in = (last[axis] - limit) * sign <= 0
    for point in ring:
        is_in = (point[axis] - limit) * sign <= 0
        if is_in != was_in:
            share = (limit - last[axis]) / (point[axis] - last[axis])
            kept.append((last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])))
        if is_in:
            kept.append(point)
        last, was_in = point, is_in
    return kept


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


@lru_cache(maxsize=4096)
def coast_path(window: Window, sheet: str, decimals: int, bare: Box | None = None) -> str:
    """The land of a window as relative path data; the same window is computed once in a process."""
    return "".join(_written(ring, decimals) for ring in rings_in(window, sheet, bare))


def _written(ring: Ring, decimals: int) -> str:
    """Whole steps between rounded points, so that rounding never adds up; a ring that rounds to a line is left out."""
    grid = 10**decimals
    points = _apart([(round(x * grid), round(y * grid)) for x, y in ring], 1 if decimals == 0 else 0)
    if len(points) < 3:
        return ""
    moves = [move for before, here in pairwise(points) for move in (here[0] - before[0], here[1] - before[1])]
    start = f"M{number(points[0][0], grid)} {number(points[0][1], grid)}l"
    return start + packed([number(move, grid) for move in moves]) + "z"


def _apart(points: list[tuple[int, int]], step: int) -> list[tuple[int, int]]:
    """Points more than a step from the one before: on a grid of whole pixels, smaller steps are only stairs."""
    kept = points[:1]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) > step or abs(y - kept[-1][1]) > step:
            kept.append((x, y))
    return kept


def number(value: int, grid: int) -> str:
    """A number of grid steps as SVG's shortest decimal: `-.5`, `12`, `3.4`."""
    if grid == 1:
        return str(value)
    text = f"{value / grid:.{len(str(grid)) - 1}f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def packed(numbers: list[str]) -> str:
    """Path numbers need a space between them only where no minus sign stands."""
    return "".join(n if n[0] == "-" or i == 0 else " " + n for i, n in enumerate(numbers))
