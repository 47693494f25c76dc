"""The public pages of asking a city: the form, the link that confirms an address, and what happens next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from accounts.models import User
from core.display import Link
from core.limits import DAY, HOUR, Limit, network_of
from core.models import SubjectPage
from core.views import too_many_requests

from .asking import ask, confirm_address, unconfirmed, why_not
from .belonging import cities_of
from .models import CityPage, ContactRequest, Desk
from .presenting import cities_url
from .request_forms import ContactRequestForm, OfficialContactRequestForm, VisitorContactRequestForm

BY_PERSON = Limit("question-by-person", 10, DAY)
TO_ADDRESS = Limit("question-to-address", 3, DAY)
FROM_NETWORK = Limit("question-from-network", 10, HOUR)
ATTEMPTS = Limit("question-attempt", 60, HOUR)
"""Forms that somebody sends, right or wrong: more than a person who makes mistakes, fewer than a machine."""


@never_cache
def ask_city(request: HttpRequest, slug: str) -> HttpResponse:
    """An official of this city alone has nobody in whose name to ask it."""
    city = get_object_or_404(CityPage.objects.live(), slug=slug)
    is_own = cities_of(request.user) == [city]
    refused = _("This is your own city: its questions are on your desk.") if is_own else why_not(city)
    if refused:
        return render(request, "cities/ask_closed.html", {**_frame(city), "refused": refused})
    sender = request.user if request.user.is_authenticated else None
    contact = ContactRequest(to_city=city, about=_page_asked_about(request, city), sender=sender)
    form = _form_for(sender)(request.POST or None, contact=contact)
    if request.method == "POST" and not ATTEMPTS.take(network_of(request)):  # before anything is looked into
        return too_many_requests(request)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form)
    if not _within_limits(request, contact):
        form.add_error(None, _("You have asked many questions in a short time. Please try again tomorrow."))
        return _form_page(request, form, status=429)
    return _send(request, form)


def _send(request: HttpRequest, form: ContactRequestForm) -> HttpResponse:
    """What is refused stands at its field, or above the form where that has no such field."""
    contact = form.instance
    try:
        ask(contact=contact)
    except ValidationError as error:
        for name, errors in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
            form.add_error(name if name in form.fields else None, errors)
        return _form_page(request, form)
    if contact.sender_id:
        return HttpResponseRedirect(reverse("desk_request", args=[contact.pk]))
    return HttpResponseRedirect(reverse("ask_check_mail", args=[contact.to_city.slug]))


def _page_asked_about(request: HttpRequest, city: CityPage) -> Page | None:
    """A page of this city that anybody can read; whatever else the address names is passed over."""
    number = request.GET.get("about", "")
    if not number.isdecimal() or len(number) > 12:
        return None
    page = Page.objects.live().descendant_of(city).filter(pk=number).first()
    return page if page is not None and issubclass(page.specific_class or Page, SubjectPage) else None


def _form_for(sender: User | None) -> type[ContactRequestForm]:
    if sender is None:
        return VisitorContactRequestForm
    return OfficialContactRequestForm if cities_of(sender) else ContactRequestForm


def _within_limits(request: HttpRequest, contact: ContactRequest) -> bool:
    if contact.sender_id:
        return BY_PERSON.take(str(contact.sender_id))
    return FROM_NETWORK.take(network_of(request)) and TO_ADDRESS.take(contact.visitor_email.casefold())


def _form_page(request: HttpRequest, form: ContactRequestForm, status: int = 200) -> HttpResponse:
    """The form, beside what becomes of a question: who answers it, and in whose name it is asked."""
    contact = form.instance
    desk = Desk.objects.filter(city=contact.to_city).first()
    context = {
        **_frame(contact.to_city),
        "form": form,
        "about": contact.about.specific if contact.about_id else None,
        "role": desk.contact_role if desk else "",
    }
    if contact.sender is None:
        query = urlencode({"next": request.get_full_path()})
        context["sign_in_url"] = f"{resolve_url(settings.LOGIN_URL)}?{query}"
    else:
        names = [city.name for city in cities_of(contact.sender)]
        context["in_name_of"] = names[0] if len(names) == 1 else ""
    return render(request, "cities/ask.html", context, status=status)


def _frame(city: CityPage) -> dict[str, Any]:
    crumbs = [Link(_("Cities"), cities_url()), Link(city.name, city.get_url())]
    return {"city": city, "crumbs": crumbs, "title": _("Ask %(city)s") % {"city": city.name}}


@never_cache
def after_asking(request: HttpRequest, slug: str, template: str) -> HttpResponse:
    """What happens next, after a form was sent."""
    city = get_object_or_404(CityPage.objects.live(), slug=slug)
    return render(request, template, _frame(city))


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs open links by themselves: only the button confirms."""
    contact, refused = unconfirmed(token), ""
    if contact is not None and request.method == "POST":
        try:
            confirmed = confirm_address(token=token)
        except ValidationError as error:
            refused = error.messages[0]
        else:
            return HttpResponseRedirect(reverse("ask_sent", args=[confirmed.to_city.slug]))
    status = 200 if contact else 410
    return render(request, "cities/ask_confirm.html", {"contact": contact, "refused": refused}, status=status)
