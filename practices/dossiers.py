"""Where dossiers are found: their list, the pages of their practices and themes, and what browsing finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import languages
from core.caching import cached_until_change
from core.display import Link
from core.folding import fold
from core.languages import Wording
from core.models import Words

from .addresses import browse_url
from .models import DossierPage, DossierPractice, PracticePage
from .wording import display_number_of_practices


@dataclass(frozen=True)
class Dossier:
    """A live one: the practices it holds, the codes of their themes, and its words as search folds them."""

    pk: int
    url: str
    title: Wording
    practices: frozenset[int]
    themes: frozenset[str]
    folded: str

    def answers(self, text: str, themes: set[str]) -> bool:
        """Whether it holds every word that was typed and is about a theme that was ticked; something is asked."""
        words = fold(text).split()
        is_about = not themes or bool(themes & self.themes)
        return bool(words or themes) and is_about and all(word in self.folded for word in words)


def dossiers() -> list[Dossier]:
    """The newest first. A few queries, kept until something changes."""

    def found() -> list[Dossier]:
        pages = list(DossierPage.objects.live().with_words().order_by("-first_published_at", "-pk"))
        if not pages:
            return []
        held = _live_practices_by_dossier(pages)
        themes: defaultdict[int, set[str]] = defaultdict(set)
        everything = set().union(*held.values())
        about = PracticePage.objects.filter(pk__in=everything, themes__isnull=False).values_list("pk", "themes__code")
        for practice, code in about:
            themes[practice].add(code)
        return [
            Dossier(
                pk=page.pk,
                url=page.get_url(),
                title=page.words.wording("title"),
                practices=frozenset(held[page.pk]),
                themes=frozenset().union(*(themes[practice] for practice in held[page.pk])),
                folded=fold(page.public_words()),
            )
            for page in pages
        ]

    return cached_until_change(("dossiers", languages.current()), found)


def _live_practices_by_dossier(pages: Iterable[DossierPage]) -> defaultdict[int, set[int]]:
    """Keys by key."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    rows = DossierPractice.objects.filter(dossier__in=[page.pk for page in pages], practice__live=True)
    for dossier, practice in rows.values_list("dossier_id", "practice_id"):
        held[dossier].add(practice)
    return held


@dataclass(frozen=True)
class DossierCard:
    """One among others: for `practices/_dossier_cards.html`."""

    url: str
    words: Words
    count: str


def dossier_cards(dossiers: Iterable[int], request: HttpRequest | None = None) -> list[DossierCard]:
    """The live ones among these keys, in their order. Three queries."""
    wanted = list(dict.fromkeys(dossiers))
    pages = {page.pk: page for page in DossierPage.objects.live().filter(pk__in=wanted).with_words()}
    held = _live_practices_by_dossier(pages.values())
    return [
        DossierCard(page.get_url(request), page.words, display_number_of_practices(len(held[page.pk])))
        for page in (pages[pk] for pk in wanted if pk in pages)
    ]


def dossiers_page(request: HttpRequest) -> HttpResponse:
    """All of them, at an address of its own."""
    crumbs = [Link(_("Practices"), browse_url())]
    cards = dossier_cards((dossier.pk for dossier in dossiers()), request)
    return render(request, "practices/dossiers.html", {"crumbs": crumbs, "dossiers": cards})
