"""Of what a line or an evaluation is, as a file says it: read for a whole chunk of rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from wagtail.models import Page

from cities.models import CityPage
from monitoring.models import PhasePage
from pilots.models import PilotPage

KINDS = {"pilotpage": "pilot", "practicepage": "practice", "citypage": "city"}
ANY = TypeVar("ANY")


@dataclass(frozen=True)
class SubjectColumns:
    """`kind` is phase, pilot, practice or city; `phase` the phase's number; `country` ISO 3166-1 alpha-2."""

    kind: str
    title: str
    phase: int | None = None
    city: str = ""
    country: str = ""


def in_chunks(rows: Iterable[ANY], size: int) -> Iterator[list[ANY]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


class Subjects:
    """Cities are few and read once; pages are read for each chunk. Three queries a chunk, however many rows it has."""

    def __init__(self) -> None:
        cities = CityPage.objects.select_related("country").defer("body", "row_words")
        self._cities = {city.path: city for city in cities}
        self._length = {len(path) for path in self._cities}

    def of(self, things: Iterable) -> dict[int, SubjectColumns]:
        """By the key of each thing, a line or an evaluation."""
        things = list(things)
        keys = {thing.page_id for thing in things}
        pages = Page.objects.filter(pk__in=keys).select_related("content_type").only("title", "path", "content_type")
        phases = dict(PilotPage.objects.filter(pk__in=keys).values_list("pk", "phase__number"))
        subjects = {page.pk: self._of_page(page, phases.get(page.pk)) for page in pages}
        for page in PhasePage.objects.filter(pk__in=keys).select_related("phase"):
            subjects[page.pk] = SubjectColumns(kind="phase", title=str(page.name), phase=page.phase.number)
        return {thing.pk: subjects[thing.page_id] for thing in things}

    def _of_page(self, page: Page, phase: int | None) -> SubjectColumns:
        city = next(filter(None, (self._cities.get(page.path[:end]) for end in self._length)), None)
        return SubjectColumns(
            kind=KINDS.get(page.content_type.model, ""),
            title=page.title,
            phase=phase,
            city=str(city.name) if city else "",
            country=city.country.code if city else "",
        )
