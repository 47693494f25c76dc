"""One line of a framework: its baseline and targets, its periods, and a value that was published elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from monitoring import measuring
from monitoring.models import Measurement, ResultLine
from monitoring.wording import display_dates_of, number_with_unit

from . import framing
from .forms import DocumentedValueForm, LineForm, PeriodForms, takes_numbers
from .history import history_of
from .places import place_of


@dataclass(frozen=True)
class DocumentedRow:
    """A value that was published elsewhere."""

    value: str
    text: str
    source: str
    span: str


def _line(request: HttpRequest, pk: int) -> ResultLine:
    """Of those the person may change; others are not there."""
    lines = ResultLine.objects.editable_by(request.user).select_related("indicator", "page")
    return get_object_or_404(lines, pk=pk)


@login_required
@never_cache
def framework_line(request: HttpRequest, pk: int) -> HttpResponse:
    """What is set on the line and on each of its periods, kept together.

    To take a period away saves the rest first, so that nothing typed is lost.
    """
    line = _line(request, pk)
    periods = line.periods.select_related("line__indicator").annotate(value_count=Count("measurements"))
    typed = request.POST if request.method == "POST" else None
    with_target = takes_numbers(line.indicator, line.periods.values_list("target", flat=True))
    form = LineForm(typed, instance=line)
    forms = PeriodForms(typed, queryset=periods, form_kwargs={"with_target": with_target})
    if typed is not None and forms.total_form_count() != forms.initial_form_count():
        raise BadRequest("Periods are made on a page of their own")
    if typed is not None and all([form.is_valid(), forms.is_valid()]):
        framing.change_line(form.save(commit=False), periods=forms.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        if "remove" in typed:
            _remove(request, line)
        return HttpResponseRedirect(reverse("framework_line", args=[pk]))
    documented = Measurement.objects.documented().filter(period__line=line).select_related("period")
    context = {
        "line": line,
        "place": place_of(line),
        "form": form,
        "forms": forms,
        "with_target": with_target,
        "rows": [{"form": one, "span": display_dates_of(one.instance)} for one in forms],
        "values": [
            DocumentedRow(
                value=number_with_unit(line.indicator, one.value),
                text=one.narrative,
                source=one.source or one.source_url,
                span=display_dates_of(one.period),
            )
            for one in documented.order_by("-period__ends", "-pk")
        ],
        "changes": history_of(place_of(line), line),
    }
    return render(request, "monitoring/framework/framework_line.html", context)


def _remove(request: HttpRequest, line: ResultLine) -> None:
    key = request.POST["remove"]
    period = get_object_or_404(line.periods, pk=key if key.isdecimal() else None)
    try:
        framing.remove_periods([period], by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The period %(span)s has been removed.") % {"span": display_dates_of(period)})


@login_required
@never_cache
def document_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Enters what was published elsewhere, with its source: public at once, and never counted."""
    line = _line(request, pk)
    form = DocumentedValueForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid() and _document(request, line, form):
        messages.success(request, _("The value is now public, with its source."))
        return HttpResponseRedirect(reverse("framework_line", args=[pk]))
    return render(
        request, "monitoring/framework/document_value.html", {"line": line, "place": place_of(line), "form": form}
    )


def _document(request: HttpRequest, line: ResultLine, form: DocumentedValueForm) -> bool:
    """All or nothing: no period is left behind by a value that is refused."""
    asked = form.cleaned_data
    try:
        with transaction.atomic():
            period = asked["period"]
            if period is None:
                period, _made = line.periods.get_or_create(starts=asked["starts"], ends=asked["ends"])
            measuring.document(period=period, entry=form.entry, by=request.user)
    except ValidationError as error:
        for field, words in error.message_dict.items():
            form.add_error(field if field in form.fields else None, words)
        return False
    return True
