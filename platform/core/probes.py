"""What an orchestrator or a monitor asks: does the process live, can it serve.

Answered before anything else looks at the request: a probe comes from inside, by the machine's own address and plain
http, so neither the names the site answers to nor the way to https are asked of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import uuid4

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

logger = logging.getLogger(__name__)


def probes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the first of all: `/healthz` says that the process answers, `/readyz` what it needs to serve."""

    def answer(request: HttpRequest) -> HttpResponse:
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        if probe is None:
            return get_response(request)
        response = probe()
        response["Cache-Control"] = "no-store"
        return response

    return answer


def healthz() -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz() -> JsonResponse:
    """200 while pages can be served, else 503. Without the cache they can be, more slowly: it is named, and no more."""
    states = {"database": _state(_ask_database), "cache": _state(_ask_cache)}
    return JsonResponse(states, status=200 if states["database"] == "ok" else 503)


def _state(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception:
        logger.exception("Asked whether the site is ready")
        return "unavailable"
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    """Written and read again, for a cache that is away is passed over in silence. The embedded one keeps nothing."""
    cache, key, said = caches["renditions"], "readyz", uuid4().hex
    if isinstance(cache, DummyCache):
        return
    cache.set(key, said, 10)
    if cache.get(key) is None:
        raise ConnectionError("The cache keeps nothing")
