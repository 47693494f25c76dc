"""The page on which practices are browsed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from core import languages
from core.numbers import display_number
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels

from .cards import cards
from .dossiers import dossiers
from .guides import guide_to
from .mapping import header_of_hits, practice_map
from .models import PracticeIndexPage
from .wording import display_number_of_practices

PAGE_SIZE = 24
DOSSIERS = 5
"""That are named over the results, at most."""
VIEWS = {"cards": gettext_lazy("Cards"), "list": gettext_lazy("List"), "map": gettext_lazy("Map")}


@dataclass(frozen=True)
class ViewLink:
    """Leads to another way of showing the same practices."""

    name: str
    """Of an icon, too."""
    label: str
    url: str
    is_current: bool


def browse_context(page: PracticeIndexPage, request: HttpRequest, context: dict) -> dict:
    """For `practices/practice_index_page.html`: the cards of one page of what is found, or the chart with all of it."""
    answer = ask("practices", request.GET)
    question = answer.question
    panels = Panels(answer, request.path, languages.current())
    search = SearchPanels(panels)
    found, total = len(answer), len(answer.index.live)
    view = question.view or "cards"
    if view == "map":
        results = {"map": practice_map(panels)}
    else:
        start = (answer.page(PAGE_SIZE) - 1) * PAGE_SIZE
        pks = answer.pks(panels.language, start, start + PAGE_SIZE)
        snippets = search.snippets() if question.text else None
        results = {"cards": cards(pks, request, snippets), "pages": panels.pages(PAGE_SIZE)}
    # the form keeps what it has no field for: the map is not sorted
    hidden = {"view": question.view, "sort": question.sort if view == "map" else ""}
    views = [
        ViewLink(name, str(label), panels.url(question.shown(view=name)), is_current=name == view)
        for name, label in VIEWS.items()
    ]
    search_label = ngettext("Search %(number)s practice", "Search %(number)s practices", total)
    show_label = ngettext("Show %(number)s practice", "Show %(number)s practices", found)
    return {
        **results,
        "found": found,
        "count": display_number_found(found, total) if question.is_filtered else display_number_of_practices(total),
        "cut": header_of_hits(answer, panels.language),
        "panels": panels,
        "search": search,
        "view": view,
        "views": views,
        "hidden": [{"name": name, "value": value} for name, value in hidden.items() if value],
        "search_label": search_label % {"number": display_number(total)},
        "show_label": show_label % {"number": display_number(found)},
        "filters": sum(len(codes) for _facet, codes in question.picked),
        "guide": guide_to(question.codes("theme")),
        "dossiers": [one for one in dossiers() if one.answers(question.text, set(question.codes("theme")))][:DOSSIERS],
        "has_dossiers": bool(dossiers()),
    }


def display_number_found(found: int, total: int) -> str:
    # Translators: how many of all practices fit the question: "8 of 64 practices"
    text = ngettext("%(found)s of %(number)s practice", "%(found)s of %(number)s practices", total)
    return text % {"found": display_number(found), "number": display_number(total)}
