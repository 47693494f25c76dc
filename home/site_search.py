"""Search across all of it: the first of each kind, and how many more there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cities.models import CityPage
from core import languages
from core.display import Link
from core.languages import Wording
from core.models import SubjectPage
from core.numbers import display_number
from facets import ask
from facets.panels import NOTHING_TO_SEARCH, Panels
from facets.search_panels import SearchPanels, snippet_of
from facets.text import cleaned, says_nothing

from .sections import section_url

FIRST = 4


@dataclass(frozen=True)
class SearchedSection:
    """A section of the site whose list answers `q`; `collection` is that of its facets."""

    collection: str
    slug: str
    label: str | Promise


SECTIONS = (
    SearchedSection("practices", "practices", gettext_lazy("Practices")),
    SearchedSection("cities", "cities", gettext_lazy("Cities")),
    SearchedSection("sessions", "sessions", gettext_lazy("Sessions")),
    SearchedSection("pilots", "pilots", gettext_lazy("Pilots")),
    SearchedSection("publications", "library", gettext_lazy("Library")),
)


@dataclass(frozen=True)
class SearchHit:
    title: Wording
    url: str
    text: Wording | str
    """Where the words stand, else the intro."""
    words: object
    """Knows in which language `text` is."""


@dataclass(frozen=True)
class SearchGroup:
    label: str
    anchor: str
    count: str
    url: str
    """All of them, in their own list."""
    hits: list[SearchHit]
    search: SearchPanels

    @property
    def is_more(self) -> bool:
        return len(self.search.panels.answer) > len(self.hits)


def site_search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=`: whatever was typed is answered; nothing typed asks for words."""
    text = cleaned(request.GET.get("q", ""))
    is_asked = bool(text) and not says_nothing(text)
    groups = [group for section in SECTIONS if (group := _group(section, text, request))] if is_asked else []
    notice = ""
    if text and not is_asked:
        notice = NOTHING_TO_SEARCH % {"value": text}
    return render(
        request,
        "home/site_search.html",
        {
            "query": text,
            "is_asked": is_asked,
            "notice": notice,
            "groups": groups,
            # what is said of the words is the same for every kind; it is said once, of the first that has something
            "search": groups[0].search if groups else None,
            "lists": [Link(str(section.label), section_url(section.slug)) for section in SECTIONS],
        },
    )


def _group(section: SearchedSection, text: str, request: HttpRequest) -> SearchGroup | None:
    asked = QueryDict(mutable=True)
    asked["q"] = text
    answer = ask(section.collection, asked)
    if not len(answer):
        return None
    panels = Panels(answer, section_url(section.slug), languages.current())
    search = SearchPanels(panels)
    snippets = search.snippets()
    model = answer.index.collection.model
    found = answer.ranked_pks(panels.language, 0, FIRST)
    pages = {page.pk: page for page in model.objects.live().filter(pk__in=found).with_words()}
    return SearchGroup(
        label=str(section.label),
        anchor=section.collection,
        count=display_number(len(answer)),
        url=panels.url(answer.question),
        hits=[_hit(pages[pk], snippets, request) for pk in found if pk in pages],
        search=search,
    )


def _hit(page: SubjectPage, snippets, request: HttpRequest) -> SearchHit:
    words = page.words
    title = page.name if isinstance(page, CityPage) else words.wording("title")
    return SearchHit(title, page.get_url(request), snippet_of(words, snippets) or words.intro, words)
