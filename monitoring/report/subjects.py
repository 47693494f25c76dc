"""What a report may be about, for whom: every phase, city and pilot for M&E officers; a city's people their own city
and its pilots. Who may see a report on something may ask for one, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.belonging import cities_of
from cities.models import CityPage, Phase
from core.languages import Wording
from monitoring.models import FunderReport
from monitoring.models.rights import is_mne, under
from pilots.models import PilotPage


@dataclass(frozen=True)
class Subject:
    """A phase or a page. `code` is how a form and an address name it: "phase-2", "page-17"."""

    kind: str
    pk: int
    name: Wording

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def key(self) -> dict[str, int | None]:
        """The columns of a FunderReport that name it."""
        return {"phase_id": None, "page_id": None, f"{self.kind}_id": self.pk}


@dataclass(frozen=True)
class Group:
    label: Promise
    subjects: list[Subject]


def subjects_for(user) -> list[Group]:
    """Only what can be read by anybody: there is nothing to report about the rest. At most four queries."""
    if is_mne(user):
        phases, cities, pilots = Phase.objects.all(), CityPage.objects.live(), PilotPage.objects.live()
    else:
        own = cities_of(user)
        phases, cities = Phase.objects.none(), CityPage.objects.live().filter(pk__in=[city.pk for city in own])
        pilots = PilotPage.objects.live().filter(under(own, ""))
    groups = [
        Group(_("Phases"), [_of_phase(phase) for phase in phases]),
        Group(_("Cities"), sorted((_of_city(city) for city in cities), key=lambda subject: subject.name)),
        Group(_("Pilots"), [_of_pilot(pilot) for pilot in pilots.with_words().order_by("title", "pk")]),
    ]
    return [group for group in groups if group.subjects]


def subjects_of(reports: Iterable[FunderReport]) -> dict[int, Subject]:
    """By the key of the report, in the visitor's language; three queries, however many there are."""
    reports = list(reports)
    pages = {report.page_id for report in reports if report.page_id}
    phases = Phase.objects.in_bulk({report.phase_id for report in reports if report.phase_id})
    found = {pk: _of_phase(phase) for pk, phase in phases.items()}
    named = {city.pk: _of_city(city) for city in CityPage.objects.filter(pk__in=pages)}
    named |= {pilot.pk: _of_pilot(pilot) for pilot in PilotPage.objects.filter(pk__in=pages).with_words()}
    return {report.pk: found[report.phase_id] if report.phase_id else named[report.page_id] for report in reports}


def _of_phase(phase: Phase) -> Subject:
    return Subject("phase", phase.pk, phase.name)


def _of_city(city: CityPage) -> Subject:
    return Subject("page", city.pk, city.name)


def _of_pilot(pilot: PilotPage) -> Subject:
    words = pilot.words
    return Subject("page", pilot.pk, Wording(words.title, words.language))
