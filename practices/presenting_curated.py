"""What the guide to a theme and a dossier show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from core import languages
from core.display import Link
from core.languages import Wording
from core.models import SubjectPage, Words
from core.sources import display_sources
from core.templatetags.core_tags import row_words
from facets import ask

from .addresses import browse_url
from .cards import cards
from .dossiers import dossier_cards, dossiers
from .mapping import header_of_hits, header_of_practices
from .models import DossierPage, ThemePage
from .wording import display_number_of_practices

NEWEST = 3


@dataclass(frozen=True)
class GuidePart:
    """A part of a guide; `lines` where it is a list."""

    label: str
    text: Wording
    lines: list[str] = field(default_factory=list)


def theme_context(page: ThemePage, request: HttpRequest, context: dict) -> dict:
    """For `practices/theme_page.html`. No practice and no dossier stands there twice."""
    words: Words = context["words"]
    theme = page.theme.code
    answer = ask("practices", QueryDict(f"theme={theme}"))
    featured = list(dict.fromkeys(row.practice_id for row in page.featured_practices.all()))
    found = answer.pks(languages.current(), 0, NEWEST + len(featured))
    newest = [pk for pk in found if pk not in featured][:NEWEST]
    all_cards = cards([*featured, *newest], request)
    picked_dossiers = [row.dossier_id for row in page.dossiers.all()]
    other_dossiers = [dossier.pk for dossier in dossiers() if theme in dossier.themes]
    return {
        **_article(page, words),
        "parts": _parts(words),
        "heading": page.theme.name,
        "lede": words.wording("intro"),
        "cut": header_of_hits(answer, languages.current()),
        "count": display_number_of_practices(len(answer)),
        "browse_url": browse_url(theme=theme),
        "featured": [card for card in all_cards if card.pk in featured],
        "newest": [card for card in all_cards if card.pk not in featured],
        "dossiers": dossier_cards([*picked_dossiers, *other_dossiers], request),
    }


def _parts(words: Words) -> list[GuidePart]:
    """Those that have words, the guide itself without a heading."""
    questions = words.wording("questions")
    parts = [
        GuidePart("", words.wording("guide")),
        GuidePart(_("What these practices have in common"), words.wording("in_common")),
        GuidePart(_("What is disputed or not known"), words.wording("disputed")),
        GuidePart(_("Questions to ask before trying it"), questions, questions.splitlines()),
    ]
    return [part for part in parts if part.text]


def dossier_context(page: DossierPage, request: HttpRequest, context: dict) -> dict:
    """For `practices/dossier_page.html`: each practice once, with the reason of its first row."""
    words: Words = context["words"]
    reasons: dict[int, Wording] = {}
    for row in page.practices.all():
        reasons.setdefault(row.practice_id, row_words(words, row, "why"))
    all_cards = cards(reasons, request)
    return {
        **_article(page, words),
        "lede": words.wording("intro"),
        "cut": header_of_practices([card.pk for card in all_cards], languages.current()),
        "count": display_number_of_practices(len(all_cards)),
        "practices": [(card, reasons[card.pk]) for card in all_cards],
    }


def _article(page: SubjectPage, words: Words) -> dict[str, Any]:
    """What both have."""
    body_words = words if words.body else page
    return {
        "crumbs": [Link(_("Practices"), browse_url())],
        "body": body_words.body,
        "body_words": body_words,
        "sources": display_sources(page.sources.all()),
    }
