"""What somebody wants in a file: `?phase=2&city=tangier&indicator=17`, each optional."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from cities.models import CityPage, Phase
from monitoring.models import Indicator, ResultLine

DIGITS = 9


@dataclass(frozen=True)
class FileQuestion:
    """`phase` by its number, `city` by its slug, `indicator` by its key."""

    phase: Phase | None = None
    city: CityPage | None = None
    indicator: Indicator | None = None

    @property
    def key(self) -> tuple[int | None, ...]:
        """What is asked, as plain numbers."""
        return tuple(one.pk if one else None for one in (self.phase, self.city, self.indicator))

    @classmethod
    def read(cls, query: QueryDict) -> FileQuestion:
        """What is not there is not there: raises Http404 rather than to give a file of something else."""
        return cls(
            phase=_one(Phase.objects.all(), "number", query.get("phase", "")),
            city=_one(CityPage.objects.live(), "slug", query.get("city", "")),
            indicator=_one(Indicator.objects.all(), "pk", query.get("indicator", "")),
        )

    def filter_lines(self, lines: QuerySet[ResultLine]) -> QuerySet[ResultLine]:
        if self.phase:
            lines = lines.of_phase(self.phase)
        if self.city:
            lines = lines.of_city(self.city)
        if self.indicator:
            lines = lines.filter(indicator=self.indicator)
        return lines

    @property
    def parts_of_name(self) -> list[str]:
        """For the file's name, where the choice must not be lost."""
        parts = [f"phase-{self.phase.number}"] if self.phase else []
        parts += [self.city.slug] if self.city else []
        return parts + ([f"indicator-{self.indicator.pk}"] if self.indicator else [])


def _one(found: QuerySet, field: str, text: str):
    if not text:
        return None
    readable = field == "slug" or (text.isascii() and text.isdigit() and len(text) <= DIGITS)
    chosen = found.filter(**{field: text}).first() if readable else None
    if chosen is None:
        raise Http404
    return chosen
