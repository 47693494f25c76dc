"""One line: its baseline, its target and every published value of it, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charts import series, time_chart
from core.display import Fact, Link
from core.languages import Wording
from monitoring.models import ResultLine
from monitoring.results import LineResult, Point, results
from monitoring.subjects import Subject, subjects_of
from monitoring.wording import (
    NOTHING,
    Basis,
    aggregation_rule,
    basis_of,
    display_dates_of,
    display_published,
    display_value,
    number_with_unit,
    sign_of,
)

from .series import adds_periods, readings_in_words, readings_of
from .values import PartBars, baseline_note, breakdowns_of, latest_of

SHEETS = (series.WIDE, series.NARROW)


def line_results(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(ResultLine.objects.visible_to(request.user).select_related("indicator"), pk=pk)
    (result,) = results([line])
    subject = subjects_of([line], request)[line.pk]
    context = {
        "name": line.indicator.name,
        "definition": line.indicator.text("definition"),
        "subject": subject,
        "crumbs": crumbs(subject),
        "signs": [sign_of(result.word)],
        "facts": _facts(result, subject),
        "values": values_of(result),
        "adds_periods": adds_periods(line.indicator),
        **chart_context(result),
    }
    return render(request, "monitoring/public/line_results.html", context)


def crumbs(subject: Subject | None = None) -> list[Link]:
    crumbs = [Link(_("Monitoring"), reverse("wagtail_serve", args=["monitoring/"]))]
    return [*crumbs, Link(subject.title, subject.url)] if subject and subject.url else crumbs


def _facts(result: LineResult, subject: Subject) -> list[Fact]:
    line, indicator, latest = result.line, result.indicator, latest_of(result)
    baseline = display_published(indicator, result.baseline) or NOTHING
    target = number_with_unit(indicator, line.target) or NOTHING
    where = [latest.source.text] if latest.source else []
    code = Link(indicator.code, reverse("indicator_results", args=[indicator.pk]))
    return [
        Fact(capfirst(subject.kind), links=(Link(subject.title, subject.url),)),
        Fact(pgettext("a value", "Latest"), latest.text, note=" · ".join([*latest.notes, *where])),
        Fact(_("Baseline"), baseline, note=baseline_note(result)),
        Fact(_("Target"), target, note=line.displayed_comment("target_comment")),
        Fact(_("Indicator"), links=(code,), note=indicator.get_family_display()),
        Fact(_("How values are combined"), aggregation_rule(indicator)),
    ]


def chart_context(result: LineResult) -> dict:
    """The wide sheet and the narrow one, and what is written on them."""
    readings, line = readings_of(result), result.line
    baseline = None if adds_periods(line.indicator) else result.baseline.total
    sheets = [time_chart(readings, sheet=sheet, target=line.target, baseline=baseline) for sheet in SHEETS]
    return {
        "charts": [sheet for sheet in sheets if sheet],
        "about": readings_in_words(readings),
        "target": _("target: %(number)s") % {"number": number_with_unit(line.indicator, line.target)},
        "begun": _("baseline: %(number)s") % {"number": display_published(line.indicator, result.baseline)},
    }


# --- all values -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PeriodValue:
    """A period of a line, with a value or with why there is none (`missing`). `so_far`: what the periods until it add
    up to, where they do."""

    period: str
    target: str
    anchor: str = ""
    text: str = ""
    so_far: str = ""
    basis: Basis | None = None
    on: str = ""
    narrative: Wording | None = None
    breakdowns: tuple[PartBars, ...] = ()
    missing: str = ""


def values_of(result: LineResult) -> list[PeriodValue]:
    """Every period that is over or has a value, the newest first; approved before documented."""
    indicator, values = result.indicator, []
    running: Decimal | None = None
    by_period: dict[int, list[Point]] = {}
    for point in (*result.approved, *result.documented):
        by_period.setdefault(point.period, []).append(point)
    for period in result.periods:
        target = number_with_unit(indicator, period.target)
        for point in by_period.get(period.pk, []):
            counts = adds_periods(indicator) and point in result.approved
            if counts and point.value is not None:  # nothing, and no zero, before the first one that is shown
                running = (running or Decimal(0)) + point.value
            value = PeriodValue(
                period=display_dates_of(point),
                target=target,
                anchor=f"value-{point.measurement}",
                text=display_value(indicator, point),
                so_far=number_with_unit(indicator, running) if counts else "",
                basis=basis_of(point),
                on=date_format(point.measured_on) if point.measured_on else "",
                narrative=point.displayed_narrative,
                breakdowns=tuple(breakdowns_of(point.published.breakdowns, point.published.withheld)),
            )
            values.append(value)
        if period.pk not in by_period:
            values.append(PeriodValue(display_dates_of(period), target, missing=_("nothing published yet")))
    return values[::-1]
