"""A form that is sent twice (a double click, an impatient second one) is carried out once; both get the same answer.

Every rendered form carries a token of its own (Django masks `csrfmiddlewaretoken` anew each time), so the same address,
token and fields are the same form with the same words in it. Whoever goes back, changes a word and sends again sends
another form.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

REMEMBERED = 30  # seconds
PATIENCE = 10  # seconds that the second waits for the answer to the first
MOMENT = 0.1  # seconds between its looks
UNDER_WAY = "..."


class OnlyOnce:
    """Middleware, behind Django's for forged requests: what that refuses is not remembered.

    Only what ends in a redirect counts as carried out: a form that came back with faults, or failed, may be sent again.
    What a script sends (the editors' autosave) is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "only_once", None)
        if key and response.status_code in (301, 302, 303):
            cache.set(key, response["Location"], REMEMBERED)
        elif key:
            cache.delete(key)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """The answer for the second of two; None lets a first one pass."""
        if not _is_sent_by_a_person(request):
            return None
        key = _key(request)
        for _moment in range(int(PATIENCE / MOMENT)):
            if cache.add(key, UNDER_WAY, REMEMBERED):
                request.only_once = key  # type: ignore[attr-defined]  # ours: for the way back
                return None
            answer = cache.get(key)
            if answer not in (None, UNDER_WAY):
                return HttpResponseRedirect(answer)
            time.sleep(MOMENT)
        return HttpResponseRedirect(request.get_full_path())  # the first one takes long: wait where the form is


def _is_sent_by_a_person(request: HttpRequest) -> bool:
    if request.method != "POST" or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    return "application/json" not in request.headers.get("Accept", "") and "csrfmiddlewaretoken" in request.POST


def _key(request: HttpRequest) -> str:
    told = sha256(repr((request.get_full_path(), request.COOKIES.get("sessionid", ""))).encode())
    for field in request.POST.lists():
        told.update(repr(field).encode())
    for name, uploads in request.FILES.lists():
        told.update(repr((name, [(upload.name, upload.size) for upload in uploads])).encode())
    return f"sent:{told.hexdigest()}"
