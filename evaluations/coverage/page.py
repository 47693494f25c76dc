"""The matrix of cities and objectives, and what is behind one of its cells. Which of it: the address says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from cities.models import CityPage
from core.display import Link, Sign
from core.models import FrameworkItem
from core.paging import paged
from evaluations.commitments.presenting import CommitmentCard, commitment_cards, with_related
from evaluations.models import Commitment
from learning.titles import annotate_titles, link_to
from monitoring.models import ResultLine
from pilots.models import PilotPage
from practices.models import PracticePage

from .counting import CoverageKind, ObjectiveCoverage, cities_in_order, coverage, objectives

PAGE_SIZE = 40
SIGNS = {
    CoverageKind.COMMITMENT: "pen",
    CoverageKind.PRACTICE: "permanent",
    CoverageKind.PILOT: "pilot",
    CoverageKind.MEASURED: "check",
}
WORDS = {
    CoverageKind.COMMITMENT: npgettext_lazy("in a cell", "Commitment", "%(number)s commitments", "number"),
    CoverageKind.PRACTICE: npgettext_lazy("in a cell", "Practice", "%(number)s practices", "number"),
    CoverageKind.PILOT: npgettext_lazy("in a cell", "Pilot", "%(number)s pilots", "number"),
    CoverageKind.MEASURED: npgettext_lazy("in a cell", "Measured", "%(number)s indicators measured", "number"),
}


class CoverageForm(forms.Form):
    """The visitor's question; what is not known is not asked."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    recorded = forms.BooleanField(label=_("Only cities with something recorded"), required=False)

    def __init__(self, data, *, items: list[FrameworkItem], cities: list[CityPage]) -> None:
        super().__init__(data)
        countries = {city.country.code: city.country for city in cities if city.country}
        self.fields["objective"].choices = [("", _("All objectives"))] + [
            (one.code, f"{one.code} {one.name}") for one in items
        ]
        self.fields["country"].choices = [
            ("", _("All countries")),
            *((code, one.name) for code, one in countries.items()),
        ]
        self.fields["city"].choices = [("", _("All cities")), *((city.slug, city.name) for city in cities)]
        self.is_valid()

    def asked(self, name: str):
        return self.cleaned_data.get(name, "")


@dataclass(frozen=True)
class CellMark:
    """One kind of thing in a cell."""

    icon: str
    text: str
    url: str


@dataclass(frozen=True)
class MatrixCell:
    objective: FrameworkItem
    marks: list[CellMark]


@dataclass(frozen=True)
class MatrixRow:
    city: CityPage
    url: str
    cells: list[MatrixCell]

    @property
    def is_empty(self) -> bool:
        return not any(cell.marks for cell in self.cells)


@dataclass(frozen=True)
class LinkList:
    """The practices, pilots or measured indicators of a cell; an address leads to it by its `kind`."""

    kind: CoverageKind
    heading: str
    links: list[Link]


@dataclass(frozen=True)
class CellContents:
    """What a cell stands for."""

    city: CityPage
    objective: FrameworkItem
    commitments: list[CommitmentCard]
    lists: list[LinkList]

    def __bool__(self) -> bool:
        return bool(self.commitments or self.lists)


def coverage_page(request: HttpRequest) -> HttpResponse:
    items, cities, known = objectives(), cities_in_order(Q()), coverage()
    form = CoverageForm(request.GET, items=items, cities=cities)
    columns = [item for item in items if form.asked("objective") in ("", item.code)]
    chosen = [
        city
        for city in cities
        if form.asked("country") in ("", city.country.code if city.country else "")
        and form.asked("city") in ("", city.slug)
        and (not form.asked("recorded") or city.path in known.covered)
    ]
    page = paged(chosen, request, PAGE_SIZE)
    one = len(chosen) == len(columns) == 1 and form.asked("city") and form.asked("objective")
    context = {
        "form": form,
        "columns": columns,
        "rows": [] if one else [matrix_row(city, columns, known, request) for city in page.rows],
        "page_of": page,
        "contents": cell_contents(chosen[0], columns[0], known, request) if one else None,
        "key": [Sign(WORDS[kind] % {"number": 1}, SIGNS[kind]) for kind in CoverageKind],
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "evaluations/coverage/coverage.html", context)


def matrix_row(
    city: CityPage, columns: list[FrameworkItem], known: ObjectiveCoverage, request: HttpRequest
) -> MatrixRow:
    """Each mark leads to what is behind it."""
    cells = []
    for objective in columns:
        url = f"{reverse('coverage')}?{urlencode({'city': city.slug, 'objective': objective.code})}"
        cell = known.of(city, objective)
        marks = [
            CellMark(SIGNS[kind], WORDS[kind] % {"number": len(cell[kind])}, f"{url}#{kind.value}")
            for kind in CoverageKind
            if kind in cell
        ]
        cells.append(MatrixCell(objective, marks))
    return MatrixRow(city, city.get_url(request) or "", cells)


def cell_contents(
    city: CityPage, objective: FrameworkItem, known: ObjectiveCoverage, request: HttpRequest
) -> CellContents:
    cell = known.of(city, objective)
    commitments = with_related(Commitment.objects.public().filter(pk__in=cell.get(CoverageKind.COMMITMENT, ())))
    lists = []
    for kind, model, heading in (
        (CoverageKind.PRACTICE, PracticePage, _("Practices")),
        (CoverageKind.PILOT, PilotPage, _("Pilots")),
    ):
        if keys := cell.get(kind):
            pages = annotate_titles(model.objects.filter(pk__in=keys)).order_by("title")
            lists.append(LinkList(kind, str(heading), [link_to(page, request) for page in pages]))
    if keys := cell.get(CoverageKind.MEASURED):
        lines = ResultLine.objects.public().filter(pk__in=keys).select_related("indicator")
        links = [Link(line.indicator.name, reverse("line_results", args=[line.pk])) for line in lines]
        lists.append(LinkList(CoverageKind.MEASURED, str(_("Measured")), links))
    lists = [found for found in lists if found.links]
    return CellContents(city, objective, commitment_cards(commitments, request), lists)
