"""A phase city by city: what each has, what of it was measured, and whether it reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from charts import Cut, Port, header_cut
from cities.models import CityPage, Phase
from cities.tree import CityPath, city_path
from core import languages
from core.display import Sign
from core.languages import Wording
from core.models import Figure
from core.numbers import display_number
from monitoring.models import PhasePage, ResultLine
from monitoring.results import LineResult, coverage_of, results
from monitoring.wording import with_its_period
from pilots.models import PilotPage
from practices.per_city import practices_per_city


@dataclass(frozen=True)
class CityResults:
    """The addresses lead to what is counted."""

    name: Wording
    url: str
    practices: int
    pilots: int
    figures: int
    approved: int
    approved_url: str
    reporting: Sign


@dataclass(frozen=True)
class Cities:
    rows: list[CityResults]
    cut: Cut
    """Hollow are those of which nothing is reported."""


def cities_of(phase: Phase, of_phase: Iterable[LineResult], request: HttpRequest | None = None) -> Cities:
    """Those that take part in the phase, have a pilot in it, or are measured; who reported most stands first.

    `of_phase` are the results of the phase's pilots; those of practices and cities, which are of no phase, join them.
    """
    found = _measured_by_city(of_phase)
    pilots = _per_city(PilotPage.objects.live().filter(phase=phase), "path")
    figures = _per_city(Figure.objects.filter(kind=Figure.Kind.RESULT, page__live=True).order_by(), "page__path")
    practices = practices_per_city()
    taking_part = set(CityPage.objects.filter(participations__phase=phase).values_list("path", flat=True))
    cities = CityPage.objects.live().filter(path__in=taking_part | set(pilots) | set(found))
    rows = []
    for city in cities:
        measured = found.get(city.path, [])
        approved = sum(bool(result.approved) for result in measured)
        lines = f"{reverse('result_lines')}?phase={phase.number}&city={city.slug}&with=approved"
        row = CityResults(
            name=city.name,
            url=city.get_url(request),
            practices=practices[city.path],
            pilots=pilots[city.path],
            figures=figures[city.path],
            approved=approved,
            approved_url=lines if approved else "",
            reporting=_reporting(measured, figures[city.path]),
        )
        rows.append(row)
    rows.sort(key=lambda row: (-row.approved, -row.figures, -row.practices, str(row.name)))
    reporting = {path for path, ones in found.items() if any(result.latest for result in ones)}
    ports = [
        Port(city.path, str(city.name), city.longitude, city.latitude, filled=city.path in reporting)
        for city in cities
        if city.latitude is not None and city.longitude is not None
    ]
    return Cities(rows, header_cut(ports, language=languages.current()))


def _measured_by_city(of_phase: Iterable[LineResult]) -> dict[str, list[LineResult]]:
    """Everything measured, by the path of the city it hangs under."""
    others = ResultLine.objects.public()
    for model in (PhasePage, PilotPage):
        others = others.exclude(page__in=model.objects.values("pk"))
    found = [*of_phase, *results(others)]
    paths = dict(Page.objects.filter(pk__in={result.line.page_id for result in found}).values_list("pk", "path"))
    by_city: dict[str, list[LineResult]] = defaultdict(list)
    for result in found:
        by_city[city_path(paths[result.line.page_id])].append(result)
    return by_city


def _per_city(rows, path: str) -> Counter[str]:
    places = rows.annotate(of=CityPath(path)).order_by().values_list("of", flat=True)
    return Counter(places)


def _reporting(found: list[LineResult], figures: int) -> Sign:
    """In words and by a shape. What waits for approval is between the city and the M&E officers."""
    covered = coverage_of(found)
    late = sum(bool(result.due_unreported) for result in found)
    if not found:
        return Sign(_("figures reported, not measured") if figures else _("no data yet"), "unset")
    text = ngettext(
        "%(number)s of %(all)s indicator reported", "%(number)s of %(all)s indicators reported", len(found)
    ) % {"number": display_number(covered.lately), "all": display_number(covered.followed)}
    text = with_its_period(text, covered)
    if late:
        return Sign(text, "clock", "wait")
    return Sign(text, "check", "ok") if covered.reported else Sign(text, "unset")
