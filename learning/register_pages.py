"""The pages of registering: the form, for everybody and for who was invited, and a focal point's for colleagues."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.models import User
from cities.belonging import cities_spoken_for
from core.display import Link
from core.limits import DAY, HOUR, Limit, network_of
from core.numbers import display_number
from core.views import too_many_requests

from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .models.registrations import address_key
from .registering import invitation_of, places_now, register, register_colleagues, why_closed
from .registration_box import is_full, mode_sentences, outside_link, places_sentences
from .registration_forms import MOST_COLLEAGUES, ColleagueForms, OnBehalfForm, RegistrationForm
from .registration_page_parts import session_facts
from .signed_links import link_of

BY_PERSON = Limit("registration-by-person", 40, DAY)
TO_ADDRESS = Limit("registration-to-address", 5, DAY)
FROM_NETWORK = Limit("registration-from-network", 30, HOUR)
"""A whole city hall may come from one network."""
ATTEMPTS = Limit("registration-attempt", 90, HOUR)
"""Forms that somebody sends, right or wrong: more than people who make mistakes, fewer than a machine."""


def _session(slug: str) -> SessionPage:
    sessions = SessionPage.objects.live().select_related("desk", "host_city", "country").with_words()
    return get_object_or_404(sessions, slug=slug)


def _frame(session: SessionPage, title: str) -> dict[str, Any]:
    crumbs = [
        Link(_("Sessions"), reverse("wagtail_serve", args=["sessions/"])),
        Link(session.words.title, session.get_url()),
    ]
    return {"session": session, "crumbs": crumbs, "title": title, "facts": session_facts(session)}


def _heading(session: SessionPage) -> str:
    return _("Register for %(session)s") % {"session": session.words.title}


# --- for oneself ------------------------------------------------------------------------------------------------
@never_cache
def register_for(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """The form, or why there is none; `token` is an invitation's."""
    session = _session(slug)
    desk, invitation = SessionDesk.of(session), invitation_of(session, token)
    if token and invitation is None:
        return render(request, "learning/invitation_gone.html", _frame(session, _heading(session)), status=410)
    person = request.user if request.user.is_authenticated and request.user.email else None
    refused, outside = why_closed(desk, invitation), outside_link(desk)
    if refused or outside:
        context = {**_frame(session, _heading(session)), "refused": "" if outside else refused, "outside": outside}
        return render(request, "learning/register_closed.html", context)
    form = RegistrationForm(request.POST or None, session=session, person=person, invitation=invitation)
    if request.method == "POST" and not ATTEMPTS.take(network_of(request)):  # before anything is looked into
        return too_many_requests(request)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, person, invitation)
    if not _within_limits(request, form.instance, person):
        form.add_error(None, _("There were many registrations in a short time. Please try again tomorrow."))
        return _form_page(request, form, person, invitation, status=429)
    return _register(request, form, person, invitation)


def _register(
    request: HttpRequest, form: RegistrationForm, person: User | None, invitation: SessionInvitation | None
) -> HttpResponse:
    """Only who is known to have the address is led to its registration; all others are told to look into their mail,
    whether it was registered before or not."""
    asked = form.instance
    chosen = {"wants": form.cleaned_data["wants"], "offers": form.cleaned_data["offers"]}
    try:
        found = register(registration=asked, by=person, invitation=invitation, **chosen)
    except ValidationError as error:
        for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
            form.add_error(name if name in form.fields else None, errors)
        return _form_page(request, form, person, invitation)
    is_new_and_known = found is asked and found.state != Registration.State.UNCONFIRMED
    if person is not None or is_new_and_known:
        return HttpResponseRedirect(link_of(found))
    return HttpResponseRedirect(reverse("register_check_mail", args=[asked.session.slug]))


def _within_limits(request: HttpRequest, asked: Registration, person: User | None) -> bool:
    if person is not None:
        return BY_PERSON.take(str(person.pk))
    return FROM_NETWORK.take(network_of(request)) and TO_ADDRESS.take(address_key(asked.email))


def _form_page(
    request: HttpRequest,
    form: RegistrationForm,
    person: User | None,
    invitation: SessionInvitation | None,
    status: int = 200,
) -> HttpResponse:
    session, desk = form.session, SessionDesk.of(form.session)
    now = places_now(desk)
    context = {
        **_frame(session, _heading(session)),
        "form": form,
        "sentences": [*mode_sentences(desk, invitation), *places_sentences(desk, now)],
        "is_full": is_full(desk, now),
        "is_application": desk.registration == SessionDesk.Registration.APPLICATION and invitation is None,
        "role": desk.contact_role,
        "is_known": person is not None,
    }
    if person is None:
        query = urlencode({"next": request.get_full_path()}) if invitation is None else ""
        context["sign_in_url"] = f"{resolve_url(settings.LOGIN_URL)}?{query}" if query else ""
    else:
        before = Registration.objects.filter(session=session, email_key=address_key(person.email))
        mine = before.exclude(state=Registration.State.CANCELLED).first()
        context["mine_url"] = link_of(mine) if mine else ""
        context["colleagues_url"] = reverse("register_colleagues", args=[session.slug]) if _speaks(person) else ""
    return render(request, "learning/register.html", context, status=status)


def _speaks(person: User) -> bool:
    return bool(cities_spoken_for(person))


@never_cache
def check_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next: the same whether the address was registered before or not."""
    return render(request, "learning/register_mail.html", _frame(_session(slug), _("Check your email")))


# --- for colleagues ---------------------------------------------------------------------------------------------
@login_required
@never_cache
def for_colleagues(request: HttpRequest, slug: str) -> HttpResponse:
    """For whom speaks for a city; to all others it is not there. *More rows* sends the form back with what is in it."""
    session, cities = _session(slug), cities_spoken_for(request.user)
    if not cities:
        raise Http404
    if refused := why_closed(SessionDesk.of(session)):
        context = {**_frame(session, _heading(session)), "refused": refused}
        return render(request, "learning/register_closed.html", context)
    sent = request.POST if request.method == "POST" and "more" not in request.POST else None
    behalf, rows = OnBehalfForm(sent, cities=cities), ColleagueForms(sent, prefix="colleagues")
    if "more" in request.POST:
        behalf.initial["city"] = request.POST.get("city")
        rows = ColleagueForms(initial=_typed(request), prefix="colleagues")
    status = 200
    if sent is not None and behalf.is_valid() & rows.is_valid():
        status = _send(request, session, behalf, rows)
        if status == 302:
            return HttpResponseRedirect(reverse("desk_registrations"))
    title = _("Register colleagues for %(session)s") % {"session": session.words.title}
    context = {**_frame(session, title), "behalf": behalf, "rows": rows, "cities": cities}
    return render(request, "learning/register_colleagues.html", context, status=status)


def _typed(request: HttpRequest) -> list[dict[str, str]]:
    """What stands in the rows, unjudged; a row that was left empty is not kept."""
    names = ("name", "email", "function", "language")
    rows = [{name: request.POST.get(f"colleagues-{n}-{name}", "") for name in names} for n in range(MOST_COLLEAGUES)]
    return [row for row in rows if any(row[name] for name in names[:3])][: MOST_COLLEAGUES - 1]


def _send(request: HttpRequest, session: SessionPage, behalf: OnBehalfForm, rows: ColleagueForms) -> int:
    """All of them or none; what is refused stands above the rows. Gives the status of the answer."""
    asked = [form.instance for form in rows.filled]
    for registration in asked:
        registration.session, registration.city = session, behalf.cleaned_data["city"]
    if not all(BY_PERSON.take(str(request.user.pk)) for _each in asked):
        behalf.add_error(None, _("There were many registrations in a short time. Please try again tomorrow."))
        return 429
    try:
        register_colleagues(registrations=asked, by=request.user)
    except ValidationError as error:
        behalf.add_error(None, error.messages)
        return 200
    words = ngettext(
        "We have written to %(number)s colleague. The place is taken once the address is confirmed.",
        "We have written to %(number)s colleagues. A place is taken once the address is confirmed.",
        len(asked),
    )
    messages.success(request, words % {"number": display_number(len(asked))})
    return 302
