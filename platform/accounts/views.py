"""A person's own page, and the doors that lead to the one door."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.users.models import UserProfile

from core import languages

from .forms import AccountForm, InterfaceForm
from .language import language_of, remember_language
from .second_factor import has_second_factor


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    usual = {"language": request.user.language or languages.current()}
    form = AccountForm(request.POST or None, instance=request.user, initial=usual)
    interface = _interface_form(request)
    sent = [one for one in (form, interface) if one is not None and one.is_bound]
    if sent and all(one.is_valid() for one in sent):
        return _saved(request, sent)
    context = {
        "form": form,
        "interface": interface,
        "address": EmailAddress.objects.get_primary_email(request.user) or request.user.email,
        "has_second_factor": has_second_factor(request.user),
    }
    return render(request, "account/account.html", context)


def _interface_form(request: HttpRequest) -> InterfaceForm | None:
    """For whoever may open the editors' interface. A form that was sent without its fields changes nothing in it."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return None
    profile = UserProfile.get_for_user(request.user)
    sent = request.method == "POST" and "theme" in request.POST
    return InterfaceForm(request.POST, request.FILES, instance=profile) if sent else InterfaceForm(instance=profile)


def _saved(request: HttpRequest, forms: list) -> HttpResponse:
    form, *others = forms
    for other in others:
        other.save()
    person = form.save()
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": person.language})
    translation.activate(language_of(person))
    messages.success(request, _("Saved."))
    return remember_language(HttpResponseRedirect(reverse("account")), language_of(person))


@never_cache
def to_sign_in(request: HttpRequest, **_address) -> HttpResponse:
    """Wagtail's own sign-in and password pages know nothing of a second factor."""
    going_to = request.GET.get("next", "")
    query = f"?{urlencode({'next': going_to})}" if going_to else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


@never_cache
def to_password_reset(request: HttpRequest, **_address) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_reset_password"))
