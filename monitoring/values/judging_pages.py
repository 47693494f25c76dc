"""Values that wait to be judged, and one value with its history; for everybody else only what of it is public."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cities.belonging import cities_of
from cities.checking_in import ASKED_BEFORE
from core.paging import paged
from core.uploads.renditions import served_rendition
from core.uploads.serving import sealed
from monitoring.measuring import OWN_VALUE, approve, ask_correction, is_own, send_back, withdraw
from monitoring.models import Measurement, Period, ResultLine, State
from monitoring.models.rights import is_mne, under
from monitoring.publication import published_of
from monitoring.saying import number_with_unit, span_said
from monitoring.subjects import subjects_of

from .asking import wanted
from .doubts import doubts_about, last_number, last_values
from .judging_forms import DUE, AfterwardsForm, JudgementForm, ListForm
from .listing import due_rows, value_rows
from .showing import shown_steps, shown_value

PAGE_SIZE = 50
KEPT_BY_NOBODY = {"Cache-Control": "private, no-cache"}
AT_HAND = ("period__line__indicator", "period__line__page", "period__line__phase")


@login_required
@never_cache
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """For an M&E officer what is submitted, the oldest first; for a city its own; `?state=due`: what is wanted."""
    officer, cities = is_mne(request.user), cities_of(request.user)
    if not officer and not cities:
        raise Http404
    lines = ResultLine.objects.all() if officer else ResultLine.objects.filter(under(cities, "page__"))
    asked = request.GET.copy()
    if officer and "state" not in asked:
        asked["state"] = State.SUBMITTED
    form = ListForm(asked, lines=lines, due=bool(cities) or officer)
    form.is_valid()
    values = Measurement.objects.visible_to(request.user).filter(period__line__in=lines.values("pk"))
    if form.asked("state") == DUE:
        page_of, rows = _due(request, form)
    else:
        page_of, rows = _values(request, form, values)
    context = {"form": form, "rows": rows, "page_of": page_of, "state": form.asked("state"), "officer": officer}
    return render(request, "monitoring/measurements.html", context)


def _due(request: HttpRequest, form: ListForm) -> tuple:
    mine = Period.objects.reportable_by(request.user).values("pk")
    found = wanted(timezone.localdate() + ASKED_BEFORE).filter(form.of_lines("line__"), pk__in=mine)
    found = found.select_related("line__indicator", "line__page", "line__phase").order_by("wanted_by", "pk")
    page_of = paged(found, request, PAGE_SIZE)
    return page_of, due_rows(page_of.rows)


def _values(request: HttpRequest, form: ListForm, values: QuerySet[Measurement]) -> tuple:
    found = form.in_state(values.filter(form.of_lines("period__line__"))).annotate(moved=Max("steps__on"))
    oldest_first = form.asked("state") == State.SUBMITTED
    found = found.select_related(*AT_HAND).order_by("moved" if oldest_first else "-moved", "pk")
    page_of = paged(found, request, PAGE_SIZE)
    return page_of, value_rows(page_of.rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Whole for its city and for M&E officers; what is public of a public one for everybody."""
    seen = Measurement.objects.visible_to(request.user).select_related(*AT_HAND, "photo")
    value = get_object_or_404(seen.prefetch_related("parts", "documents"), pk=pk)
    form = (JudgementForm if value.state == State.SUBMITTED else AfterwardsForm)(request.POST or None)
    refused = ""
    if request.method == "POST":
        step = next((name for name in STEPS if name in request.POST), None)
        if step is None or not is_mne(request.user):
            raise Http404
        refused = _judged(request, value, form, step)
        if not refused:
            return HttpResponseRedirect(f"{request.path}?done={step}")
    context = _shown(request, value)
    return render(request, "monitoring/measurement.html", {**context, "judgement": form, "refused": refused})


@require_safe
@sealed
def measurement_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever sees the value with its photo; the file's own address is told to nobody but its city."""
    value = get_object_or_404(Measurement.objects.visible_to(request.user).select_related(*AT_HAND, "photo"), pk=pk)
    whole = Measurement.objects.whole_for(request.user).filter(pk=pk).exists()
    withheld = not whole and published_of([value])[pk].hides_its_company
    rendition = served_rendition(value.photo) if value.photo and not withheld else None
    if rendition is None:
        raise Http404
    try:
        return FileResponse(rendition.file.open("rb"), content_type="image/webp", headers=KEPT_BY_NOBODY)
    except OSError as error:  # its text stands in the picture's place
        raise Http404 from error


STEPS = {"approve": approve, "return": send_back, "correct": ask_correction, "withdraw": withdraw}
"""What an officer's button says, and what it does."""
DONE = {
    "approve": gettext_lazy("Approved. It is public now."),
    "return": gettext_lazy("Returned, with your note."),
    "correct": gettext_lazy("The city is asked for a correction. Until it is approved, this value stays public."),
    "withdraw": gettext_lazy("Withdrawn. It is no longer public; the value and your reason are kept."),
}


def _judged(request: HttpRequest, value: Measurement, form: forms.Form, step: str) -> str:
    """Takes the step; gives why it could not be taken."""
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        STEPS[step](value, by=request.user, note=note)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            form.add_error("note", error.error_dict["note"])
        return error.messages[0]
    return ""


def _shown(request: HttpRequest, value: Measurement) -> dict:
    line, officer = value.period.line, is_mne(request.user)
    whole = officer or _is_of(cities_of(request.user), value)
    return {
        "indicator": line.indicator,
        "place": subjects_of([line])[line.pk],
        "period": value.period,
        "span": span_said(value.period),
        "value": shown_value(value, whole=whole),
        "whole": whole,
        "line": line.pk if line.phase_id or line.page.live else None,
        "done": DONE.get(request.GET.get("done", ""), ""),
        **(_for_insiders(request, value, officer=officer) if whole else {}),
    }


def _is_of(cities: list, value: Measurement) -> bool:
    path = value.period.line.page.path if value.period.line.page_id else ""
    return any(path.startswith(city.path) for city in cities)


def _for_insiders(request: HttpRequest, value: Measurement, *, officer: bool) -> dict:
    """History, what came before, and what is doubtful."""
    value = Measurement.objects.select_related(*AT_HAND, "supersedes").prefetch_related("steps__by").get(pk=value.pk)
    last, indicator = last_values(value.period), value.period.line.indicator
    mine = Q(pk=value.period_id)
    return {
        "steps": shown_steps(value),
        "before": list(_before(value, last)),
        "doubts": doubts_about(value.value, indicator, last_number(last)) if value.state == State.SUBMITTED else [],
        "judges": officer and value.state == State.SUBMITTED,
        "own": OWN_VALUE if officer and is_own(value, request.user) else "",
        "withdraws": Measurement.objects.withdrawable_by(request.user).filter(pk=value.pk).exists(),
        "corrected": Measurement.objects.filter(supersedes=value).first(),
        "is_approved": value.state == State.APPROVED,
        "locked": value.period.locked,
        "supersedes": {"pk": value.supersedes_id, "text": number_with_unit(indicator, value.supersedes.value)}
        if value.supersedes_id
        else None,
        "reports": value.state in (State.DRAFT, State.RETURNED, State.APPROVED)
        and Period.objects.reportable_by(request.user).filter(mine).exists(),
    }


def _before(value: Measurement, last: list[Measurement]) -> Iterable[dict]:
    """Rows of facts: what a value is to be compared with."""
    indicator = value.period.line.indicator
    if value.period.target is not None:
        yield {"label": _("Target"), "text": number_with_unit(indicator, value.period.target)}
    for one in last:
        text = number_with_unit(indicator, one.value) or _("in words")
        yield {
            "label": span_said(one.period),
            "text": text,
            "url": reverse("measurement", args=[one.pk]),
        }
