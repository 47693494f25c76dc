"""Where files are taken: the open ones by anybody, the internal ones by those whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cities.belonging import cities_of
from cities.models import CityPage
from core import languages
from core.exports import DICTIONARY, as_csv, as_xlsx, write_xlsx, xlsx_response
from core.kept_files import kept_file
from core.languages import Wording
from monitoring.models.rights import is_mne

from .asked import FileQuestion
from .kinds import KINDS, RESULTS, Kind

CSV, XLSX = "csv", "xlsx"


@require_safe
def open_file(request: HttpRequest, kind: str, what: str = RESULTS.name) -> HttpResponseBase:
    """What anybody may have, by the question in the address."""
    question = FileQuestion.read(request.GET)
    wanted = KINDS[what]
    name = _called(what, *question.parts_of_name)
    if kind != XLSX:
        return _sent(kind, wanted.public(question), wanted.columns, name, [_open_words()])
    asked = (what, question.key, languages.current())  # a workbook of thousands of values takes seconds to make
    about = [_open_words()]
    file = kept_file(asked, lambda file: write_xlsx(file, wanted.public(question), wanted.columns, about=about))
    return xlsx_response(file, name)


@require_safe
def dictionary(request: HttpRequest, what: str) -> HttpResponseBase:
    """What each column of the CSV file means: a table of columns, the internal ones too."""
    if what not in KINDS:
        raise Http404
    return as_csv(KINDS[what].internal_columns, DICTIONARY, f"{what}-dictionary", by_name=True)


@login_required
@never_cache
@require_safe
def internal_file(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    """Whole values in every state: of everything for an M&E officer, of `?city=` for those who write for it."""
    if what not in KINDS:
        raise Http404
    city = _city_asked(request)
    wanted = KINDS[what]
    name = _called(what, city.slug if city else "all", "internal")
    rows = wanted.internal(request.user, city)
    return _sent(kind, rows, wanted.internal_columns, name, [_internal_words(), _open_words()])


def _city_asked(request: HttpRequest) -> CityPage | None:
    """None is everything, which is the M&E officers'. Somebody else's city is not there."""
    slug = request.GET.get("city")
    if is_mne(request.user):
        return CityPage.objects.filter(slug=slug).first() if slug else None
    own = next((city for city in cities_of(request.user) if city.slug == slug), None)
    if own is None:
        raise Http404
    return own


def _sent(kind: str, rows, columns, name: str, about: list[str]) -> HttpResponseBase:
    if kind == XLSX:
        return as_xlsx(rows, columns, name, about=about)
    if kind == CSV:
        return as_csv(rows, columns, name, by_name=True)
    raise Http404


def _called(*parts: str) -> str:
    return "-".join([*parts, f"{timezone.localdate():%Y-%m-%d}"])


def _open_words() -> str:
    return _(
        "Reported values were approved; documented ones come from a published source and are never added to them. "
        "Where fewer than 5 people could be recognised, nothing is published."
    )


def _internal_words() -> str:
    return _(
        "Internal: not to be passed on. This file holds values that are not approved and numbers of people so small "
        "that somebody could be recognised."
    )


# --- the page ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Offer:
    """One file in the list: `links` to its forms, and to what its columns mean."""

    title: str
    text: str
    links: list[dict]


@dataclass(frozen=True)
class Offers:
    """Files that belong together: open, of everything, of one city."""

    heading: str | Wording
    text: str
    internal: bool
    files: list[Offer]


@login_required
@never_cache
@require_safe
def desk_files(request: HttpRequest) -> HttpResponse:
    """The files that this person may take."""
    groups = []
    if is_mne(request.user):
        groups.append(_inside(_("Everything"), ""))
    groups += [_inside(city.name, f"?city={city.slug}") for city in cities_of(request.user)]
    groups.append(Offers(_("Open to everybody"), _open_words(), internal=False, files=_files(_open_address, "")))
    return render(request, "monitoring/desk_files.html", {"groups": groups})


def _inside(heading: str, query: str) -> Offers:
    return Offers(heading, _internal_words(), internal=True, files=_files(_internal_address, query))


def _open_address(kind: Kind, form: str) -> str:
    return reverse(f"{kind.name}_file", args=[form])


def _internal_address(kind: Kind, form: str) -> str:
    return reverse("desk_file", args=[kind.name, form])


def _files(address, query: str) -> list[Offer]:
    return [
        Offer(
            title=kind.label,
            text=kind.text,
            links=[
                {"label": "XLSX", "url": f"{address(kind, XLSX)}{query}"},
                {"label": "CSV", "url": f"{address(kind, CSV)}{query}"},
                {"label": _("Data dictionary"), "url": reverse("dictionary_file", args=[kind.name])},
            ],
        )
        for kind in KINDS.values()
    ]
