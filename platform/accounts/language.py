"""In which language we speak with a person where the address does not say."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from core import languages

from .models import User


def language_of(person: User | None, *, else_in: str = "") -> str:
    """The language the person chose; else `else_in`, the one they last used here, or the house's.

    Never that of the page under way: who reads and who acts are two people.
    """
    known = (getattr(person, "language", ""), else_in, getattr(person, "last_language", ""))
    return next((code for code in known if code in languages.CODES), settings.LANGUAGE_CODE)


def remember_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
