"""The periods of a framework: made for many lines at once, closed and opened, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from monitoring.wording import display_date_range

from . import framing
from .forms import MakePeriodsForm, default_dates
from .places import Place, place_for


@login_required
@never_cache
def framework_periods(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that makes periods, over the spans that are there."""
    place = place_for(request.user, pk)
    makes = request.method == "POST" and "span" not in request.POST
    form = MakePeriodsForm(request.POST if makes else None, place=place, initial=default_dates())
    refused = ""
    if makes and form.is_valid():
        _make(request, form)
    elif request.method == "POST" and not makes:
        refused = _change(request, place)
    if request.method == "POST" and not form.errors and not refused:
        return HttpResponseRedirect(place.step("periods"))
    context = {"place": place, "form": form, "spans": _spans(place), "refused": refused}
    return render(request, "monitoring/framework/periods.html", context)


def _make(request: HttpRequest, form: MakePeriodsForm) -> None:
    asked = form.cleaned_data
    try:
        number = framing.make_periods(**{**asked, "lines": list(asked["lines"])}, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return
    text = ngettext("%(number)s period has been created.", "%(number)s periods have been created.", number) % {
        "number": number
    }
    messages.success(request, text if number else _("All of these periods already exist."))


def _change(request: HttpRequest, place: Place) -> str:
    """One span of all lines is closed, opened or taken away; gives why it could not be done."""
    starts, ends = _asked_span(request)
    step = request.POST.get("step")
    try:
        if step in ("lock", "open"):
            spanned = place.periods().filter(starts=starts, ends=ends)
            framing.lock_periods(spanned, locked=step == "lock", by=request.user)
        elif step == "remove":
            periods = place.periods().select_related("line__indicator").filter(starts=starts, ends=ends)
            framing.remove_periods(list(periods), by=request.user)
        else:
            raise Http404
    except ValidationError as error:
        return error.messages[0]
    messages.success(request, _("Saved."))
    return ""


def _asked_span(request: HttpRequest) -> tuple[date, date]:
    """`2026-01-01/2026-06-30`."""
    try:
        starts, ends = (parse_date(day) for day in request.POST["span"].split("/"))
    except ValueError as error:
        raise Http404 from error
    if starts is None or ends is None:
        raise Http404
    return starts, ends


@dataclass(frozen=True)
class SpanRow:
    """A span of time, with for how many lines it stands, how many of them are closed and how many values there are."""

    key: str
    """`2026-01-01/2026-06-30`."""
    text: str
    lines: int
    locked: int
    values_there: int

    @property
    def all_locked(self) -> bool:
        return self.locked == self.lines


def _spans(place: Place) -> list[SpanRow]:
    """Each span once."""
    rows = place.periods().order_by().values("starts", "ends")
    rows = rows.annotate(
        lines=Count("pk", distinct=True),
        locked=Count("pk", filter=Q(locked=True), distinct=True),
        values_there=Count("measurements", distinct=True),
    )
    return [
        SpanRow(
            key=f"{starts.isoformat()}/{ends.isoformat()}",
            text=display_date_range(starts, ends),
            lines=row["lines"],
            locked=row["locked"],
            values_there=row["values_there"],
        )
        for row in rows.order_by("starts", "ends")
        for starts, ends in [(row["starts"], row["ends"])]
    ]
