"""The person's own page behind the signed link, and the desk's page of registrations.

The link is the authority (decision 14): no page here asks for a CSRF token, and looking changes nothing, so that a
mail server that opens every link takes no place and gives none up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from cities.belonging import cities_spoken_for

from . import registering
from .calendar_files import calendar_file
from .feedback import has_questions
from .introduction_pages import introduction_lines
from .link_pages import of_link
from .models import Registration, SessionDesk, SessionPage
from .presenting import display_dates
from .registration_forms import FactsForm
from .registration_page_parts import Standing, session_facts, standing_of
from .signed_links import link_of

MOST_ROWS = 200

STEPS: dict[str, Callable[..., Registration]] = {
    "confirm": registering.confirm_address,
    "accept": registering.accept_place,
    "cancel": registering.cancel,
}
DONE = {
    "confirm": _("Thank you. Your address is confirmed."),
    "accept": _("Thank you. The place is yours."),
    "cancel": _("Your registration has been cancelled."),
}


@of_link
def by_token(request: HttpRequest, registration: Registration) -> HttpResponse:
    """How it stands, what happens next, and the steps that are left. Cancelling asks once."""
    refused, step = "", request.POST.get("step", "")
    is_asked = step == "cancel" and "sure" not in request.POST
    if request.method == "POST" and not is_asked:
        if step not in STEPS:
            raise Http404
        try:
            STEPS[step](registration=registration)
        except ValidationError as error:
            refused = error.messages[0]
        else:
            messages.success(request, DONE[step])
            return HttpResponseRedirect(link_of(registration))
        registration.refresh_from_db()
    context = {
        **_frame(registration),
        "introductions": introduction_lines(registration),
        "refused": refused,
        "asks_to_cancel": is_asked,
    }
    return render(request, "learning/registration.html", context, status=400 if refused else 200)


def _frame(registration: Registration) -> dict[str, object]:
    session, desk = registration.session, SessionDesk.of(registration.session)
    standing = standing_of(registration, desk)
    has_calendar = _has_calendar(registration, standing)
    return {
        "registration": registration,
        "session": session,
        "session_url": session.get_url() if session.live else "",
        "standing": standing,
        "role": desk.contact_role,
        "facts": session_facts(session),
        "link": link_of(registration),
        "change_url": link_of(registration, "registration_change") if standing.can_change else "",
        "calendar_url": link_of(registration, "registration_calendar") if has_calendar else "",
        "questions_url": link_of(registration, "registration_feedback") if has_questions(registration) else "",
        "certificate_url": link_of(registration, "registration_certificate") if standing.has_certificate else "",
        "again_url": reverse("register", args=[session.slug]) if standing.can_register_again and session.live else "",
    }


def _has_calendar(registration: Registration, standing: Standing) -> bool:
    return standing.has_calendar and bool(calendar_file(registration.session, registration=registration))


@of_link
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything that the person said but the address; what is refused stands at its field."""
    frame = _frame(registration)
    if not frame["change_url"]:
        return HttpResponseRedirect(link_of(registration))
    form = FactsForm(request.POST or None, session=registration.session, instance=registration)
    if request.method == "POST" and form.is_valid():
        try:
            registering.change(
                registration=form.instance, wants=form.cleaned_data["wants"], offers=form.cleaned_data["offers"]
            )
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _("Your changes have been saved."))
            return HttpResponseRedirect(link_of(registration))
    return render(request, "learning/registration_change.html", {**frame, "form": form})


@of_link
def calendar(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The person's own entry, with the address to join: for who has a place."""
    if not standing_of(registration, SessionDesk.of(registration.session)).has_calendar:
        raise Http404
    text = calendar_file(registration.session, registration=registration)
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


# --- the desk ---------------------------------------------------------------------------------------------------
def _mine(request: HttpRequest) -> QuerySet[Registration]:
    return Registration.objects.of_person(request.user)


def _made_for_colleagues(request: HttpRequest) -> QuerySet[Registration]:
    return Registration.objects.made_for_colleagues_of(cities_spoken_for(request.user))


@login_required
@never_cache
def on_desk(request: HttpRequest) -> HttpResponse:
    """One's own, and for a focal point those made for colleagues of the city: never what they said of themselves."""
    cities = cities_spoken_for(request.user)
    context = {
        "mine": [_row(one, url=link_of(one)) for one in _listed(_mine(request))],
        "made": [_row(one) for one in _listed(_made_for_colleagues(request))] if cities else [],
        "speaks_for": cities,
    }
    return render(request, "learning/desk_registrations.html", context)


def _listed(registrations: QuerySet[Registration]) -> list[Registration]:
    found = list(registrations.order_by("-session__starts", "-pk")[:MOST_ROWS])
    sessions = SessionPage.objects.filter(pk__in={one.session_id for one in found}).for_rows().in_bulk()
    for one in found:
        one.session = sessions[one.session_id]
    return found


@dataclass(frozen=True)
class DeskRow:
    """A registration on a desk. `url`, the person's own page, only where it is one's own."""

    title: str
    when: str
    name: str
    state: str
    url: str
    cancel_url: str


def _row(registration: Registration, url: str = "") -> DeskRow:
    session = registration.session
    standing = standing_of(registration, SessionDesk.of(session))
    return DeskRow(
        title=session.words.wording("title"),
        when=display_dates(session.starts, session.ends),
        name=registration.name,
        state=registration.get_state_display(),
        url=url,
        cancel_url=reverse("cancel_registration", args=[registration.pk]) if standing.can_cancel else "",
    )


@login_required
@never_cache
def cancel_on_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first. What is neither one's own nor a colleague's is not there at all."""
    either = _mine(request) | Registration.objects.filter(pk__in=_made_for_colleagues(request).values("pk"))
    registration = get_object_or_404(either.select_related("session__desk"), pk=pk)
    if not standing_of(registration, SessionDesk.of(registration.session)).can_cancel:
        return HttpResponseRedirect(reverse("desk_registrations"))
    if request.method != "POST":
        return render(request, "learning/cancel_registration.html", {"registration": registration})
    registering.cancel(registration=registration)
    messages.success(request, DONE["cancel"])
    return HttpResponseRedirect(reverse("desk_registrations"))
