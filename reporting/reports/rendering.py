"""A report as pages: the HTML that is kept, and the PDF that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation

from core import languages
from core.licence import licence_sentence
from core.printing import pdf_of_page
from monitoring.suppressing import SUPPRESSION_THRESHOLD

if TYPE_CHECKING:
    from .contents import Contents


def body_of(contents: Contents) -> str:
    """What is kept: the report without the page around it, in the current language."""
    return render_to_string(
        "reporting/reports/document/body.html",
        {"report": contents, "most_withheld": SUPPRESSION_THRESHOLD - 1, "licence": licence_sentence()},
    )


def document(*, body: str, title: str, language: str, **around) -> str:
    """A whole page in the report's language, whatever the reader's; `around` is for those who read it on the site."""
    with translation.override(language):
        page = {"body": body, "title": title, "direction": languages.direction(language), "language": language}
        return render_to_string("reporting/reports/document/document.html", {**page, **around})


def pdf_of(*, body: str, title: str, language: str) -> bytes:
    return pdf_of_page(document(body=body, title=title, language=language, is_printed=True))
