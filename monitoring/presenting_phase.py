"""What the page of a phase shows."""

from __future__ import annotations

from django.http import HttpRequest


def phase_context(request: HttpRequest) -> dict:
    return {}
