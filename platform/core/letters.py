"""A letter as it is written: one folder of templates per event, in the reader's language.

`templates/emails/<event>/` holds `subject.txt`, `body.txt` and `body.html`. Who sends letters is accounts.post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from . import languages


@dataclass(frozen=True)
class Written:
    """A letter in one language. `subject` is one line."""

    subject: str
    text: str
    html: str


def write(event: str, language: str, **context) -> Written:
    """The letter of `event` in `language`, and every address in it is under that language's prefix.

    Templates get `context`, `language`, `direction` and `site` (the site's own address, without a slash).
    """
    language = language if language in languages.CODES else settings.LANGUAGE_CODE
    given = {"language": language, "direction": languages.direction(language), "site": settings.BASE_URL, **context}
    with translation.override(language):
        subject, text, html = (_rendered(event, name, given) for name in ("subject.txt", "body.txt", "body.html"))
    return Written(re.sub(r"[ \t\r\n]+", " ", subject.strip()), f"{text.strip()}\n", html)  # no-break spaces stay


def _rendered(event: str, name: str, given: dict) -> str:
    """Plain text has no markup to escape."""
    template = Engine.get_default().get_template(f"emails/{event}/{name}")
    return template.render(Context(given, autoescape=name.endswith(".html")))
