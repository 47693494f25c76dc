"""The page where a city reports a value in one minute: what is asked, what stands, and one button to send it.

Another city's period is not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Collection

from accounts.models import User
from cities.checking_in import ASKED_BEFORE
from core.display import Fact, Link
from core.numbers import number_for_input, read_number
from monitoring.measuring import discard
from monitoring.models import Measurement, Period
from monitoring.subjects import Subject, subjects_of
from monitoring.wording import display_dates_of, display_in_measure, number_with_unit, unit_of

from .attaching import attach, collection_of
from .doubts import Doubt, doubts_about, last_number, last_values
from .due_values import wanted
from .entering import FormStanding, OvertakenError, PeriodValues, enter, role_for, values_of_period
from .measure_forms import DraftValueForm, SendValueForm, initial_of
from .value_card import steps_of, value_card

WRITES = (FormStanding.NEW, FormStanding.DRAFT, FormStanding.RETURNED)


@dataclass
class Reporting:
    """One person at the form of one period."""

    user: User
    period: Period

    @cached_property
    def values(self) -> PeriodValues:
        return values_of_period(self.period)

    @cached_property
    def place(self) -> Subject:
        return subjects_of([self.period.line])[self.period.line_id]

    @cached_property
    def collection(self) -> Collection:
        return collection_of(self.place.city)

    @cached_property
    def last(self) -> list[Measurement]:
        return last_values(self.period)

    def form(
        self, data: QueryDict | None = None, files: MultiValueDict | None = None, *, sends: bool = False
    ) -> DraftValueForm:
        values = self.values
        return (SendValueForm if sends else DraftValueForm)(
            data,
            files,
            period=self.period,
            current=values.current,
            corrects=values.approved is not None,
            asked=values.approved is not None and values.correction_asked,
            collection=self.collection,
            by=self.user,
            initial={**initial_of(values.current, values.reason), "seen": values.seen},
        )


# --- the view -----------------------------------------------------------------------------------------------------
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Period.objects.reportable_by(request.user)
    mine = mine.select_related("line__indicator", "line__page")
    reporting = Reporting(request.user, get_object_or_404(mine, pk=pk))
    if "discard" in request.POST:
        return _discard(request, reporting)
    if request.method == "POST":
        return _enter(request, reporting)
    standing = reporting.values.standing
    writes = standing in WRITES or (standing == FormStanding.APPROVED and "correct" in request.GET)
    return _page(request, reporting, reporting.form() if writes else None)


def _enter(request: HttpRequest, reporting: Reporting) -> HttpResponse:
    """Sends what was typed, keeps it as a draft, or puts a proposed number into its field. Nothing typed is lost."""
    data, files, sends = request.POST.copy(), request.FILES.copy(), "send" in request.POST
    attach(data, files, collection=reporting.collection, by=reporting.user)
    if "use" in data:
        data["value"] = _proposed_number(data)
        message = _("The number is now in its field. Send it when you are ready.")
        return _page(request, reporting, reporting.form(data, files), message=message)
    form = reporting.form(data, files, sends=sends)
    if not form.is_valid():
        return _page(request, reporting, form)
    value = form.cleaned_data.get("value")
    doubts = doubts_about(value, form.indicator, last_number(reporting.last)) if sends else []
    if doubts and not _is_right(request, value):
        return _page(request, reporting, form, doubts=doubts)
    try:
        enter(
            period=reporting.period,
            entry=form.entry(),
            by=reporting.user,
            by_role=role_for(reporting.user, reporting.place.city),
            seen=form.cleaned_data["seen"],
            send=sends,
            note=form.cleaned_data.get("reason", ""),
        )
    except OvertakenError as error:  # sent again, it takes the place of the colleague's, if that is still a draft
        del reporting.values
        data["seen"] = reporting.values.seen
        form.add_error(None, error)
        return _page(request, reporting, form, overtaken=True)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, reporting, form)
    return HttpResponseRedirect(f"{request.path}?{'sent' if sends else 'saved'}=1")


def _proposed_number(data: QueryDict) -> str:
    """As it stands in the field; what is no number is nobody's proposal."""
    try:
        return number_for_input(Decimal(data["use"]))
    except InvalidOperation:
        return data.get("value", "")


def _is_right(request: HttpRequest, value: Decimal | None) -> bool:
    """The box stands for the number that was asked about, not for one that was typed afterwards."""
    try:
        return Decimal(request.POST.get("right", "")) == value
    except InvalidOperation:
        return False


def _discard(request: HttpRequest, reporting: Reporting) -> HttpResponse:
    try:
        if reporting.values.opened:
            discard(reporting.values.opened)
    except ValidationError as error:
        return _page(request, reporting, reporting.form(), message=error.messages[0])
    return HttpResponseRedirect(f"{request.path}?discarded=1")


def _page(request: HttpRequest, reporting: Reporting, form: DraftValueForm | None, **context) -> HttpResponse:
    context = measure_context(request, reporting, form, **context)
    return render(request, "monitoring/values/measure.html", context)


# --- what stands beside the fields: what is asked, what stands, what is doubtful --------------------------------------
def measure_context(
    request: HttpRequest,
    reporting: Reporting,
    form: DraftValueForm | None,
    *,
    doubts: Iterable[Doubt] = (),
    message: str = "",
    overtaken: bool = False,
) -> dict:
    indicator, place, values = reporting.period.line.indicator, reporting.place, reporting.values
    current, standing = values.current, values.standing
    writes = standing not in (FormStanding.CLOSED, FormStanding.WAITING)
    return {
        "indicator": indicator,
        "span": display_dates_of(reporting.period),
        "unit": unit_of(indicator),
        "crumbs": [Link(place.title, place.url)] if place.url else [],
        "facts": list(_facts(reporting)),
        "standing": standing.value,
        "current": value_card(current) if current else None,
        "current_pk": current.pk if current else None,
        "steps": steps_of(current)[:1] if current else [],
        "officers_note": values.officers_note if standing == FormStanding.RETURNED else "",
        "correction_asked": values.correction_asked,
        "withdrawal": values.withdrawal,
        "can_discard": standing == FormStanding.DRAFT and not values.officers_note,
        "form": form if writes else None,
        "typed": [] if writes or form is None else form.typed(),
        "doubts": doubts,
        "proposals": list(_proposals(form, doubts)) if form else [],
        "asked_value": form.cleaned_data["value"] if form and doubts else None,
        "message": message,
        "overtaken": overtaken,
        "done": next((name for name in ("sent", "saved", "discarded") if name in request.GET), ""),
        "next": _next_due(reporting) if "sent" in request.GET else None,
    }


def _facts(reporting: Reporting) -> Iterable[Fact]:
    period, indicator, place = reporting.period, reporting.period.line.indicator, reporting.place
    yield Fact(_("Subject"), place.title, note=place.city.name if place.city else "")
    if period.due:
        yield Fact(_("Due by"), date_format(period.due))
    if period.target is not None:
        yield Fact(_("Target"), number_with_unit(indicator, period.target), note=period.target_comment)
    last = next((one for one in reporting.last if one.value is not None), None)
    if last:
        yield Fact(_("Last value"), number_with_unit(indicator, last.value), note=display_dates_of(last.period))
    if period.line.baseline is not None:
        note = str(period.line.baseline_year or "")
        yield Fact(_("Baseline"), number_with_unit(indicator, period.line.baseline), note=note)
    if indicator.verification:
        yield Fact(capfirst(_("means of verification")), indicator.verification)


@dataclass(frozen=True)
class Proposal:
    """A number that was perhaps meant, as a button."""

    number: Decimal
    text: str


def _proposals(form: DraftValueForm, doubts: Iterable[Doubt]) -> Iterable[Proposal]:
    """What is likely in place of what is doubtful; and of "environ 300" the 300."""
    numbers = [doubt.likely for doubt in doubts if doubt.likely is not None]
    typed = form.data.get("value", "") if form.is_bound else ""
    for error in form.errors.as_data().get("value", ()) if typed else ():
        found = (error.params or {}).get("number", "")
        if error.code == "invalid" and found and found in typed:
            try:
                numbers.append(read_number(found))
            except ValidationError:
                continue
    return [Proposal(number, display_in_measure(form.indicator, number)) for number in numbers]


@dataclass(frozen=True)
class NextValue:
    """What else is wanted of the same person."""

    url: str
    indicator: str
    period: str


def _next_due(reporting: Reporting) -> NextValue | None:
    """The most pressing first."""
    mine = Period.objects.reportable_by(reporting.user).values("pk")
    due = wanted(timezone.localdate() + ASKED_BEFORE).filter(pk__in=mine).exclude(pk=reporting.period.pk)
    found = due.select_related("line__indicator").order_by("wanted_by", "line__order", "pk").first()
    if found is None:
        return None
    return NextValue(reverse("measure", args=[found.pk]), found.line.indicator.name, display_dates_of(found))
