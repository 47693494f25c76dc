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
from .signed_in import SignedInRequest


@login_required
@never_cache
def account(request: SignedInRequest) -> HttpResponse:
    """A person's own choices; for whoever may open the editors' interface, its too. A form that was sent without its
    fields changes nothing in it."""
    usual = {"language": request.user.language or languages.current()}
    form = AccountForm(request.POST or None, instance=request.user, initial=usual)
    interface = None
    if request.user.has_perm("wagtailadmin.access_admin"):
        sent_with_it = (request.POST, request.FILES) if "theme" in request.POST else ()
        interface = InterfaceForm(*sent_with_it, instance=UserProfile.get_for_user(request.user))
    sent = [one for one in (interface, form) if one is not None and one.is_bound]
    if sent and all(one.is_valid() for one in sent):
        for one in sent:
            one.save()
        language = request.user.language
        UserProfile.objects.update_or_create(user=request.user, defaults={"preferred_language": language})
        translation.activate(language_of(request.user))
        messages.success(request, _("Saved."))
        return remember_language(HttpResponseRedirect(reverse("account")), language_of(request.user))
    context = {
        "form": form,
        "interface": interface,
        "address": EmailAddress.objects.get_primary_email(request.user) or request.user.email,
        "has_second_factor": has_second_factor(request.user),
    }
    return render(request, "account/account.html", context)


@never_cache
def to_sign_in(request: HttpRequest, **_address) -> HttpResponse:
    """Wagtail's own sign-in and password pages know nothing of a second factor."""
    going_to = request.GET.get("next", "")
    query = f"?{urlencode({'next': going_to})}" if going_to else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


@never_cache
def to_password_reset(request: HttpRequest, **_address) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_reset_password"))
