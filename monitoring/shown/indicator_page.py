"""One indicator over many subjects: what they come to by its rule, how many of them reported, and each of them."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import Phase
from core.charts import time_chart
from core.paging import paged
from core.sources import shown_sources
from core.templatetags.core_tags import quantity
from monitoring.models import Indicator, ResultLine
from monitoring.results import Aggregate, LineResult, coverage_of, results
from monitoring.saying import for_period, left_out_said, number_with_unit, rule_said, sum_said
from monitoring.subjects import Subject, subjects_of

from .line_page import SHEETS, crumbs
from .lines import Row, breakdowns_of, row_of
from .phases import asked_phase
from .series import readings_together, spoken

PAGE_SIZE = 50


def indicator_results(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.select_related("framework_item"), pk=pk)
    phase = asked_phase(request)
    found = results(_lines(indicator, phase))
    page_of = paged([result for result in found if result.line.page_id], request, PAGE_SIZE)
    own = [result for result in found if result.line.phase_id]
    subjects = subjects_of([result.line for result in (*own, *page_of.rows)], request)
    context = {
        "indicator": indicator,
        "crumbs": crumbs(),
        "phase": phase,
        "facts": _facts(indicator),
        "sources": shown_sources(indicator.sources),
        "own": [_row(result, subjects) for result in own],
        "rows": [_row(result, subjects) for result in page_of.rows],
        "page_of": page_of,
        **_together(indicator, [result for result in found if result.line.page_id], phase),
    }
    return render(request, "monitoring/indicator_results.html", context)


def _row(result: LineResult, subjects: dict[int, Subject]) -> Row:
    """Called by its subject: the page says which indicator it is."""
    subject = subjects[result.line.pk]
    return replace(row_of(result), name=subject.title, sub=capfirst(subject.kind))


def _lines(indicator: Indicator, phase: Phase | None):
    lines = ResultLine.objects.public().filter(indicator=indicator)
    return (lines.of_phase(phase) if phase else lines).order_by("order", "pk")


def _together(indicator: Indicator, found: list[LineResult], phase: Phase | None) -> dict:
    """What the pages' lines come to. Those of a phase are its own count, and are never added to its pilots'."""
    if not found:
        return {}
    whole = Aggregate(indicator, found)
    readings = readings_together(whole)
    sheets = [time_chart(readings, sheet=sheet, target=whole.target) for sheet in SHEETS]
    parts_left_out = whole.sum.parts_left_out if whole.sum else 0
    return {
        "coverage": coverage_said(whole, of_pilots=phase is not None),
        "total": sum_said(indicator, whole.sum) if whole.sum else "",
        "left_out": left_out_said(whole.sum),
        "breakdowns": breakdowns_of(whole.sum.breakdowns) if whole.sum else [],
        "parts_left_out": _parts_left_out(parts_left_out) if parts_left_out else "",
        "charts": [sheet for sheet in sheets if sheet],
        "readings": readings,
        "about": spoken(readings),
        "target": _("target: %(number)s") % {"number": number_with_unit(indicator, whole.target)},
    }


def coverage_said(whole: Aggregate, *, of_pilots: bool) -> str:
    """`7 of 12 pilots reported for January to June 2026 (9 at any time)`: beside every number that is put together."""
    covered = coverage_of(whole.results)
    pilots = ngettext(
        "%(reported)s of %(followed)s pilot reported", "%(reported)s of %(followed)s pilots reported", covered.followed
    )
    places = ngettext(
        "%(reported)s of %(followed)s place reported", "%(reported)s of %(followed)s places reported", covered.followed
    )
    numbers = {"reported": quantity(covered.lately), "followed": quantity(covered.followed)}
    return for_period((pilots if of_pilots else places) % numbers, covered)


def _parts_left_out(number: int) -> str:
    return ngettext(
        "%(number)s value is in the total and not in these groups, because of a group smaller than 5.",
        "%(number)s values are in the total and not in these groups, because of a group smaller than 5.",
        number,
    ) % {"number": quantity(number)}


def _facts(indicator: Indicator) -> list[dict]:
    """What it counts and by which rule; a wording that was not checked says so."""
    goal = indicator.framework_item
    rows = [
        {"label": _("Code"), "text": indicator.code, "note": indicator.get_family_display()},
        {"label": _("Measured as"), "text": capfirst(indicator.get_measure_display()), "note": indicator.unit_named},
        {"label": _("Kind of result"), "text": capfirst(indicator.get_result_type_display())},
        {"label": _("How values are put together"), "text": rule_said(indicator)},
        {"label": _("Means of verification"), "text": indicator.verification},
        {"label": _("Goal"), "text": str(goal) if goal else ""},
        {"label": _("Wording"), "text": capfirst(indicator.get_wording_display())},
    ]
    return [row for row in rows if row["text"]]
