"""The page on which pilots are browsed."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import ngettext

from core import languages
from core.numbers import display_number
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels

from .lists import note_of, pilots_by_key
from .models import PilotIndexPage

PAGE_SIZE = 24


def pilot_index_context(page: PilotIndexPage, request: HttpRequest, context: dict) -> dict:
    """For `pilots/pilot_index_page.html`: one page of the pilots that are found."""
    answer = ask("pilots", request.GET)
    question = answer.question
    panels = Panels(answer, request.path, languages.current())
    search = SearchPanels(panels)
    found, total = len(answer), len(answer.index.live)
    start = (answer.page(PAGE_SIZE) - 1) * PAGE_SIZE
    pks = answer.pks(panels.language, start, start + PAGE_SIZE)
    pilots = pilots_by_key(pks, request, search.snippets() if question.text else None)
    search_label = ngettext("Search %(number)s pilot", "Search %(number)s pilots", total)
    show_label = ngettext("Show %(number)s pilot", "Show %(number)s pilots", found)
    return {
        "pilots": pilots.rows,
        "pages": panels.pages(PAGE_SIZE),
        "cut": pilots.cut,
        "found": found,
        "count": display_number_found(found, total) if question.is_filtered else display_number_of_pilots(total),
        "panels": panels,
        "search": search,
        "is_asked": question.is_filtered,
        "search_label": search_label % {"number": display_number(total)},
        "show_label": show_label % {"number": display_number(found)},
        "filters": sum(len(codes) for _facet, codes in question.picked),
        "note": note_of(page),
    }


def display_number_of_pilots(number: int) -> str:
    return ngettext("%(number)s pilot", "%(number)s pilots", number) % {"number": display_number(number)}


def display_number_found(found: int, total: int) -> str:
    # Translators: how many of all pilots fit the question: "3 of 9 pilots"
    text = ngettext("%(found)s of %(number)s pilot", "%(found)s of %(number)s pilots", total)
    return text % {"found": display_number(found), "number": display_number(total)}
