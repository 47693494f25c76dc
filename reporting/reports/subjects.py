"""What a report may be about, for whom: every phase, city and pilot for M&E officers; a city's people their own city
and its pilots. Who may see a report on something may ask for one, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from cities.belonging import cities_of
from cities.models import CityPage
from cities.tree import under
from core.languages import Wording
from monitoring.models import PhasePage
from monitoring.models.rights import is_mne
from monitoring.subjects import title_of, with_titles
from pilots.models import PilotPage


@dataclass(frozen=True)
class SubjectChoices:
    """Those of one kind, for a form: `pages` are key and title of each."""

    label: Promise
    pages: list[tuple[int, Wording]]


def pages_for(user) -> list[SubjectChoices]:
    """Only what can be read by anybody: there is nothing to report about the rest. At most four queries."""
    phases, cities, pilots = (model.objects.live() for model in (PhasePage, CityPage, PilotPage))
    if not is_mne(user):
        own = cities_of(user)
        phases, pilots = phases.none(), pilots.filter(under(own))
        cities = cities.filter(pk__in=[city.pk for city in own])
    groups = [
        SubjectChoices(_("Phases"), _titles(phases.order_by("phase__number"))),
        SubjectChoices(_("Cities"), sorted(_titles(cities), key=lambda choice: choice[1])),
        SubjectChoices(_("Pilots"), _titles(pilots.order_by("title", "pk"))),
    ]
    return [group for group in groups if group.pages]


def _titles(pages: PageQuerySet) -> list[tuple[int, Wording]]:
    return [(page.pk, title_of(page)) for page in with_titles(pages)]
