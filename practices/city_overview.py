"""What takes most queries to find about a city, and is the same for everybody: found once, kept until it changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from charts import Cut
from cities.models import CityPage
from core import languages
from core.caching import cached_until_change
from core.display import Sign

from .charting import cut_with
from .city_transfers import Exchange, exchange_of, transfers_at, with_place
from .displayed_transfers import DisplayedTransfer, displayed_transfers
from .similar_cities import SimilarCity, similar_cities
from .wording import transfer_sign


@dataclass(frozen=True)
class CityOverview:
    cut: Cut | None
    """For the page header of the city and of its pilots."""
    exchange: Exchange
    similar: list[SimilarCity]
    signs: dict[int, list[Sign]]
    """Of transfers, by the practice they stand at."""


def city_overview(city: CityPage, request: HttpRequest | None = None) -> CityOverview:
    """In the visitor's language. One query for a page, whichever of its parts asks first."""

    def found() -> CityOverview:
        transfers = displayed_transfers(transfers_at(city), request)
        return CityOverview(
            cut=cut_with(city, transfers),
            exchange=exchange_of(city, transfers, request),
            similar=similar_cities(city, request),
            signs=_signs_by_practice(transfers),
        )

    if not hasattr(city, "overview_read"):
        key = ("city overview", city.pk, city.latitude, city.longitude, languages.current())
        city.overview_read = cached_until_change(key, found)
    return city.overview_read


def _signs_by_practice(transfers: list[DisplayedTransfer]) -> dict[int, list[Sign]]:
    signs: dict[int, list[Sign]] = {}

    def add(practice: int | None, text: str, place: str) -> None:
        if practice:
            signs.setdefault(practice, []).append(transfer_sign(with_place(text, place)))

    for transfer in transfers:
        add(transfer.record.became_id, _("Adapted from %(place)s"), transfer.giver.name)
        add(transfer.record.practice_id, _("Adapted by %(place)s"), transfer.receiver.name)
    return signs
