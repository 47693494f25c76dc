"""What a pilot is tied to on other pages: its city, what it grew from, what it answers; found once, kept while true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cities.models import CityPage
from core import languages
from core.charts import Cut
from core.keeping import kept
from core.languages import Wording
from core.sources import ShownSource
from learning.linking import title_of
from learning.linking import titled as with_titles
from learning.models import Recommendation
from learning.ties import keys
from practices.courses import courses, titled
from practices.models import PracticePage, Transfer
from practices.surroundings import surroundings

from .models import PilotPage


@dataclass(frozen=True)
class Origin:
    """What the pilot grew from: `above` says how it is tied to it."""

    above: str
    name: str
    url: str = ""
    below: str = ""
    sources: list[ShownSource] = field(default_factory=list)


@dataclass(frozen=True)
class Ties:
    city: CityPage | None
    cut: Cut | None
    origins: list[Origin]
    recommendations: list[Wording]


def ties_of(pilot: PilotPage, request: HttpRequest | None = None) -> Ties:
    """In the visitor's language. One query; a draft in preview is asked anew."""
    if pilot.pk is None or getattr(request, "is_preview", False):
        return _found(pilot, request)
    return kept(("ties of a pilot", pilot.pk, languages.current()), lambda: _found(pilot, request))


def _found(pilot: PilotPage, request: HttpRequest | None) -> Ties:
    city = _city_of(pilot)
    return Ties(
        city=city,
        cut=surroundings(city, request).cut if city else None,
        origins=[*_transfer(pilot, request), *_practices(pilot, request), *_built_on(pilot)],
        recommendations=_recommendations(pilot),
    )


def _city_of(pilot: PilotPage) -> CityPage | None:
    """The live city it stands under; a pilot of several cities stands under none."""
    above = CityPage.objects.live().filter(path=pilot.path[: -Page.steplen])
    return above.select_related("country").first()


def _transfer(pilot: PilotPage, request: HttpRequest | None) -> Iterable[Origin]:
    """The transfer it tries out, if visitors may see it."""
    if pilot.transfer_id is None:
        return
    for course in courses(Transfer.objects.public().filter(pk=pilot.transfer_id), request):
        practice = course.transfer.practice
        above = _("Tries out what came from %(place)s") % {"place": course.giver.name}
        name = titled(practice) if practice else course.giver.name
        url = practice.get_url(request) if practice else course.giver.url
        yield Origin(above, name, url, course.basis, course.sources)


def _practices(pilot: PilotPage, request: HttpRequest | None) -> Iterable[Origin]:
    for practice in with_titles(PracticePage.objects.filter(pk__in=keys(pilot.practices))):
        yield Origin(_("Practice it grew from or became"), title_of(practice), practice.get_url(request))


def _built_on(pilot: PilotPage) -> Iterable[Origin]:
    if pilot.based_on:
        yield Origin(_("Built on"), Wording(pilot.based_on, pilot.language))


def _recommendations(pilot: PilotPage) -> list[Wording]:
    """In the words of the publication they stand in, with their code."""
    found = Recommendation.objects.filter(pk__in=keys(pilot.recommendations), publication__live=True)
    return [
        Wording(f"{one.code} {one.words}".strip(), one.publication.language)
        for one in found.select_related("publication")
    ]
