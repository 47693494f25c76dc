"""Between a request and its page: the language somebody asked for, and the second factor that must come first."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from core import languages

from .language import remember_language
from .second_factor import lacks_second_factor

Answer = Callable[[HttpRequest], HttpResponse]
OPEN_WITHOUT_FACTOR = ("/accounts/", "/admin/logout/", settings.STATIC_URL)


def language_asked_for(get_response: Answer) -> Answer:
    """`?language=fr` on one's account pages, which name no language themselves; kept in Django's own cookie.

    Elsewhere the word is a filter, or the language of a translation to begin.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        code = request.GET.get("language", "")
        if code not in languages.CODES or not request.path_info.startswith("/accounts/"):
            return get_response(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        return remember_language(get_response(request), code)

    return answer


def second_factor_first(get_response: Answer) -> Answer:
    """Whoever must have a second factor and has none yet is led to setting one up, from wherever they are."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_WITHOUT_FACTOR) or not request.user.is_authenticated:
            return get_response(request)
        if not lacks_second_factor(request.user):
            return get_response(request)
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")

    return answer
