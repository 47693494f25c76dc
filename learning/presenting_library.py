"""What the library shows: the publications asked for, and the filters with their counts."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import LANGUAGES_OF_WORK, CityPage

from .charting import cut_of
from .library import Holdings, LibraryQuestion
from .models import LibraryPage, PublicationPage
from .presenting import Row, language_name, publication_row, publishers_of

OWN_NAMES = dict(LANGUAGES_OF_WORK)


def library_context(page: LibraryPage, request: HttpRequest) -> dict:
    """For `learning/library_page.html`."""
    holdings = Holdings.read()
    question = LibraryQuestion.read(request.GET, holdings)
    publications = question.answer(PublicationPage.objects.live()).newest_first().for_rows()
    address = page.get_url(request)
    rows = [_row(publication, request) for publication in publications]
    return {
        "lede": _("Reports, city profiles, notes and declarations, each in the languages it was published in."),
        "rows": rows,
        "count": _count(len(rows), len(holdings.kinds), asked=bool(question.query())),
        "action": address,
        "facets": [_languages(question, holdings, address), _kinds(question, holdings, address)],
        "chips": _chips(question, address),
        "clear_url": address if question.query() else "",
        "show_label": _show(len(rows)),
        "notice": _notice(question),
        "drop": _drops(question, holdings, address),
        "cut": cut_of(CityPage.objects.live().filter(pk__in=_cities()).order_by("path")),
    }


def _cities():
    return PublicationPage.objects.live().filter(cities__isnull=False).values("cities")


def _row(publication: PublicationPage, request: HttpRequest) -> Row:
    kind = {"text": capfirst(publication.get_kind_display())}
    publishers = publishers_of(publication)
    return publication_row(publication, request, signs=(kind, {"text": publishers}) if publishers else (kind,))


def _count(found: int, all_of_them: int, *, asked: bool) -> str:
    if not asked:
        words = ngettext("%(number)s publication", "%(number)s publications", found)
        return words % {"number": found}
    words = ngettext("%(found)s of %(number)s publication", "%(found)s of %(number)s publications", all_of_them)
    return words % {"found": found, "number": all_of_them}


def _show(found: int) -> str:
    return ngettext("Show %(number)s publication", "Show %(number)s publications", found) % {"number": found}


def _notice(question: LibraryQuestion) -> str:
    if not question.unknown:
        return ""
    return _("Not known here, and so not asked: %(values)s.") % {"values": ", ".join(question.unknown)}


# --- filters ----------------------------------------------------------------------------------------------------
def _languages(question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    labels = {code: language_name(code, OWN_NAMES.get(code, code)) for code in holdings.languages()}
    return _facet("lang", _("Language"), labels, question, holdings, address)


def _kinds(question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    labels = {kind.value: capfirst(kind.label) for kind in PublicationPage.Kind if kind in holdings.kinds.values()}
    return _facet("kind", _("Kind"), labels, question, holdings, address)


def _facet(field: str, label: str, labels: dict, question: LibraryQuestion, holdings: Holdings, address: str) -> dict:
    """Ticked values first, then by count."""
    values = [
        {
            "value": value,
            "label": name,
            "count": (count := holdings.count(replace(question, **{field: (value,)}))),
            "checked": (checked := value in getattr(question, field)),
            "url": f"{address}{question.toggled(field, value).query()}",
            "disabled": not (count or checked),
        }
        for value, name in labels.items()
    ]
    values.sort(key=lambda value: (not value["checked"], -value["count"], str(value["label"])))
    return {"name": field, "label": label, "open": True, "values": values, "more": []}


def _chips(question: LibraryQuestion, address: str) -> list[dict]:
    kinds = dict(PublicationPage.Kind.choices)
    chosen = [("lang", _("Language"), code, OWN_NAMES.get(code, code)) for code in question.lang]
    chosen += [("kind", _("Kind"), kind, capfirst(kinds[kind])) for kind in question.kind]
    return [
        {"facet": facet, "label": label, "url": f"{address}{question.toggled(field, value).query()}"}
        for field, facet, value, label in chosen
    ]


def _drops(question: LibraryQuestion, holdings: Holdings, address: str) -> list[dict]:
    """For an empty answer: each filter that can be dropped, with how many publications that gives."""
    labels = {"lang": _("Language"), "kind": _("Kind")}
    asked = [field for field in labels if getattr(question, field)]
    return [
        {
            "url": f"{address}{question.without(field).query()}",
            "label": labels[field],
            "note": _count(holdings.count(question.without(field)), len(holdings.kinds), asked=False),
        }
        for field in asked
    ]
