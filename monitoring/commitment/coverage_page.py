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
from core.models import FrameworkItem
from core.paging import paged
from learning.linking import Link, link_to, titled
from monitoring.models import Commitment, ResultLine
from pilots.models import PilotPage
from practices.models import PracticePage

from .coverage import Cell, Coverage, Kind, cities_in_order, coverage, objectives
from .presenting import ShownCommitment, shown_commitments, with_ties

PAGE_SIZE = 40
SIGNS = {Kind.COMMITMENT: "pen", Kind.PRACTICE: "permanent", Kind.PILOT: "pilot", Kind.MEASURED: "check"}
WORDS = {
    Kind.COMMITMENT: npgettext_lazy("in a cell", "Commitment", "%(number)s commitments", "number"),
    Kind.PRACTICE: npgettext_lazy("in a cell", "Practice", "%(number)s practices", "number"),
    Kind.PILOT: npgettext_lazy("in a cell", "Pilot", "%(number)s pilots", "number"),
    Kind.MEASURED: npgettext_lazy("in a cell", "Measured", "%(number)s indicators measured", "number"),
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
class Mark:
    """One kind of thing in a cell."""

    icon: str
    text: str
    url: str


@dataclass(frozen=True)
class MatrixCell:
    objective: FrameworkItem
    marks: list[Mark]


@dataclass(frozen=True)
class MatrixRow:
    city: CityPage
    url: str
    cells: list[MatrixCell]

    @property
    def is_empty(self) -> bool:
        return not any(cell.marks for cell in self.cells)


@dataclass(frozen=True)
class Behind:
    """What a cell stands for."""

    city: CityPage
    objective: FrameworkItem
    commitments: list[ShownCommitment]
    lists: list[tuple[str, list[Link]]]

    def __bool__(self) -> bool:
        return bool(self.commitments or any(links for _heading, links in self.lists))


def coverage_page(request: HttpRequest) -> HttpResponse:
    items, cities, known = objectives(), cities_in_order(Q()), coverage()
    form = CoverageForm(request.GET, items=items, cities=cities)
    columns = [item for item in items if form.asked("objective") in ("", item.code)]
    chosen = [city for city in cities if _is_asked(city, form, known)]
    page = paged(chosen, request, PAGE_SIZE)
    one = len(chosen) == len(columns) == 1 and form.asked("city") and form.asked("objective")
    context = {
        "form": form,
        "columns": columns,
        "rows": [] if one else [_row(city, columns, known, request) for city in page.rows],
        "page_of": page,
        "behind": _behind(chosen[0], columns[0], known, request) if one else None,
        "key": [{"icon": SIGNS[kind], "text": WORDS[kind] % {"number": 1}} for kind in Kind],
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "monitoring/coverage.html", context)


def _is_asked(city: CityPage, form: CoverageForm, known: Coverage) -> bool:
    in_country = form.asked("country") in ("", city.country.code if city.country else "")
    in_city = form.asked("city") in ("", city.slug)
    return in_country and in_city and (not form.asked("recorded") or city.path in known.covered)


def _row(city: CityPage, columns: list[FrameworkItem], known: Coverage, request: HttpRequest) -> MatrixRow:
    cells = [MatrixCell(item, _marks(city, item, known.of(city, item))) for item in columns]
    return MatrixRow(city, city.get_url(request) or "", cells)


def _marks(city: CityPage, item: FrameworkItem, cell: Cell) -> list[Mark]:
    return [Mark(SIGNS[kind], _said(kind, cell[kind]), _url(city, item, kind)) for kind in Kind if kind in cell]


def _said(kind: Kind, things: frozenset[int]) -> str:
    return WORDS[kind] % {"number": len(things)}


def _url(city: CityPage, item: FrameworkItem, kind: Kind) -> str:
    asked = urlencode({"city": city.slug, "objective": item.code})
    return f"{reverse('coverage')}?{asked}#{kind.value}"


# --- behind one cell --------------------------------------------------------------------------------------------
def _behind(city: CityPage, item: FrameworkItem, known: Coverage, request: HttpRequest) -> Behind:
    cell = known.of(city, item)
    commitments = with_ties(Commitment.objects.public().filter(pk__in=cell.get(Kind.COMMITMENT, ())))
    lists = [
        (Kind.PRACTICE, _("Practices"), _pages(PracticePage, cell.get(Kind.PRACTICE, ()), request)),
        (Kind.PILOT, _("Pilots"), _pages(PilotPage, cell.get(Kind.PILOT, ()), request)),
        (Kind.MEASURED, _("Measured"), _lines(cell.get(Kind.MEASURED, ()))),
    ]
    return Behind(city, item, shown_commitments(commitments, request), [one for one in lists if one[2]])


def _pages(model, keys, request: HttpRequest) -> list[Link]:
    found = titled(model.objects.filter(pk__in=keys)).order_by("title") if keys else ()
    return [link_to(page, request) for page in found]


def _lines(keys) -> list[Link]:
    found = ResultLine.objects.public().filter(pk__in=keys).select_related("indicator") if keys else ()
    return [Link(line.indicator.name, reverse("line_results", args=[line.pk])) for line in found]
