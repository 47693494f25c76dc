"""The published criteria: what everybody may know before they write, and after they read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def review_criteria(request: HttpRequest) -> HttpResponse:
    return render(request, "cities/review_criteria.html")
