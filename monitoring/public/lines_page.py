"""The lines behind a number: of a phase, a city, a theme, a goal; those with a value, a target, an approved value."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cities.models import CityPage, Phase
from core.display import Sign
from core.models import FrameworkItem, Theme
from core.numbers import display_number
from core.paging import paged
from monitoring.models import Measurement, ResultLine
from monitoring.results import results
from monitoring.subjects import subjects_of
from pilots.models import PilotPage

from .line_page import crumbs
from .phases import asked_phase
from .values import row_of

PAGE_SIZE = 50
ONLY = {
    "value": gettext_lazy("only lines with a value"),
    "target": gettext_lazy("only lines with a target"),
    "approved": gettext_lazy("only lines with an approved value"),
}


@dataclass(frozen=True)
class LinesQuestion:
    """What the address asks; what is not known is not asked."""

    phase: Phase | None = None
    city: CityPage | None = None
    theme: Theme | None = None
    goal: FrameworkItem | None = None
    only: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> LinesQuestion:
        asked = request.GET
        framework, _colon, code = asked.get("goal", "").partition(":")
        return cls(
            phase=asked_phase(request),
            city=CityPage.objects.live().filter(slug=asked["city"]).first() if asked.get("city") else None,
            theme=Theme.objects.filter(code=asked["theme"]).first() if asked.get("theme") else None,
            goal=FrameworkItem.objects.filter(framework=framework, code=code).first() if code else None,
            only=asked.get("with", "") if asked.get("with") in ONLY else "",
        )

    def lines(self) -> QuerySet:
        """A city's are those of its pilots (of the phase, if one is asked for), its practices and itself."""
        lines = ResultLine.objects.public().filter(self._about())
        if self.city:
            lines = lines.of_city(self.city)
            other_pilots = PilotPage.objects.exclude(phase=self.phase) if self.phase else PilotPage.objects.none()
            lines = lines.exclude(page__in=other_pilots.values("pk"))
        elif self.phase:
            lines = lines.of_phase(self.phase)
        if self.only == "target":
            return lines.filter(target__isnull=False)
        if self.only:
            values = Measurement.objects.public()
            values = values.approved() if self.only == "approved" else values
            return lines.filter(pk__in=values.values("period__line"))
        return lines

    def _about(self) -> Q:
        pilots, about = PilotPage.objects.live(), Q()
        if self.theme:
            about &= Q(page__in=pilots.filter(themes=self.theme).values("pk"))
        if self.goal:
            of_pilots = Q(page__in=pilots.filter(framework_items=self.goal).values("pk"))
            about &= Q(indicator__framework_item=self.goal) | of_pilots
        return about

    def signs(self) -> list[Sign]:
        """What is asked, for the header."""
        named = [one.name for one in (self.phase, self.city, self.theme) if one]
        texts = [*named, str(self.goal or ""), str(ONLY.get(self.only, ""))]
        return [Sign(text, tone="none") for text in texts if text]


def result_lines(request: HttpRequest) -> HttpResponse:
    question = LinesQuestion.of(request)
    page_of = paged(question.lines().select_related("indicator").order_by("order", "pk"), request, PAGE_SIZE)
    subjects = subjects_of(page_of.rows, request)
    context = {
        "crumbs": crumbs(),
        "signs": question.signs(),
        "rows": [row_of(result, subject=subjects[result.line.pk]) for result in results(page_of.rows)],
        "page_of": page_of,
        "count": ngettext("%(number)s result line", "%(number)s result lines", page_of.number_of_all)
        % {"number": display_number(page_of.number_of_all)},
        "heading": _("Measured results"),
    }
    return render(request, "monitoring/public/result_lines.html", context)
