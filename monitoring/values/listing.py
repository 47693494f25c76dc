"""Rows of the desk's lists: values with their state, and periods whose value is wanted. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from monitoring.models import Measurement, Period
from monitoring.saying import number_said, span_said, unit_of
from monitoring.subjects import Subject, subjects_of

from .showing import Sign, sign_of

LONGEST_WORDS = 120


def value_rows(values: Sequence[Measurement]) -> list[dict]:
    """Of values with line, indicator, page and phase at hand, and the time of their newest step (`moved`)."""
    places = subjects_of(value.period.line for value in values)
    return [_value_row(value, places[value.period.line_id]) for value in values]


def _value_row(value: Measurement, place: Subject) -> dict:
    indicator = value.period.line.indicator
    return {
        **_named(value.period, place),
        "url": reverse("measurement", args=[value.pk]),
        "value": number_said(indicator, value.value) or Truncator(value.narrative).chars(LONGEST_WORDS),
        "unit": unit_of(indicator) if value.value is not None else "",
        "sign": sign_of(value),
        "when": date_format(localtime(value.moved)) if value.moved else "",
    }


def due_rows(periods: Sequence[Period]) -> list[dict]:
    """Of periods with their day (`wanted_by`), line, indicator, page and phase."""
    places = subjects_of(period.line for period in periods)
    today = timezone.localdate()
    return [_due_row(period, places[period.line_id], overdue=period.wanted_by < today) for period in periods]


def _due_row(period: Period, place: Subject, *, overdue: bool) -> dict:
    sign = Sign(_("Overdue"), "warn", "due") if overdue else Sign(_("Due"), "clock", "wait")
    return {
        **_named(period, place),
        "url": reverse("measure", args=[period.pk]),
        "value": "",
        "sign": sign,
        "when": date_format(period.wanted_by),
    }


def _named(period: Period, place: Subject) -> dict:
    city = place.city.name if place.city else ""
    return {
        "indicator": period.line.indicator.name,
        "place": place.title,
        "city": city if str(city) != str(place.title) else "",
        "period": span_said(period),
    }
