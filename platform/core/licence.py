"""Under which licence the contents of the site may be used: said on every page and in every file."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core import languages

Answer = TypeVar("Answer", bound=HttpResponseBase)

NAMES = {"by": "CC BY 4.0", "by-sa": "CC BY-SA 4.0"}


def licence_name() -> str:
    return NAMES[settings.CONTENT_LICENCE]


def licence_url(language: str = "") -> str:
    """Where it is explained in a language; without one its own address, by which machines know it."""
    address = f"https://creativecommons.org/licenses/{settings.CONTENT_LICENCE}/4.0/"
    return f"{address}deed.{language}" if language else address


def licence_sentence() -> str:
    """For a file, where nothing can be a link."""
    text = _("Licence: %(licence)s (%(url)s), naming Portolan and the sources. What comes from others keeps theirs.")
    return text % {"licence": licence_name(), "url": licence_url(languages.current())}


def under_licence(response: Answer) -> Answer:
    """Says it to whoever fetches a file that has no place for it (RFC 8288, relation `license`)."""
    response["Link"] = f'<{licence_url()}>; rel="license"'
    return response
