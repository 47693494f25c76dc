"""Which city has what for which objective of the Global Compact: commitments, practices, pilots, measured results.

Nothing is counted up and nobody is ranked: what is recorded depends on who has reported, not on who does most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import Q

from cities.models import CityPage
from cities.tree import city_path
from core.caching import cached_until_change
from core.folding import fold
from core.models import FrameworkItem
from evaluations.models import Commitment
from monitoring.models import Measurement
from pilots.models import PilotPage
from practices.models import PracticePage

GCM = FrameworkItem.Framework.GCM_OBJECTIVE
STANDING = (Commitment.Status.COMMITTED, Commitment.Status.UNDER_WAY, Commitment.Status.KEPT)


class CoverageKind(models.TextChoices):
    """What may stand in a cell, in this order. Keys of practices, pilots, commitments; of result lines for measured."""

    COMMITMENT = "commitment"
    PRACTICE = "practice"
    PILOT = "pilot"
    MEASURED = "measured"


CoverageEntry = tuple[str, int, CoverageKind, int]
"""The path of a city or of a page under it, an objective, a kind, a thing."""
Cell = Mapping[CoverageKind, frozenset[int]]


@dataclass(frozen=True)
class ObjectiveCoverage:
    """`cells` by the city's path and the objective's key; only those with anything in them."""

    cells: Mapping[tuple[str, int], Cell]

    def of(self, city: CityPage, objective: FrameworkItem) -> Cell:
        return self.cells.get((city.path, objective.pk), {})

    @cached_property
    def covered(self) -> set[str]:
        """Paths of the cities with anything recorded."""
        return {path for path, _objective in self.cells}


def objectives() -> list[FrameworkItem]:
    return list(FrameworkItem.objects.filter(framework=GCM).order_by("order", "pk"))


def coverage() -> ObjectiveCoverage:
    """Of all cities. Made anew when anything changes."""
    return cached_until_change("coverage of objectives", _count)


def _count() -> ObjectiveCoverage:
    """The same number of queries, however many cities there are."""
    cities = set(CityPage.objects.live().order_by().values_list("path", flat=True))
    cells: dict[tuple[str, int], dict[CoverageKind, set[int]]] = defaultdict(lambda: defaultdict(set))
    pages = [*practice_entries(), *pilot_entries()]
    for path, objective, kind, thing in (*commitment_entries(), *pages, *measured_entries(pages)):
        city = city_path(path)
        if city in cities:
            cells[city, objective][kind].add(thing)
    return ObjectiveCoverage(
        {place: {kind: frozenset(things) for kind, things in cell.items()} for place, cell in cells.items()}
    )


def commitment_entries() -> Iterator[CoverageEntry]:
    """To an objective, or to a recommendation that stands for it."""
    standing = Commitment.objects.public().filter(status__in=STANDING).order_by()
    for field in ("framework_item", "recommendation__framework_items"):
        serving = standing.filter(**{f"{field}__framework": GCM})
        for city, objective, key in serving.values_list("city__path", field, "pk"):
            yield city, objective, CoverageKind.COMMITMENT, key


def practice_entries() -> Iterator[CoverageEntry]:
    """Of the city they hang under, and of every further city that has part in them."""
    live = PracticePage.objects.live().order_by()
    for field in ("framework_items", "primary_gcm_objective"):
        serving = live.filter(**{f"{field}__framework": GCM})
        for path, further, objective, key in serving.values_list("path", "further_cities__path", field, "pk"):
            yield path, objective, CoverageKind.PRACTICE, key
            if further:
                yield further, objective, CoverageKind.PRACTICE, key


def pilot_entries() -> Iterator[CoverageEntry]:
    """By its own goals, and by the recommendations it answers."""
    live = PilotPage.objects.live().order_by()
    for field in ("framework_items", "recommendations__framework_items"):
        serving = live.filter(**{f"{field}__framework": GCM}).values_list("path", field, "pk")
        yield from ((path, objective, CoverageKind.PILOT, key) for path, objective, key in serving)


def measured_entries(entries: Iterable[CoverageEntry]) -> Iterator[CoverageEntry]:
    """Lines with a public value: of an indicator, or for a programme's objective, that is the objective; or of a
    practice or pilot that serves it. That there is a value is all that is said of it here."""
    by_page: dict[int, set[int]] = defaultdict(set)
    for _city, objective, _kind, page in entries:
        by_page[page].add(objective)
    gcm = set(FrameworkItem.objects.filter(framework=GCM).values_list("pk", flat=True))
    with_values = Measurement.objects.public().order_by()
    lines = with_values.values_list(
        "period__line_id",
        "period__line__page__path",
        "period__line__page_id",
        "period__line__indicator__framework_item_id",
        "period__line__objective_id",
    ).distinct()
    for line, path, page, indicator, objective in lines:
        for one in by_page.get(page, set()) | ({indicator, objective} & gcm):
            yield path, one, CoverageKind.MEASURED, line


def cities_in_order(asked: Q) -> list[CityPage]:
    """By country, then by name, as the visitor reads them."""
    found = CityPage.objects.live().filter(asked).select_related("country").defer("body", "row_words")

    def place(city: CityPage) -> tuple[str, str]:
        return fold(str(city.country.name)) if city.country else "\uffff", fold(str(city.name))

    return sorted(found, key=place)
