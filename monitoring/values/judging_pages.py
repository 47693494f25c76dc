"""Values that wait to be judged, and one value with its history; for everybody else only what of it is public."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Max
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
from cities.tree import under
from core.display import Fact, Link
from core.paging import paged
from core.uploads.renditions import served_rendition
from core.uploads.serving import sealed
from monitoring.measuring import OWN_VALUE, approve, ask_correction, is_own, send_back, withdraw
from monitoring.models import Measurement, Period, ResultLine, State
from monitoring.models.rights import is_mne
from monitoring.publication import published_of
from monitoring.subjects import subjects_of
from monitoring.wording import display_dates_of, number_with_unit

from .doubts import doubts_about, last_number, last_values
from .due_values import wanted
from .judging_forms import DUE, AfterwardsForm, JudgementForm, ListForm
from .value_card import due_rows, steps_of, value_card, value_rows

PAGE_SIZE = 50
KEPT_BY_NOBODY = {"Cache-Control": "private, no-cache"}
AT_HAND = ("period__line__indicator", "period__line__page")


@login_required
@never_cache
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """For an M&E officer what is submitted, the oldest first; for a city its own; `?state=due`: what is wanted."""
    officer, cities = is_mne(request.user), cities_of(request.user)
    if not officer and not cities:
        raise Http404
    lines = ResultLine.objects.all() if officer else ResultLine.objects.filter(under(cities, "page__"))
    data = request.GET.copy()
    if officer and "state" not in data:
        data["state"] = State.SUBMITTED
    form = ListForm(data, lines=lines, due=bool(cities) or officer)
    form.is_valid()
    state = form.asked("state")
    if state == DUE:
        mine = Period.objects.reportable_by(request.user).values("pk")
        periods = wanted(timezone.localdate() + ASKED_BEFORE).filter(form.of_lines("line__"), pk__in=mine)
        periods = periods.select_related("line__indicator", "line__page").order_by("wanted_by", "pk")
        page_of = paged(periods, request, PAGE_SIZE)
        rows = due_rows(page_of.rows)
    else:
        values = Measurement.objects.visible_to(request.user).filter(period__line__in=lines.values("pk"))
        values = form.in_state(values.filter(form.of_lines("period__line__"))).annotate(moved=Max("steps__on"))
        oldest_first = state == State.SUBMITTED
        values = values.select_related(*AT_HAND).order_by("moved" if oldest_first else "-moved", "pk")
        page_of = paged(values, request, PAGE_SIZE)
        rows = value_rows(page_of.rows)
    context = {"form": form, "rows": rows, "page_of": page_of, "state": state, "officer": officer}
    return render(request, "monitoring/values/measurements.html", context)


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
        refused = _judge(request, value, form, step)
        if not refused:
            return HttpResponseRedirect(f"{request.path}?done={step}")
    context = measurement_context(request, value)
    return render(request, "monitoring/values/measurement.html", {**context, "judgement": form, "refused": refused})


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
    "approve": gettext_lazy("Approved. It is now public."),
    "return": gettext_lazy("Returned, with your note."),
    "correct": gettext_lazy("The city has been asked for a correction. Until it is approved, this value stays public."),
    "withdraw": gettext_lazy("Withdrawn. It is no longer public; the value and your reason are kept."),
}


def _judge(request: HttpRequest, value: Measurement, form: forms.Form, step: str) -> str:
    """Takes the step; gives why it could not be taken."""
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        STEPS[step](value, by=request.user, note=note)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            form.add_error("note", error.error_dict["note"])
        return error.messages[0]
    return ""


def measurement_context(request: HttpRequest, value: Measurement) -> dict:
    line, officer = value.period.line, is_mne(request.user)
    whole = officer or any(line.page.path.startswith(city.path) for city in cities_of(request.user))
    return {
        "indicator": line.indicator,
        "place": subjects_of([line])[line.pk],
        "period": value.period,
        "span": display_dates_of(value.period),
        "value": value_card(value, None if whole else published_of([value])[value.pk]),
        "whole": whole,
        "line": line.pk if line.page.live else None,
        "done": DONE.get(request.GET.get("done", ""), ""),
        **(_inside_context(request, value, officer=officer) if whole else {}),
    }


def _inside_context(request: HttpRequest, value: Measurement, *, officer: bool) -> dict:
    """History, what came before, what is doubtful, and what the person can do about it."""
    value = Measurement.objects.select_related(*AT_HAND, "supersedes").prefetch_related("steps__by").get(pk=value.pk)
    last, indicator = last_values(value.period), value.period.line.indicator
    is_open_to_report = value.state in (State.DRAFT, State.RETURNED, State.APPROVED)
    return {
        "steps": steps_of(value),
        "before": list(_facts_to_compare(value, last)),
        "doubts": doubts_about(value.value, indicator, last_number(last)) if value.state == State.SUBMITTED else [],
        "judges": officer and value.state == State.SUBMITTED,
        "own": OWN_VALUE if officer and is_own(value, request.user) else "",
        "withdraws": Measurement.objects.withdrawable_by(request.user).filter(pk=value.pk).exists(),
        "corrected": Measurement.objects.filter(supersedes=value).first(),
        "is_approved": value.state == State.APPROVED,
        "locked": value.period.locked,
        "supersedes": value.supersedes,
        "supersedes_value": number_with_unit(indicator, value.supersedes.value) if value.supersedes else "",
        "reports": is_open_to_report and Period.objects.reportable_by(request.user).filter(pk=value.period_id).exists(),
    }


def _facts_to_compare(value: Measurement, last: list[Measurement]) -> Iterable[Fact]:
    """What a value is to be compared with."""
    indicator = value.period.line.indicator
    if value.period.target is not None:
        yield Fact(_("Target"), number_with_unit(indicator, value.period.target))
    for one in last:
        text = number_with_unit(indicator, one.value) or _("in words")
        yield Fact(display_dates_of(one.period), links=(Link(text, reverse("measurement", args=[one.pk])),))
