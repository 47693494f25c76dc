"""Where dossiers are found: their list, the pages of their practices and themes, and what browsing finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import languages
from core.facets.panels import written
from core.folding import fold
from core.keeping import kept
from core.languages import Wording
from core.models import Words

from .models import DossierPage, DossierPractice, PracticePage


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
    return kept(("dossiers", languages.current()), _dossiers)


def _dossiers() -> list[Dossier]:
    pages = list(DossierPage.objects.live().with_words().order_by("-first_published_at", "-pk"))
    if not pages:
        return []
    held, themes = defaultdict(set), defaultdict(set)
    rows = DossierPractice.objects.filter(practice__live=True)
    for dossier, practice in rows.values_list("dossier_id", "practice_id"):
        held[dossier].add(practice)
    everything = set().union(*held.values())
    about = PracticePage.objects.filter(pk__in=everything, themes__isnull=False).values_list("pk", "themes__code")
    for practice, code in about:
        themes[practice].add(code)
    return [
        Dossier(
            pk=page.pk,
            url=page.get_url(),
            title=Wording(page.words.title, page.words.language),
            practices=frozenset(held[page.pk]),
            themes=frozenset().union(*(themes[practice] for practice in held[page.pk])),
            folded=fold(page.public_words()),
        )
        for page in pages
    ]


@dataclass(frozen=True)
class DossierCard:
    """One among others: for `practices/_dossier_card.html`."""

    url: str
    words: Words
    count: str


def dossier_cards(dossiers: Iterable[int], request: HttpRequest | None = None) -> list[DossierCard]:
    """The live ones among these keys, in their order. Three queries."""
    wanted = list(dict.fromkeys(dossiers))
    found = {page.pk: page for page in DossierPage.objects.live().filter(pk__in=wanted).with_words()}
    numbers = _numbers(found)
    shown = [found[pk] for pk in wanted if pk in found]
    return [DossierCard(page.get_url(request), page.words, counted(numbers.get(page.pk, 0))) for page in shown]


def _numbers(dossiers: Iterable[int]) -> dict[int, int]:
    """How many live practices each has."""
    rows = DossierPractice.objects.filter(dossier__in=list(dossiers), practice__live=True)
    held: dict[int, set[int]] = {}
    for dossier, practice in rows.values_list("dossier_id", "practice_id"):
        held.setdefault(dossier, set()).add(practice)
    return {dossier: len(practices) for dossier, practices in held.items()}


def counted(number: int) -> str:
    """Practices, in the visitor's language."""
    return ngettext("%(number)s practice", "%(number)s practices", number) % {"number": written(number)}


def dossiers_page(request: HttpRequest) -> HttpResponse:
    """All of them, at an address of its own."""
    crumbs = [{"url": reverse("wagtail_serve", args=["practices/"]), "label": _("Practices")}]
    cards = dossier_cards((dossier.pk for dossier in dossiers()), request)
    return render(request, "practices/dossiers.html", {"crumbs": crumbs, "dossiers": cards})
