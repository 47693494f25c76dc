"""What the library shows: the publications asked for, each with what it says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage
from core import languages
from core.display import DatedRow, display_list
from core.languages import Wording
from core.numbers import display_number
from core.templatetags.core_tags import row_words
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels, snippet_of
from search.snippets import Snippets

from .charting import cut_of
from .models import LibraryPage, PublicationPage
from .presenting import publication_row, side_by_side

PAGE_SIZE = 50
WORDS_OF_ABSTRACT = 45


def library_context(page: LibraryPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/library_page.html`."""
    answer = ask("publications", request.GET)
    panels = Panels(answer, request.path, languages.current())
    search = SearchPanels(panels)
    snippets = search.snippets()
    found, total = len(answer), len(answer.index.live)
    start = (answer.page(PAGE_SIZE) - 1) * PAGE_SIZE
    pks = answer.pks(panels.language, start, start + PAGE_SIZE)
    pages = {one.pk: one for one in PublicationPage.objects.live().filter(pk__in=pks).defer("body").for_rows()}
    written_about = {city for number in answer.hits for city in answer.index.rows[number].cities}
    search_label = ngettext("Search %(number)s publication", "Search %(number)s publications", total)
    show_label = ngettext("Show %(number)s publication", "Show %(number)s publications", found)
    return {
        "lede": _("Reports, city profiles, notes and declarations, each in the languages it was published in."),
        "rows": [_row(pages[pk], request, snippets) for pk in pks if pk in pages],
        "pages": panels.pages(PAGE_SIZE),
        "found": found,
        "count": display_number_found(found, total, is_filtered=answer.question.is_filtered),
        "panels": panels,
        "search": search,
        "filters": sum(len(codes) for _facet, codes in answer.question.picked),
        "search_label": search_label % {"number": display_number(total)},
        "show_label": show_label % {"number": display_number(found)},
        "cut": cut_of(CityPage.objects.live().filter(pk__in=written_about).order_by("path")),
    }


def display_number_found(found: int, total: int, *, is_filtered: bool) -> str:
    if not is_filtered:
        return ngettext("%(number)s publication", "%(number)s publications", total) % {"number": display_number(total)}
    text = ngettext("%(found)s of %(number)s publication", "%(found)s of %(number)s publications", total)
    return text % {"found": display_number(found), "number": display_number(total)}


def _row(publication: PublicationPage, request: HttpRequest, snippets: Snippets) -> DatedRow:
    """With where the words stand that were searched for, else what it says; its kind and its publishers, by their
    acronyms where they have any."""
    publishers = display_list(
        row_words(publication.words, row, "name") or row.organisation.short_name for row in publication.publishers.all()
    )
    kind = capfirst(publication.get_kind_display())
    text = snippet_of(publication.words, snippets) or _abstract(publication)
    return publication_row(publication, request, text=text, signs=side_by_side(kind, publishers))


def _abstract(publication: PublicationPage) -> Wording | str:
    """What it says, else its parts, as one text; in the original's language where the visitor's has neither."""
    for words in (publication.words, publication):
        paragraphs = map(str.strip, (words.intro or words.summary or words.contents).splitlines())
        text = " · ".join(filter(None, paragraphs))
        if text:
            return Wording(Truncator(text).words(WORDS_OF_ABSTRACT, truncate="…"), words.language)
    return ""
