"""Addresses of this room that several pages link to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def browse_url(**question: str) -> str:
    """The list of practices, asked one thing, such as `theme="housing"`, or nothing."""
    url = reverse("wagtail_serve", args=["practices/"])
    return f"{url}?{urlencode(question)}" if question else url
