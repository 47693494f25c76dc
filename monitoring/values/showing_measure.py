"""What the one-minute form shows beside its fields: what is asked, what stands, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.checking_in import ASKED_BEFORE
from core.numbers import read_number
from monitoring.models import Period
from monitoring.saying import number_said, number_with_unit, span_said, unit_of

from .asking import wanted
from .entering import Standing
from .measure_forms import MeasureForm
from .showing import shown_steps, shown_value

if TYPE_CHECKING:
    from .measure_page import Reporting


def shown_measure(
    request: HttpRequest, reporting: Reporting, *, form: MeasureForm | None, doubts: Iterable = (), **said_besides
) -> dict:
    writes = reporting.reported.standing not in (Standing.CLOSED, Standing.WAITING)
    return {
        **_asked(reporting),
        **_standing(reporting),
        "form": form if writes else None,
        "typed": [] if writes or form is None else _typed(form),
        "doubts": doubts,
        "proposals": list(_proposals(form, doubts)) if form else [],
        "asked_value": form.cleaned_data["value"] if doubts else None,
        "done": next((name for name in ("sent", "saved", "discarded") if name in request.GET), ""),
        "next": _next(reporting) if "sent" in request.GET else None,
        **said_besides,
    }


def _asked(reporting: Reporting) -> dict:
    indicator, place = reporting.period.line.indicator, reporting.place
    return {
        "indicator": indicator,
        "span": span_said(reporting.period),
        "unit": unit_of(indicator),
        "crumbs": [{"url": place.url, "label": place.title}] if place.url else [],
        "facts": list(_facts(reporting)),
    }


def _standing(reporting: Reporting) -> dict:
    reported, current = reporting.reported, reporting.reported.current
    returned = reported.standing == Standing.RETURNED
    return {
        "standing": reported.standing.value,
        "current": shown_value(current, whole=True) if current else None,
        "current_pk": current.pk if current else None,
        "steps": shown_steps(current)[:1] if current else [],
        "officers_note": reported.officers_note if returned else "",
        "correction_asked": reported.correction_asked,
        "withdrawal": reported.withdrawal,
        "can_discard": reported.standing == Standing.DRAFT and not reported.officers_note,
    }


def _facts(reporting: Reporting) -> Iterable[dict]:
    period, indicator, place = reporting.period, reporting.period.line.indicator, reporting.place
    yield {"label": pgettext("a value", "Of"), "text": place.title, "note": place.city.name if place.city else ""}
    if period.due:
        yield {"label": _("Wanted by"), "text": date_format(period.due)}
    if period.target is not None:
        yield {"label": _("Target"), "text": number_with_unit(indicator, period.target), "note": period.target_comment}
    last = next((one for one in reporting.last if one.value is not None), None)
    if last:
        yield {
            "label": _("Last value"),
            "text": number_with_unit(indicator, last.value),
            "note": span_said(last.period),
        }
    if period.line.baseline is not None:
        note = str(period.line.baseline_year or "")
        yield {"label": _("Baseline"), "text": number_with_unit(indicator, period.line.baseline), "note": note}
    if indicator.verification:
        yield {"label": capfirst(_("means of verification")), "text": indicator.verification}


def _typed(form: MeasureForm) -> list[tuple[str, str]]:
    """What was typed into a form that came too late, so that it can be copied."""
    return [(field.label, field.value()) for field in form if not field.is_hidden and isinstance(field.value(), str)]


def _proposals(form: MeasureForm, doubts: Iterable) -> Iterable[dict]:
    """Numbers that were perhaps meant: each as a button."""
    for number in [*(doubt.likely for doubt in doubts), *_numbers_in_words(form)]:
        if number is not None:
            yield {"number": number, "text": number_said(form.indicator, number)}


def _numbers_in_words(form: MeasureForm) -> Iterable[Decimal]:
    """Of "environ 300" the 300."""
    typed = form.data.get("value", "") if form.is_bound else ""
    for error in form.errors.as_data().get("value", ()) if typed else ():
        found = (error.params or {}).get("number", "")
        if error.code == "invalid" and found and found in typed:
            try:
                yield read_number(found)
            except ValidationError:
                continue


def _next(reporting: Reporting) -> dict | None:
    """What else is wanted of the same person, the most pressing first."""
    mine = Period.objects.reportable_by(reporting.user).values("pk")
    waiting = wanted(timezone.localdate() + ASKED_BEFORE).filter(pk__in=mine).exclude(pk=reporting.period.pk)
    found = waiting.select_related("line__indicator").order_by("wanted_by", "line__order", "pk").first()
    if found is None:
        return None
    return {
        "url": reverse("measure", args=[found.pk]),
        "indicator": found.line.indicator.name,
        "period": span_said(found),
    }
