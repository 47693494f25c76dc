"""In which language we speak with a person where the address does not say."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from core import languages

from .models import User


def language_of(person: User | None) -> str:
    """The language the person chose, else the one of the page they are on."""
    chosen = getattr(person, "language", "")
    return chosen if chosen in languages.CODES else languages.current()


def remember_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
