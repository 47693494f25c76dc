"""One line: its baseline, its target and every published value of it, each with where it comes from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.charts import series, time_chart
from monitoring.models import ResultLine
from monitoring.results import LineResult, results
from monitoring.saying import NOTHING, number_with_unit, published_said, rule_said, sign_of
from monitoring.subjects import Subject, subjects_of

from .lines import baseline_note, latest_of, values_of
from .series import adds_periods, readings_of, spoken


def line_results(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(ResultLine.objects.visible_to(request.user).select_related("indicator"), pk=pk)
    (result,) = results([line])
    subject = subjects_of([line], request)[line.pk]
    context = {
        "name": line.indicator.name,
        "definition": line.indicator.definition,
        "subject": subject,
        "crumbs": crumbs(subject),
        "signs": [sign_of(result.word)],
        "facts": _facts(result, subject),
        "values": values_of(result),
        "adds_periods": adds_periods(line.indicator),
        **chart_of(result),
    }
    return render(request, "monitoring/line_results.html", context)


def crumbs(subject: Subject | None = None) -> list[dict]:
    crumbs = [{"url": reverse("wagtail_serve", args=["monitoring/"]), "label": _("Monitoring")}]
    return [*crumbs, {"url": subject.url, "label": subject.title}] if subject and subject.url else crumbs


def chart_of(result: LineResult) -> dict:
    """The wide sheet and the narrow one, and what is written on them."""
    readings, line = readings_of(result), result.line
    baseline = None if adds_periods(line.indicator) else result.baseline.total
    sheets = [time_chart(readings, sheet=sheet, target=line.target, baseline=baseline) for sheet in SHEETS]
    target = _("target: %(number)s") % {"number": number_with_unit(line.indicator, line.target)}
    begun = _("baseline: %(number)s") % {"number": published_said(line.indicator, result.baseline)}
    return {"charts": [sheet for sheet in sheets if sheet], "about": spoken(readings), "target": target, "begun": begun}


SHEETS = (series.WIDE, series.NARROW)


def _facts(result: LineResult, subject: Subject) -> list[dict]:
    line, indicator = result.line, result.indicator
    latest, family = latest_of(result), indicator.get_family_display()
    return [
        {"label": capfirst(subject.kind), "text": subject.title, "url": subject.url},
        {
            "label": pgettext("a value", "Latest"),
            "text": latest.text,
            "note": " · ".join([*latest.notes, *_source(latest)]),
        },
        {
            "label": _("Baseline"),
            "text": published_said(indicator, result.baseline) or NOTHING,
            "note": baseline_note(result),
        },
        {
            "label": _("Target"),
            "text": number_with_unit(indicator, line.target) or NOTHING,
            "note": line.target_comment,
        },
        {
            "label": _("Indicator"),
            "text": indicator.code,
            "url": reverse("indicator_results", args=[indicator.pk]),
            "note": family,
        },
        {"label": _("How values are put together"), "text": rule_said(indicator)},
    ]


def _source(latest) -> list[str]:
    return [latest.source.text] if latest.source else []
