"""What a pilot is related to: its city, what it grew from, what it answers; found once, kept while true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from charts import Cut
from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.caching import cached_until_change
from core.languages import Wording
from core.sources import SourceLine
from learning.models import Recommendation
from learning.related import keys_of
from practices.city_overview import city_overview
from practices.displayed_transfers import displayed_transfers
from practices.models import PracticePage, Transfer

from .models import PilotPage


@dataclass(frozen=True)
class PilotOrigin:
    """What the pilot grew from: `above` says how the two are related."""

    above: str
    name: str
    url: str = ""
    below: str = ""
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True)
class RelatedToPilot:
    city: CityPage | None
    cut: Cut | None
    origins: list[PilotOrigin]
    recommendations: list[Wording]


def related_to(pilot: PilotPage, request: HttpRequest | None = None) -> RelatedToPilot:
    """In the visitor's language. One query; a draft in preview is asked anew."""

    def found() -> RelatedToPilot:
        # a pilot of several cities stands under none
        above = CityPage.objects.live().filter(path=city_path(pilot.path))
        city = above.select_related("country").first()
        recommendations = Recommendation.objects.filter(pk__in=keys_of(pilot.recommendations), publication__live=True)
        return RelatedToPilot(
            city=city,
            cut=city_overview(city, request).cut if city else None,
            origins=list(_origins_of(pilot, request)),
            # in the words of the publication they stand in, with their code
            recommendations=[
                Wording(f"{one.code} {one.words}".strip(), one.publication.language)
                for one in recommendations.select_related("publication")
            ],
        )

    if pilot.pk is None or getattr(request, "is_preview", False):
        return found()
    return cached_until_change(("related to a pilot", pilot.pk, languages.current()), found)


def _origins_of(pilot: PilotPage, request: HttpRequest | None) -> Iterable[PilotOrigin]:
    """The transfer it tries out, if visitors may see it; the practices it grew from or became; what it was built on."""
    transfers = Transfer.objects.public().filter(pk=pilot.transfer_id)
    for transfer in displayed_transfers(transfers, request) if pilot.transfer_id else ():
        practice = transfer.record.practice
        yield PilotOrigin(
            _("Tests a practice that came from %(place)s") % {"place": transfer.giver.name},
            name=practice.words.wording("title") if practice else transfer.giver.name,
            url=practice.get_url(request) if practice else transfer.giver.url,
            below=transfer.basis,
            sources=tuple(transfer.sources),
        )
    for practice in PracticePage.objects.live().filter(pk__in=keys_of(pilot.practices)).with_words():
        title = practice.words.wording("title")
        yield PilotOrigin(_("Practice it is based on or led to"), title, practice.get_url(request))
    if pilot.based_on:
        yield PilotOrigin(_("Based on"), pilot.words.wording("based_on"))
