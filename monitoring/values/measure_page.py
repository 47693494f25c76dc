"""The one-minute form: what is asked, what stands, and one button to send it. Another city's period is not here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Collection

from core.numbers import written
from monitoring.measuring import discard
from monitoring.models import Measurement, Period
from monitoring.subjects import Subject, subjects_of

from .attaching import collection_of
from .doubts import Doubt, doubts_about, last_number, last_values
from .entering import OvertakenError, Reported, Standing, enter, reported_for, role_for
from .measure_forms import MeasureForm, initial_of
from .showing_measure import shown_measure

WRITES = (Standing.NEW, Standing.DRAFT, Standing.RETURNED)


@dataclass
class Reporting:
    """One person at the form of one period."""

    user: object
    period: Period

    @cached_property
    def reported(self) -> Reported:
        return reported_for(self.period)

    @cached_property
    def place(self) -> Subject:
        return subjects_of([self.period.line])[self.period.line_id]

    @cached_property
    def collection(self) -> Collection:
        return collection_of(self.place.city)

    @cached_property
    def last(self) -> list[Measurement]:
        return last_values(self.period)

    def form(self, data=None, files=None) -> MeasureForm:
        reported = self.reported
        corrects = reported.approved is not None
        initial = {**initial_of(reported.current, reported.reason), "seen": reported.seen}
        given = {"period": self.period, "current": reported.current, "corrects": corrects, "by": self.user}
        given["asked"] = corrects and reported.correction_asked
        return MeasureForm(data, files, collection=self.collection, initial=initial, **given)

    def doubts(self, form: MeasureForm) -> list[Doubt]:
        value = form.cleaned_data.get("value")
        return doubts_about(value, self.period.line.indicator, last_number(self.last))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Period.objects.reportable_by(request.user)
    mine = mine.select_related("line__indicator", "line__phase", "line__page")
    reporting = Reporting(request.user, get_object_or_404(mine, pk=pk))
    if request.method == "POST":
        return _entered(request, reporting)
    standing = reporting.reported.standing
    writes = standing in WRITES or (standing == Standing.APPROVED and "correct" in request.GET)
    return _page(request, reporting, form=reporting.form() if writes else None)


def _entered(request: HttpRequest, reporting: Reporting) -> HttpResponse:
    if "discard" in request.POST:
        return _discarded(request, reporting)
    form, sending = reporting.form(request.POST, request.FILES), "send" in request.POST
    good = form.check(sending=sending)
    form.keep_files()
    if "use" in request.POST:
        form.put("value", _likely(request))
        form.check(sending=False)
        return _page(
            request, reporting, form=form, said=_("The number is in its field now. Send it when you are ready.")
        )
    doubts = reporting.doubts(form) if good and sending else []
    if not good or (doubts and not _is_right(request, form)):
        return _page(request, reporting, form=form, doubts=doubts)
    try:
        _enter(reporting, form, sending=sending)
    except OvertakenError as error:
        return _overtaken(request, reporting, form, error)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, reporting, form=form)
    return HttpResponseRedirect(f"{request.path}?{'sent' if sending else 'saved'}=1")


def _enter(reporting: Reporting, form: MeasureForm, *, sending: bool) -> None:
    enter(
        period=reporting.period,
        entry=form.entry(),
        by=reporting.user,
        by_role=role_for(reporting.user, reporting.place.city),
        seen=form.cleaned_data["seen"],
        send=sending,
        note=form.cleaned_data.get("reason", ""),
    )


def _overtaken(request: HttpRequest, reporting: Reporting, form: MeasureForm, error: ValidationError) -> HttpResponse:
    """What was typed stays; sent again, it takes the place of the colleague's, if that is still a draft."""
    del reporting.reported
    form.put("seen", reporting.reported.seen)
    form.add_error(None, error)
    return _page(request, reporting, form=form, overtaken=True)


def _discarded(request: HttpRequest, reporting: Reporting) -> HttpResponse:
    try:
        if reporting.reported.opened:
            discard(reporting.reported.opened)
    except ValidationError as error:
        form = reporting.form()
        return _page(request, reporting, form=form, said=error.messages[0])
    return HttpResponseRedirect(f"{request.path}?discarded=1")


def _likely(request: HttpRequest) -> str:
    """As it stands in the field; what is no number is nobody's proposal."""
    try:
        return written(Decimal(request.POST["use"]))
    except InvalidOperation:
        return request.POST.get("value", "")


def _is_right(request: HttpRequest, form: MeasureForm) -> bool:
    """The box stands for the number that was asked about, not for one that was typed afterwards."""
    try:
        return Decimal(request.POST.get("right", "")) == form.cleaned_data["value"]
    except InvalidOperation:
        return False


def _page(request: HttpRequest, reporting: Reporting, **shown) -> HttpResponse:
    return render(request, "monitoring/measure.html", shown_measure(request, reporting, **shown))
