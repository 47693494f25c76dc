"""One indicator over many subjects: what they come to by its rule, how many of them reported, and each of them."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import time_chart
from cities.models import Phase
from core.display import Fact
from core.numbers import display_number
from core.paging import paged
from core.sources import display_sources
from monitoring.models import Indicator, ResultLine
from monitoring.results import Aggregate, LineResult, coverage_of, of_phases_and_others, results
from monitoring.subjects import Subject, subjects_of
from monitoring.suppressing import SUPPRESSION_THRESHOLD
from monitoring.wording import aggregation_rule, display_coverage, display_left_out, display_sum, number_with_unit

from .line_page import SHEETS, crumbs
from .phases import asked_phase
from .series import readings_in_words, readings_together
from .values import ResultRow, breakdowns_of, row_of

PAGE_SIZE = 50


def indicator_results(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("framework_item"), pk=pk)
    phase = asked_phase(request)
    lines = ResultLine.objects.public().filter(indicator=indicator)
    found = results((lines.of_phase(phase) if phase else lines).order_by("order", "pk"))
    own, others = of_phases_and_others(found)
    page_of = paged(others, request, PAGE_SIZE)
    subjects = subjects_of([result.line for result in (*own, *page_of.rows)], request)
    context = {
        "indicator": indicator,
        "crumbs": crumbs(),
        "phase": phase,
        "facts": _facts(indicator),
        "sources": display_sources(indicator.sources),
        "own": [_row(result, subjects) for result in own],
        "rows": [_row(result, subjects) for result in page_of.rows],
        "page_of": page_of,
        **_together(indicator, others, phase),
    }
    return render(request, "monitoring/public/indicator_results.html", context)


def _row(result: LineResult, subjects: dict[int, Subject]) -> ResultRow:
    """Called by its subject: the page says which indicator it is."""
    subject = subjects[result.line.pk]
    return replace(row_of(result), name=subject.title, sub=capfirst(subject.kind))


def _together(indicator: Indicator, found: list[LineResult], phase: Phase | None) -> dict:
    """What these lines come to."""
    if not found:
        return {}
    whole = Aggregate(indicator, found)
    readings = readings_together(whole)
    sheets = [time_chart(readings, sheet=sheet, target=whole.target) for sheet in SHEETS]
    left_out = whole.sum.parts_left_out if whole.sum else 0
    text = ngettext(
        "%(number)s value is in the total but not in these groups, because a group is smaller than %(threshold)s.",
        "%(number)s values are in the total but not in these groups, because a group is smaller than %(threshold)s.",
        left_out,
    ) % {"number": display_number(left_out), "threshold": SUPPRESSION_THRESHOLD}
    return {
        "coverage": display_coverage(coverage_of(found), of_pilots=phase is not None),
        "total": display_sum(indicator, whole.sum) if whole.sum else "",
        "left_out": display_left_out(whole.sum),
        "breakdowns": breakdowns_of(whole.sum.breakdowns) if whole.sum else [],
        "parts_left_out": text if left_out else "",
        "charts": [sheet for sheet in sheets if sheet],
        "readings": readings,
        "about": readings_in_words(readings),
        "target": _("target: %(number)s") % {"number": number_with_unit(indicator, whole.target)},
    }


def _facts(indicator: Indicator) -> list[Fact]:
    """What it counts and by which rule; a wording that was not checked says so."""
    goal = indicator.framework_item
    facts = [
        Fact(_("Code"), indicator.code, note=indicator.get_family_display()),
        Fact(_("Measured as"), capfirst(indicator.get_measure_display()), note=indicator.unit_named),
        Fact(_("Kind of result"), capfirst(indicator.get_result_type_display())),
        Fact(_("How values are combined"), aggregation_rule(indicator)),
        Fact(_("Means of verification"), indicator.text("verification")),
        Fact(_("Goal"), str(goal) if goal else ""),
        Fact(_("Wording"), capfirst(indicator.get_wording_display())),
    ]
    return [fact for fact in facts if fact.text]
