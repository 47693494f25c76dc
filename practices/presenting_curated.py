"""What the guide to a theme and a dossier show."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from core import languages
from core.facets import Answer, ask
from core.languages import Wording
from core.models import SubjectPage, Words
from core.sources import shown_sources
from core.templatetags.core_tags import row_words

from .browsing import PracticeCard, cards
from .dossiers import counted, dossier_cards, dossiers
from .glance import browse_url
from .mapping import header_of_hits, header_of_practices
from .models import DossierPage, ThemePage

NEWEST = 3


# --- the guide to a theme -----------------------------------------------------------------------------------------
def theme_context(page: ThemePage, words: Words, request: HttpRequest) -> dict:
    """For `practices/theme_page.html`."""
    answer = _about(page.theme.code)
    guide = _own(page, words, "guide")
    featured, newest = _featured_and_newest(page, answer, request)
    return {
        **_article(page, words),
        "guide": guide,
        "heading": page.theme.name,
        "lede": _own(page, words, "intro"),
        "cut": header_of_hits(answer, languages.current()),
        "count": counted(len(answer)),
        "browse_url": browse_url(theme=page.theme.code),
        "featured": featured,
        "newest": newest,
        "dossiers": dossier_cards(_dossiers_about(page), request),
    }


def _dossiers_about(page: ThemePage) -> list[int]:
    """Those that the guide names, in its order, then every other that holds a practice about the theme."""
    return [
        *(row.dossier_id for row in page.dossiers.all()),
        *(dossier.pk for dossier in dossiers() if page.theme.code in dossier.themes),
    ]


def _about(theme: str) -> Answer:
    query = QueryDict(mutable=True)
    query["theme"] = theme
    return ask("practices", query)


def _featured_and_newest(
    page: ThemePage, answer: Answer, request: HttpRequest
) -> tuple[list[PracticeCard], list[PracticeCard]]:
    """No practice stands there twice."""
    picked = list(dict.fromkeys(row.practice_id for row in page.featured_practices.all()))
    newest = [pk for pk in answer.pks(languages.current(), 0, NEWEST + len(picked)) if pk not in picked][:NEWEST]
    shown = cards([*picked, *newest], request)
    return [card for card in shown if card.pk in picked], [card for card in shown if card.pk not in picked]


# --- a dossier ----------------------------------------------------------------------------------------------------
def dossier_context(page: DossierPage, words: Words, request: HttpRequest) -> dict:
    """For `practices/dossier_page.html`: each practice once, with the reason of its first row."""
    reasons: dict[int, Wording] = {}
    for row in page.practices.all():
        reasons.setdefault(row.practice_id, row_words(words, row, "why"))
    shown = cards(reasons, request)
    return {
        **_article(page, words),
        "lede": _own(page, words, "intro"),
        "cut": header_of_practices([card.pk for card in shown], languages.current()),
        "count": counted(len(shown)),
        "practices": [(card, reasons[card.pk]) for card in shown],
    }


# --- what both have -----------------------------------------------------------------------------------------------
def _own(page: SubjectPage, words: Words, name: str) -> Wording:
    """What a translation leaves empty is read in the original, and marked."""
    found = words if getattr(words, name) else page
    return Wording(getattr(found, name), found.language)


def _article(page: SubjectPage, words: Words) -> dict:
    body_words = words if words.body else page
    return {
        "crumbs": [{"url": reverse("wagtail_serve", args=["practices/"]), "label": _("Practices")}],
        "body": body_words.body,
        "body_words": body_words,
        "sources": shown_sources(page.sources.all()),
    }
