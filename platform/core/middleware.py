"""What every answer of the site gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

MULTIPART = "multipart/form-data"
ADMIN_POLICY = {
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    # Parts of Wagtail's editor write inline scripts and styles; a nonce would blank them.
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}


def admin_content_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """A Content-Security-Policy of its own for the editors' interface; the public site keeps the strict one."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/") and not getattr(request, "is_dummy", False):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # where django-csp looks for it
        return response

    return answer


def behind_a_tls_front(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """When a front says that the visitor came by plain http, send them to https; nobody else embeds what we serve.

    Without a front (`make run` on one's own machine) there is no such header, and plain http is all there is.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Forwarded-Proto") == "http":
            return HttpResponsePermanentRedirect(f"https://{request.get_host()}{request.get_full_path()}")
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


def tell_which_draft_was_saved(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """A form that was taken leads elsewhere; one that was refused is shown again. The browser forgets what was taken.

    Forms carry the number that their text has in the browser's store as `_draft` (static/js/drafts.js).
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        number = request.POST.get("_draft", "") if request.method == "POST" else ""
        if response.status_code in (302, 303) and re.fullmatch(r"[a-z0-9]{6,20}", number):
            response.set_cookie("saved_draft", number, max_age=600, samesite="Lax", secure=request.is_secure())
        return response

    return answer


INVISIBLE = "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction and of width that come along when something is copied, from Arabic texts above all."""
WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def typed_text(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """What forms send, as it was meant, whatever field takes it.

    A line break is one character, as for who types and for the script that counts: browsers send two. Invisible marks
    go from the ends of every text, and from all of an address, a code, a name without spaces; inside prose they have
    their use.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.content_type in ("application/x-www-form-urlencoded", MULTIPART):
            sent = request.POST.copy()
            for name, values in sent.lists():
                sent.setlist(name, [meant(value) for value in values])
            request.POST = sent  # type: ignore[assignment]  # read like what it replaces
        return get_response(request)

    return answer


def meant(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if any(mark in text for mark in INVISIBLE):
        text = text.strip(INVISIBLE) if len(text.split()) > 1 else text.translate(WITHOUT_INVISIBLE)
    return text


class KeysInAddresses:
    """An address that is a key (an invitation's, a new password's) is told to no access log and to no other site.

    `strict-origin`, because a form that is sent from a page with `no-referrer` says that it comes from nowhere, and is
    refused; and with `same-origin` the key would be in the log with every file of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "has_key_in_address", False):
            response.headers.setdefault("Referrer-Policy", "strict-origin")
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        keys = [kwargs[name] for name in ("token", "key") if name in kwargs]
        request.has_key_in_address = bool(keys)  # type: ignore[attr-defined]  # ours: for the way back
        for key in keys:  # gunicorn writes its log from this, after the response
            address = request.META.get("RAW_URI", "")
            request.META["RAW_URI"] = address.replace(key, "***").replace(quote(key, safe=""), "***")
