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
from wagtail.models import Page

from cities.models import CityPage
from core.folding import fold
from core.keeping import kept
from core.models import FrameworkItem
from monitoring.models import Commitment, Measurement
from pilots.models import PilotPage
from practices.models import PracticePage

GCM = FrameworkItem.Framework.GCM_OBJECTIVE
STANDING = (Commitment.Status.COMMITTED, Commitment.Status.UNDER_WAY, Commitment.Status.KEPT)


class Kind(models.TextChoices):
    """What may stand in a cell, in this order. Keys of practices, pilots, commitments; of result lines for measured."""

    COMMITMENT = "commitment"
    PRACTICE = "practice"
    PILOT = "pilot"
    MEASURED = "measured"


Tie = tuple[str, int, Kind, int]
"""The path of a city or of a page under it, an objective, a kind, a thing."""
Cell = Mapping[Kind, frozenset[int]]


@dataclass(frozen=True)
class Coverage:
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


def coverage() -> Coverage:
    """Of all cities. Made anew when anything changes."""
    return kept("coverage of objectives", _coverage)


def _coverage() -> Coverage:
    """The same number of queries, however many cities there are."""
    cities = set(CityPage.objects.live().order_by().values_list("path", flat=True))
    cells: dict[tuple[str, int], dict[Kind, set[int]]] = defaultdict(lambda: defaultdict(set))
    pages = [*_practices(), *_pilots()]
    for path, objective, kind, thing in (*_commitments(), *pages, *_measured(pages)):
        city = path if path in cities else path[: -Page.steplen]
        if city in cities:
            cells[city, objective][kind].add(thing)
    return Coverage(
        {place: {kind: frozenset(things) for kind, things in cell.items()} for place, cell in cells.items()}
    )


def _commitments() -> Iterator[Tie]:
    """To an objective, or to a recommendation that stands for it."""
    standing = Commitment.objects.public().filter(status__in=STANDING).order_by()
    for field in ("framework_item", "recommendation__framework_items"):
        tied = standing.filter(**{f"{field}__framework": GCM})
        for city, objective, key in tied.values_list("city__path", field, "pk"):
            yield city, objective, Kind.COMMITMENT, key


def _practices() -> Iterator[Tie]:
    """Of the city they hang under, and of every further city that has part in them."""
    live = PracticePage.objects.live().order_by()
    for field in ("framework_items", "primary_gcm_objective"):
        tied = live.filter(**{f"{field}__framework": GCM})
        for path, further, objective, key in tied.values_list("path", "further_cities__path", field, "pk"):
            yield path, objective, Kind.PRACTICE, key
            if further:
                yield further, objective, Kind.PRACTICE, key


def _pilots() -> Iterator[Tie]:
    """By its own goals, and by the recommendations it answers."""
    live = PilotPage.objects.live().order_by()
    for field in ("framework_items", "recommendations__framework_items"):
        tied = live.filter(**{f"{field}__framework": GCM}).values_list("path", field, "pk")
        yield from ((path, objective, Kind.PILOT, key) for path, objective, key in tied)


def _measured(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Lines with a public value: of an indicator, or for a programme's objective, that is the objective; or of a
    practice or pilot that is tied to it. That there is a value is all that is said of it here."""
    by_page: dict[int, set[int]] = defaultdict(set)
    for _city, objective, _kind, page in ties:
        by_page[page].add(objective)
    for line, path, page, *own in _lines_with_values():
        for objective in {*(by_page.get(page, ())), *own} - {None}:
            yield path, objective, Kind.MEASURED, line


def _lines_with_values() -> Iterable[tuple]:
    """The line, its page's path and key, and the objectives it stands for itself (or None)."""
    gcm = set(FrameworkItem.objects.filter(framework=GCM).values_list("pk", flat=True))
    values = Measurement.objects.public().filter(period__line__page__isnull=False).order_by()
    rows = values.values_list(
        "period__line_id",
        "period__line__page__path",
        "period__line__page_id",
        "period__line__indicator__framework_item_id",
        "period__line__objective_id",
    ).distinct()
    for line, path, page, indicator, objective in rows:
        yield line, path, page, *(item if item in gcm else None for item in (indicator, objective))


def cities_in_order(asked: Q) -> list[CityPage]:
    """By country, then by name, as the visitor reads them."""
    found = CityPage.objects.live().filter(asked).select_related("country").defer("body", "row_words")
    return sorted(found, key=_alphabetically)


def _alphabetically(city: CityPage) -> tuple[str, str]:
    return fold(str(city.country.name)) if city.country else "\uffff", fold(str(city.name))
