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
from core.cached_files import cached_file
from core.display import Link
from core.exports import DICTIONARY, as_csv, as_xlsx, write_xlsx, xlsx_response
from core.languages import Wording
from monitoring.models.rights import is_mne
from monitoring.suppressing import SUPPRESSION_THRESHOLD

from .export_kinds import EXPORT_KINDS, RESULTS
from .question import FileQuestion

CSV, XLSX = "csv", "xlsx"


@require_safe
def open_file(request: HttpRequest, kind: str, what: str = RESULTS.name) -> HttpResponseBase:
    """What anybody may have, by the question in the address. `kind` is csv or xlsx, `what` a name of EXPORT_KINDS."""
    question = FileQuestion.read(request.GET)
    export = EXPORT_KINDS[what]
    name = _file_name(what, *question.parts_of_name)
    about = [_open_note()]
    if kind != XLSX:
        return _file_response(kind, export.public(question), export.columns, name, about)
    # a workbook of thousands of values takes seconds to make; one that withholds less is not what is asked for
    key = (what, question.key, languages.current(), SUPPRESSION_THRESHOLD)
    file = cached_file(key, lambda file: write_xlsx(file, export.public(question), export.columns, about=about))
    return xlsx_response(file, name)


@require_safe
def dictionary(request: HttpRequest, what: str) -> HttpResponseBase:
    """What each column of the CSV file means: a table of columns, the internal ones too."""
    if what not in EXPORT_KINDS:
        raise Http404
    return as_csv(EXPORT_KINDS[what].internal_columns, DICTIONARY, f"{what}-dictionary", by_name=True)


@login_required
@never_cache
@require_safe
def internal_file(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    """Whole values in every state: of everything for an M&E officer, of `?city=` for those who write for it.
    Somebody else's city is not there."""
    if what not in EXPORT_KINDS:
        raise Http404
    slug = request.GET.get("city")
    if is_mne(request.user):
        city = CityPage.objects.filter(slug=slug).first() if slug else None
    else:
        city = next((city for city in cities_of(request.user) if city.slug == slug), None)
        if city is None:
            raise Http404
    export = EXPORT_KINDS[what]
    name = _file_name(what, city.slug if city else "all", "internal")
    rows = export.internal(request.user, city)
    return _file_response(kind, rows, export.internal_columns, name, [_internal_note(), _open_note()])


def _file_name(*parts: str) -> str:
    return "-".join([*parts, f"{timezone.localdate():%Y-%m-%d}"])


def _file_response(kind: str, rows, columns, name: str, about: list[str]) -> HttpResponseBase:
    if kind == XLSX:
        return as_xlsx(rows, columns, name, about=about)
    if kind == CSV:
        return as_csv(rows, columns, name, by_name=True)
    raise Http404


def _open_note() -> str:
    return _(
        "Reported values were approved; documented values come from a published source and are never "
        "added to them. Where fewer than %(threshold)s people could be recognised, nothing is "
        "published."
    ) % {"threshold": SUPPRESSION_THRESHOLD}


def _internal_note() -> str:
    return _(
        "Internal: do not pass on. This file contains values that are not approved, and numbers of "
        "people so small that somebody could be recognised."
    )


# --- the page ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class FileDownload:
    """One file in the list: `links` to its forms, and to what its columns mean."""

    title: str
    text: str
    links: list[Link]


@dataclass(frozen=True)
class FileGroup:
    """Files that belong together: open, of everything, of one city."""

    heading: str | Wording
    text: str
    internal: bool
    files: list[FileDownload]


@login_required
@never_cache
@require_safe
def desk_files(request: HttpRequest) -> HttpResponse:
    """The files that this person may take."""
    groups = []
    if is_mne(request.user):
        groups.append(FileGroup(_("Everything"), _internal_note(), internal=True, files=_downloads(internal=True)))
    for city in cities_of(request.user):
        files = _downloads(f"?city={city.slug}", internal=True)
        groups.append(FileGroup(city.name, _internal_note(), internal=True, files=files))
    groups.append(FileGroup(_("Open to everybody"), _open_note(), internal=False, files=_downloads(internal=False)))
    return render(request, "reporting/files/files.html", {"groups": groups})


def _downloads(query: str = "", *, internal: bool) -> list[FileDownload]:
    downloads = []
    for export in EXPORT_KINDS.values():
        urls = {
            kind: reverse("desk_file", args=[export.name, kind])
            if internal
            else reverse(f"{export.name}_file", args=[kind])
            for kind in (XLSX, CSV)
        }
        links = [Link("XLSX", f"{urls[XLSX]}{query}"), Link("CSV", f"{urls[CSV]}{query}")]
        links.append(Link(_("Data dictionary"), reverse("dictionary_file", args=[export.name])))
        downloads.append(FileDownload(str(export.label), str(export.text), links))
    return downloads
