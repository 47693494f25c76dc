"""What the library shows: the publications asked for, and the filters with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cities.models import LANGUAGES_OF_WORK, CityPage
from core.display import DatedRow, Link, display_list
from core.numbers import display_number
from core.paging import paged
from facets.panels import Chip, FacetBox, FacetPanel

from .charting import cut_of
from .library import Holdings, LibraryQuestion
from .models import LibraryPage, PublicationPage
from .presenting import publication_row, side_by_side

OWN_NAMES = {code: capfirst(name) for code, name in LANGUAGES_OF_WORK}
KINDS = {kind.value: capfirst(kind.label) for kind in PublicationPage.Kind}
LABELS = {"lang": gettext_lazy("Language"), "kind": gettext_lazy("Kind")}
PAGE_SIZE = 50


def library_context(page: LibraryPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/library_page.html`."""
    holdings = Holdings.read()
    question = LibraryQuestion.read(request.GET, holdings)
    publications = question.answer(PublicationPage.objects.live()).newest_first().for_rows()
    address = page.get_url(request)
    found = paged(publications, request, PAGE_SIZE)
    written_about = PublicationPage.objects.live().filter(cities__isnull=False).values("cities")
    languages = {code: OWN_NAMES.get(code, code) for code in holdings.languages()}
    kinds = {code: label for code, label in KINDS.items() if code in holdings.kinds.values()}
    return {
        "lede": _("Reports, city profiles, notes and declarations, each in the languages it was published in."),
        "rows": [_row(publication, request) for publication in found.rows],
        "pages": found.links,
        "count": _count(found.number_of_all, len(holdings.kinds), asked=bool(question.query())),
        "action": address,
        "facets": [
            _facet("lang", languages, question, holdings, address),
            _facet("kind", kinds, question, holdings, address),
        ],
        "chips": [
            Chip(LABELS[field], label, f"{address}{question.toggled(field, value).query()}")
            for field, labels in (("lang", OWN_NAMES), ("kind", KINDS))
            for value in getattr(question, field)
            for label in [labels.get(value, value)]
        ],
        "clear_url": address if question.query() else "",
        "show_label": ngettext("Show %(number)s publication", "Show %(number)s publications", found.number_of_all)
        % {"number": display_number(found.number_of_all)},
        "notices": [
            _("%(parameter)s: “%(value)s” is not known here and was left out.")
            % {"parameter": LABELS[field], "value": value[:60]}
            for field, value in question.unknown
        ],
        # for an empty answer: each filter that can be dropped, with how many publications that gives
        "drop": [
            Link(
                LABELS[field],
                f"{address}{question.without(field).query()}",
                note=_count(holdings.count(question.without(field)), len(holdings.kinds), asked=False),
            )
            for field in LABELS
            if getattr(question, field)
        ],
        "cut": cut_of(CityPage.objects.live().filter(pk__in=written_about).order_by("path")),
    }


def _row(publication: PublicationPage, request: HttpRequest) -> DatedRow:
    """With its kind and its publishers, by their acronyms where they have any."""
    publishers = display_list(row.name or row.organisation.short_name for row in publication.publishers.all())
    return publication_row(
        publication, request, signs=side_by_side(capfirst(publication.get_kind_display()), publishers)
    )


def _count(found: int, all_of_them: int, *, asked: bool) -> str:
    if not asked:
        words = ngettext("%(number)s publication", "%(number)s publications", found)
        return words % {"number": display_number(found)}
    words = ngettext("%(found)s of %(number)s publication", "%(found)s of %(number)s publications", all_of_them)
    return words % {"found": display_number(found), "number": display_number(all_of_them)}


def _facet(
    field: str, labels: Mapping[str, str], question: LibraryQuestion, holdings: Holdings, address: str
) -> FacetPanel:
    """Ticked values first, then by count."""
    chosen = getattr(question, field)
    counts = {value: holdings.count(replace(question, **{field: (value,)})) for value in labels}
    in_order = sorted(labels, key=lambda value: (value not in chosen, -counts[value], str(labels[value])))
    boxes = [
        FacetBox(
            value=value,
            label=labels[value],
            count=display_number(counts[value]),
            url=f"{address}{question.toggled(field, value).query()}",
            is_checked=value in chosen,
            is_disabled=not (counts[value] or value in chosen),
        )
        for value in in_order
    ]
    return FacetPanel(field, LABELS[field], is_open=True, values=boxes)
