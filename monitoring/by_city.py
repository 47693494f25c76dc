"""A phase city by city: what each has, what of it was measured, and whether it reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cities.models import CityPage, Phase
from core import languages
from core.charts import Cut, Port, header_cut
from core.languages import Wording
from core.models import Figure
from core.templatetags.core_tags import quantity
from pilots.models import PilotPage
from practices.per_city import practices_per_city

from .models import ResultLine
from .results import LineResult, results

STEPS = 4 * Page.steplen  # how long the path of a city is


@dataclass(frozen=True)
class CityRow:
    """`reporting` is a sign; the addresses lead to what is counted."""

    name: Wording
    url: str
    practices: int
    pilots: int
    figures: int
    approved: int
    approved_url: str
    reporting: dict


@dataclass(frozen=True)
class Cities:
    rows: list[CityRow]
    cut: Cut
    """Hollow are those of which nothing is reported."""


def cities_of(phase: Phase, request: HttpRequest | None = None) -> Cities:
    """Those that take part in the phase, have a pilot in it, or are measured; who reported most stands first."""
    found = _found(phase)
    pilots = _per_city(PilotPage.objects.live().filter(phase=phase), "path")
    figures = _per_city(Figure.objects.filter(kind=Figure.Kind.RESULT, page__live=True).order_by(), "page__path")
    practices = practices_per_city()
    taking_part = set(CityPage.objects.filter(participations__phase=phase).values_list("path", flat=True))
    cities = CityPage.objects.live().filter(path__in=taking_part | set(pilots) | set(found))
    rows = [
        CityRow(
            name=city.name,
            url=city.get_url(request),
            practices=practices[city.path],
            pilots=pilots[city.path],
            figures=figures[city.path],
            **_measured(city, found.get(city.path, []), figures[city.path]),
        )
        for city in cities
    ]
    rows.sort(key=lambda row: (-row.approved, -row.figures, -row.practices, str(row.name)))
    reporting = {path for path, ones in found.items() if any(result.latest for result in ones)}
    return Cities(rows, _cut(cities, reporting))


def _found(phase: Phase) -> dict[str, list[LineResult]]:
    """Lines of the phase's pilots, of practices and of cities, by the path of the city they hang under."""
    lines = ResultLine.objects.public().filter(page__isnull=False)
    lines = lines.exclude(page__in=PilotPage.objects.exclude(phase=phase).values("pk"))
    paths = dict(lines.annotate(of=Left("page__path", STEPS)).order_by().values_list("pk", "of"))
    by_city: dict[str, list[LineResult]] = defaultdict(list)
    for result in results(lines):
        by_city[paths[result.line.pk]].append(result)
    return by_city


def _per_city(rows, path: str) -> Counter[str]:
    places = rows.annotate(of=Left(path, STEPS)).order_by().values_list("of", flat=True)
    return Counter(places)


def _measured(city: CityPage, found: list[LineResult], figures: int) -> dict:
    return {
        "approved": sum(len(result.approved) for result in found),
        "approved_url": f"{reverse('result_lines')}?city={city.slug}" if found else "",
        "reporting": _reporting(found, figures),
    }


def _reporting(found: list[LineResult], figures: int) -> dict:
    """In words and by a shape. What waits for approval is between the city and the M&E officers."""
    approved = sum(bool(result.approved) for result in found)
    late = sum(bool(result.due_unreported) for result in found)
    if not found:
        return {"icon": "unset", "text": _("figures reported, nothing measured") if figures else _("no data yet")}
    said = ngettext(
        "%(number)s of %(all)s indicator reported", "%(number)s of %(all)s indicators reported", len(found)
    ) % {"number": quantity(approved), "all": quantity(len(found))}
    if late:
        return {"icon": "clock", "tone": "wait", "text": said}
    return {"icon": "check", "tone": "ok", "text": said} if approved else {"icon": "unset", "text": said}


def _cut(cities: Iterable[CityPage], reporting: set[str]) -> Cut:
    placed = [city for city in cities if city.latitude is not None and city.longitude is not None]
    ports = [
        Port(city.path, str(city.name), city.longitude, city.latitude, filled=city.path in reporting) for city in placed
    ]
    return header_cut(ports, language=languages.current())
