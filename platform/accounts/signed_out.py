"""What somebody sent after their session was over is shown to them again, to be sent once they are signed in.

With a script the form asks first whether anybody is signed in (static/js/drafts.js). This is for those without one, and
for what a script sends: see docs/decisions/0021.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

GetResponse = Callable[[HttpRequest], HttpResponse]
SECRET = re.compile(r"csrf|password|passwd|token|otp|secret|^code$|^_draft$|^login$", re.IGNORECASE)
SHORT = 20
"""Characters: what is longer, or has two words, is a text that somebody may want to copy."""


@require_safe
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in in this browser, and the key that forms of theirs carry now (it is another after signing in)."""
    return JsonResponse({"person": request.user.pk, "csrf": get_token(request)})


def hold_what_was_sent(get_response: GetResponse) -> GetResponse:
    """In place of the way to sign in, which would lose it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or request.user.is_authenticated or not _leads_to_sign_in(response):
            return response
        if not request.accepts("text/html"):
            message = _("You have been signed out. Sign in in another tab.")
            return _refused("signed_out", message, status=401)
        return _send_again_page(request, status=403) or response

    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session, or another site sent it: then nothing of it is offered to be sent again."""
    if not request.accepts("text/html"):
        return _refused("form_too_old", _("This form has expired. Load the page again."), status=403)
    page = _send_again_page(request, status=403) if _comes_from_us(request) else None
    return page or render(request, "403_csrf.html", status=403)


def _refused(code: str, message: str, *, status: int) -> JsonResponse:
    """As Wagtail's editor reads it."""
    return JsonResponse({"success": False, "error_code": code, "error_message": message}, status=status)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    doors = {resolve_url(settings.LOGIN_URL), "/admin/login/"}
    return response.status_code == 302 and urlsplit(response["Location"]).path in doors


def _comes_from_us(request: HttpRequest) -> bool:
    """By what browsers say of every form that is sent; a site that hides it is not us."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sent_from).netloc == request.get_host()


def _send_again_page(request: HttpRequest, *, status: int) -> HttpResponse | None:
    """A page with what was sent; None where there was no text in it, or where it may hold a secret."""
    if request.path.startswith("/accounts/"):
        return None
    sent = [(name, text) for name in request.POST if not SECRET.search(name) for text in request.POST.getlist(name)]
    texts = [(name, text) for name, text in sent if _is_text(text)]
    if not texts:
        return None
    rest = [(name, text) for name, text in sent if not _is_text(text)]
    context = {"texts": texts, "rest": rest, "address": request.get_full_path(), "files": list(request.FILES)}
    answer = render(request, "signed_out.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _is_text(text: str) -> bool:
    """What somebody wrote; not a key, a number, or what an editor's script packs."""
    return not text.startswith(("{", "[")) and (len(text) > SHORT or len(text.split()) > 1)
