"""What no database can answer or keep: told as what it is, not as a fault of ours."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)
NUL = "\0"
NO_ROW = re.compile(r"/[0-9]{19,}(?=/|$)")
"""A number in an address that is larger than any key."""


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before any that reads the query: a value with a sign that no text has is a value nobody knows."""

    def answer(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "%EF%BF%BD")
        return get_response(request)

    return answer


class Impossible:
    """Middleware. A sign that no text has, a number that no row has: there is no such page.

    A form of which a part is missing, as where a script did not run: 400, before anything is saved.
    When the database cannot write (a full disk, a medium that is read only, a lock that is held too long): 503, and
    what was typed is still behind the browser's back button.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or NO_ROW.search(request.path_info):
            return render(request, "404.html", status=404)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OverflowError | DataError) or _is_no_key(exception):
            logger.warning("Asked for what cannot be: %s %s", request.path, exception)
            return render(request, "404.html", status=404)
        if isinstance(exception, BadRequest | MultiValueDictKeyError):
            logger.warning("Sent in part: %s %s", request.path, exception)
            return render(request, "400.html", status=400)
        if isinstance(exception, OperationalError) and request.method == "POST":
            logger.exception("Nothing could be saved")
            answer = render(request, "503.html", status=503)
            answer["Retry-After"] = "60"
            return answer
        return None


NO_KEY = ("NUL", "expected a number but got", "integer string conversion")
"""Of what psycopg, Django and Python say of a text that is no key of anything: a sign, a word, thousands of digits."""


def _is_no_key(exception: Exception) -> bool:
    return isinstance(exception, ValueError) and any(words in str(exception) for words in NO_KEY)
