"""What all pages behind a person's signed link have in common."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.limits import HOUR, Limit, network_of
from core.views import too_many_requests

from .registering import has_lapsed
from .signed_links import by_link

BY_NETWORK = Limit("registration-by-link", 300, HOUR)


View = Callable[..., HttpResponse]
"""Of the request, the registration, and what else stands in the address."""


def of_link(view: View, *, also_lapsed: bool = False) -> Callable[..., HttpResponse]:
    """A limit, the way out of a dead link, and no trace of the key.

    The link is the authority (decision 14): no token against forgery. `also_lapsed`: what was not confirmed in time can
    be seen and erased for as long as it is kept.
    """

    @csrf_exempt
    @never_cache
    def answer(request: HttpRequest, token: str, **others) -> HttpResponse:
        if not BY_NETWORK.take(network_of(request)):
            return too_many_requests(request)
        registration = by_link(token)
        if registration is None or (has_lapsed(registration) and not also_lapsed):
            response = render(request, "learning/registration_gone.html", status=410)
        else:
            response = view(request, registration, **others)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
