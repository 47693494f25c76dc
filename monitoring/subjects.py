"""Of what a line is: the pilot, practice or city it hangs on, by its title in the visitor's language; or the phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cities.models import CityPage, Phase
from core.languages import Wording
from learning.linking import title_of, titled
from pilots.models import PilotPage
from practices.models import PracticePage

from .models import ResultLine

KINDS = {PilotPage: _("Pilot"), PracticePage: _("Practice"), CityPage: _("City")}


@dataclass(frozen=True)
class Subject:
    label: Wording | str
    url: str = ""
    kind: str = ""


def subjects_of(lines: Iterable[ResultLine], request: HttpRequest | None = None) -> dict[int, Subject]:
    """By line. Five queries at most, however many lines; a page that is not public is called by its own title."""
    lines = list(lines)
    pages = _pages({line.page_id for line in lines if line.page_id}, request)
    phases = Phase.objects.in_bulk({line.phase_id for line in lines if line.phase_id})
    return {line.pk: _subject(line, pages, phases) for line in lines}


def _subject(line: ResultLine, pages: dict[int, Subject], phases: dict[int, Phase]) -> Subject:
    if line.phase_id:
        return Subject(phases[line.phase_id].name)
    return pages.get(line.page_id) or Subject(line.page.title)


def _pages(keys: set[int], request: HttpRequest | None) -> dict[int, Subject]:
    found = {}
    for model in (PilotPage, PracticePage):
        for page in titled(model.objects.filter(pk__in=keys)) if keys else []:
            found[page.pk] = Subject(title_of(page), page.get_url(request), str(KINDS[model]))
    for city in CityPage.objects.live().filter(pk__in=keys) if keys else []:
        found[city.pk] = Subject(city.name, city.get_url(request), str(KINDS[CityPage]))
    return found
