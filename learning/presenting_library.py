"""What the library shows: the publications asked for, and the filters with their counts."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cities.models import LANGUAGES_OF_WORK, CityPage
from core.facets.panels import written
from core.paging import paged

from .charting import cut_of
from .library import Holdings, LibraryQuestion
from .models import LibraryPage, PublicationPage
from .presenting import Row, publication_row, publishers_of, side_by_side

OWN_NAMES = {code: capfirst(name) for code, name in LANGUAGES_OF_WORK}
LABELS = {"lang": gettext_lazy("Language"), "kind": gettext_lazy("Kind")}
PAGE_SIZE = 50


def library_context(page: LibraryPage, request: HttpRequest) -> dict:
    """For `learning/library_page.html`."""
    holdings = Holdings.read()
    question = LibraryQuestion.read(request.GET, holdings)
    publications = question.answer(PublicationPage.objects.live()).newest_first().for_rows()
    address = page.get_url(request)
    found = paged(publications, request, PAGE_SIZE)
    return {
        "lede": _("Reports, city profiles, notes and declarations, each in the languages it was published in."),
        "rows": [_row(publication, request) for publication in found.rows],
        "pages": found.links,
        "count": _count(found.number_of_all, len(holdings.kinds), asked=bool(question.query())),
        "action": address,
        "facets": [_languages(question, holdings, address), _kinds(question, holdings, address)],
        "chips": _chips(question, address),
        "clear_url": address if question.query() else "",
        "show_label": _show(found.number_of_all),
        "notices": _notices(question),
        "drop": _drops(question, holdings, address),
        "cut": cut_of(CityPage.objects.live().filter(pk__in=_cities()).order_by("path")),
    }


def _cities():
    return PublicationPage.objects.live().filter(cities__isnull=False).values("cities")


def _row(publication: PublicationPage, request: HttpRequest) -> Row:
    facts = side_by_side(capfirst(publication.get_kind_display()), publishers_of(publication))
    return publication_row(publication, request, signs=facts)


def _count(found: int, all_of_them: int, *, asked: bool) -> str:
    if not asked:
        words = ngettext("%(number)s publication", "%(number)s publications", found)
        return words % {"number": written(found)}
    words = ngettext("%(found)s of %(number)s publication", "%(found)s of %(number)s publications", all_of_them)
    return words % {"found": written(found), "number": written(all_of_them)}


def _show(found: int) -> str:
    return ngettext("Show %(number)s publication", "Show %(number)s publications", found) % {"number": written(found)}


def _notices(question: LibraryQuestion) -> list[str]:
    """What in the address means nothing here."""
    return [
        _("%(parameter)s: “%(value)s” is not known here and was left out.")
        % {"parameter": LABELS[field], "value": value[:60]}
        for field, value in question.unknown
    ]


# --- filters ----------------------------------------------------------------------------------------------------
def _languages(question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    labels = {code: OWN_NAMES.get(code, code) for code in holdings.languages()}
    return _facet("lang", labels, question, holdings, address)


def _kinds(question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    labels = {kind.value: capfirst(kind.label) for kind in PublicationPage.Kind if kind in holdings.kinds.values()}
    return _facet("kind", labels, question, holdings, address)


def _facet(field: str, labels: dict, question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    """Ticked values first, then by count."""
    values = [
        {
            "value": value,
            "label": name,
            "count": written(count := holdings.count(replace(question, **{field: (value,)}))),
            "order": -count,
            "checked": (checked := value in getattr(question, field)),
            "url": f"{address}{question.toggled(field, value).query()}",
            "disabled": not (count or checked),
        }
        for value, name in labels.items()
    ]
    values.sort(key=lambda value: (not value["checked"], value["order"], str(value["label"])))
    return {"name": field, "label": LABELS[field], "open": True, "values": values, "more": []}


def _chips(question: LibraryQuestion, address: str) -> list[dict]:
    kinds = dict(PublicationPage.Kind.choices)
    chosen = [("lang", code, OWN_NAMES.get(code, code)) for code in question.lang]
    chosen += [("kind", kind, capfirst(kinds[kind])) for kind in question.kind]
    return [
        {"facet": LABELS[field], "label": label, "url": f"{address}{question.toggled(field, value).query()}"}
        for field, value, label in chosen
    ]


def _drops(question: LibraryQuestion, holdings: Holdings, address: str) -> list[dict]:
    """For an empty answer: each filter that can be dropped, with how many publications that gives."""
    return [
        {
            "url": f"{address}{question.without(field).query()}",
            "label": LABELS[field],
            "note": _count(holdings.count(question.without(field)), len(holdings.kinds), asked=False),
        }
        for field in LABELS
        if getattr(question, field)
    ]
