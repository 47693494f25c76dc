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
from monitoring.models import ResultLine
from monitoring.results import LineResult, coverage_of, results
from monitoring.saying import for_period
from pilots.models import PilotPage
from practices.per_city import practices_per_city

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


def cities_of(phase: Phase, of_phase: Iterable[LineResult], request: HttpRequest | None = None) -> Cities:
    """Those that take part in the phase, have a pilot in it, or are measured; who reported most stands first.

    `of_phase` are the results of the phase's pilots; those of practices and cities, which are of no phase, join them.
    """
    found = _found(of_phase)
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
            **_measured(city, phase, found.get(city.path, []), figures[city.path]),
        )
        for city in cities
    ]
    rows.sort(key=lambda row: (-row.approved, -row.figures, -row.practices, str(row.name)))
    reporting = {path for path, ones in found.items() if any(result.latest for result in ones)}
    return Cities(rows, _cut(cities, reporting))


def _found(of_phase: Iterable[LineResult]) -> dict[str, list[LineResult]]:
    """Everything measured, by the path of the city it hangs under."""
    others = ResultLine.objects.public().filter(page__isnull=False)
    others = others.exclude(page__in=PilotPage.objects.values("pk"))
    found = [*(result for result in of_phase if result.line.page_id), *results(others)]
    paths = dict(Page.objects.filter(pk__in={result.line.page_id for result in found}).values_list("pk", "path"))
    by_city: dict[str, list[LineResult]] = defaultdict(list)
    for result in found:
        by_city[paths[result.line.page_id][:STEPS]].append(result)
    return by_city


def _per_city(rows, path: str) -> Counter[str]:
    places = rows.annotate(of=Left(path, STEPS)).order_by().values_list("of", flat=True)
    return Counter(places)


def _measured(city: CityPage, phase: Phase, found: list[LineResult], figures: int) -> dict:
    approved = sum(bool(result.approved) for result in found)
    address = f"{reverse('result_lines')}?phase={phase.number}&city={city.slug}&with=approved"
    return {
        "approved": approved,
        "approved_url": address if approved else "",
        "reporting": _reporting(found, figures),
    }


def _reporting(found: list[LineResult], figures: int) -> dict:
    """In words and by a shape. What waits for approval is between the city and the M&E officers."""
    covered = coverage_of(found)
    late = sum(bool(result.due_unreported) for result in found)
    if not found:
        return {"icon": "unset", "text": _("figures reported, nothing measured") if figures else _("no data yet")}
    said = ngettext(
        "%(number)s of %(all)s indicator reported", "%(number)s of %(all)s indicators reported", len(found)
    ) % {"number": quantity(covered.lately), "all": quantity(covered.followed)}
    said = for_period(said, covered)
    if late:
        return {"icon": "clock", "tone": "wait", "text": said}
    return {"icon": "check", "tone": "ok", "text": said} if covered.reported else {"icon": "unset", "text": said}


def _cut(cities: Iterable[CityPage], reporting: set[str]) -> Cut:
    placed = [city for city in cities if city.latitude is not None and city.longitude is not None]
    ports = [
        Port(city.path, str(city.name), city.longitude, city.latitude, filled=city.path in reporting) for city in placed
    ]
    return header_cut(ports, language=languages.current())
