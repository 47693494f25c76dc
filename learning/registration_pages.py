"""The pages of registering: the form, and the person's own page behind the signed link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from .registering import by_link


@never_cache
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own page."""
    registration = by_link(token)
    return render(
        request, "learning/registration.html", {"registration": registration}, status=200 if registration else 410
    )
