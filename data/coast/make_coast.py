"""Cut the coastlines that the site draws out of Natural Earth's land, once, on a developer's machine.

The site itself reads only the small JSON files beside this script: no geometry library is installed in production.
Run it again only to change the sheet's extent or its detail::

    python -m venv /tmp/coast && /tmp/coast/bin/pip install shapely==2.2.0
    npm install --prefix /tmp/coast world-atlas@2.0.2
    /tmp/coast/bin/python data/coast/make_coast.py /tmp/coast/node_modules/world-atlas/land-50m.json

Only the land layer is read: this site draws no borders.
"""

import json
import math
import sys
from pathlib import Path

from shapely import make_valid, transform
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

HERE = Path(__file__).parent
STEPS_PER_DEGREE = 100  # 0.01 degree is a quarter of a pixel at the largest scale that the site draws

SHEETS = {
    # name: (west, south, east, north), tolerance in degrees of the equator, smallest island in square degrees
    "near": ((-56.0, 6.0, 90.0, 68.0), 0.02, 0.012),
    "middle": ((-20.0, 24.0, 44.0, 54.0), 0.065, 0.05),
    "world": ((-180.0, -58.0, 180.0, 78.0), 0.16, 0.5),
}


def arcs_of(topology):
    """TopoJSON keeps whole numbers that grow along an arc; the transform turns them into degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def ring_of(indexes, arcs):
    """A negative index walks its arc backwards; two neighbouring arcs share a point."""
    points = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def land_of(topology):
    """All land as one valid geometry in degrees."""
    arcs = arcs_of(topology)
    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for shell, *holes in geometry["arcs"]:
            polygons.append(make_valid(Polygon(ring_of(shell, arcs), [ring_of(hole, arcs) for hole in holes])))
    return unary_union(polygons)


def to_mercator(points):
    """Shapes are simplified as they will be seen; the unit stays a degree of the equator."""
    return [(lon, math.degrees(math.asinh(math.tan(math.radians(lat))))) for lon, lat in points]


def from_mercator(points):
    return [(lon, math.degrees(math.atan(math.sinh(math.radians(y))))) for lon, y in points]


def sheet(land, bounds, tolerance, smallest):
    """The rings of one sheet, largest first: shells run one way round and lakes the other, so that holes stay holes."""
    flat = transform(land.intersection(box(*bounds)), to_mercator)
    flat = make_valid(flat.simplify(tolerance))
    rings = []
    for part in getattr(flat, "geoms", [flat]):
        for polygon in part.geoms if isinstance(part, MultiPolygon) else [part]:
            if isinstance(polygon, Polygon) and polygon.area >= smallest:
                turned = orient(polygon)
                holes = [hole for hole in turned.interiors if Polygon(hole).area >= smallest]
                rings += [turned.exterior, *holes]
    rings.sort(key=lambda ring: -Polygon(ring).area)
    return [steps(from_mercator(ring.coords[:-1])) for ring in rings]


def steps(points):
    """Whole hundredths of a degree, each point as the step from the one before: a third of the bytes."""
    flat, last = [], (0, 0)
    for lon, lat in points:
        here = round(lon * STEPS_PER_DEGREE), round(lat * STEPS_PER_DEGREE)
        if here != last:
            flat += [here[0] - last[0], here[1] - last[1]]
            last = here
    return flat


def main(source):
    land = land_of(json.loads(Path(source).read_text()))
    for name, (bounds, tolerance, smallest) in SHEETS.items():
        rings = sheet(land, bounds, tolerance, smallest)
        path = HERE / f"{name}.json"
        data = {"steps_per_degree": STEPS_PER_DEGREE, "bounds": bounds, "rings": rings}
        path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
        points = sum(len(ring) for ring in rings) // 2
        sys.stdout.write(f"{path.name}: {len(rings)} rings, {points} points, {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
