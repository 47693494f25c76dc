"""Between a request and its page: the language somebody asked for, and the second factor that must come first."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_path

from core import languages

from .language import remember_language
from .models import User
from .second_factor import lacks_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
OPEN_WITHOUT_FACTOR = ("/accounts/", "/admin/logout/", settings.STATIC_URL)


def language_of_the_interface(get_response: GetResponse) -> GetResponse:
    """The language last chosen by a switch of the site holds where the address names none: `/accounts/`, `/admin/`.

    It is kept in Django's own cookie: for who is signed in with every page under another prefix, for everybody with
    `?language=fr` on account pages (elsewhere the word is a filter, or the language of a translation to begin).
    """

    def answer(request: HttpRequest) -> HttpResponse:
        in_address = get_language_from_path(request.path_info)
        asked_for = "" if in_address else _asked_for(request)
        if code := asked_for or ("" if in_address else _usual(request)):
            translation.activate(code)
            request.LANGUAGE_CODE = code
        is_admin = request.path_info.startswith("/admin/")
        if profile := getattr(request.user, "wagtail_userprofile", None) if is_admin else None:
            profile.preferred_language = ""  # for this request; Wagtail would go back to the account's language inside
        response = get_response(request)
        if asked_for or (in_address and request.user.is_authenticated):
            return _remember(request, response, asked_for or in_address)
        is_of_account = request.path_info == reverse("wagtailadmin_account") and request.method == "POST"
        if is_of_account and request.user.is_authenticated:
            return _remember(request, response, User.objects.values_list("language", flat=True).get(pk=request.user.pk))
        return response

    return answer


def _asked_for(request: HttpRequest) -> str:
    """On one's account pages: by the switch, else by the page one comes from and will go back to."""
    if not request.path_info.startswith("/accounts/"):
        return ""
    asked_for, going_to = request.GET.get("language", ""), request.GET.get("next", "")
    return asked_for if asked_for in languages.CODES else get_language_from_path(going_to) or ""


def _usual(request: HttpRequest) -> str:
    """The account's, where this browser has none yet."""
    known = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return request.user.language if not known and request.user.is_authenticated else ""


def _remember(request: HttpRequest, response: HttpResponse, code: str | None) -> HttpResponse:
    if not code or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == code or response.status_code >= 400:
        return response
    if request.user.is_authenticated and request.user.last_language != code:
        User.objects.filter(pk=request.user.pk).update(last_language=code)
    return remember_language(response, code)


def second_factor_first(get_response: GetResponse) -> GetResponse:
    """Whoever must have a second factor and has none yet is led to setting one up, from wherever they are."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_WITHOUT_FACTOR) or not request.user.is_authenticated:
            return get_response(request)
        if not lacks_second_factor(request.user):
            return get_response(request)
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")

    return answer
