"""What cards show beside a practice's own words, read for all cards of a list at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q

from cities.models import CityPage
from core.languages import Wording
from core.lead_pictures import read_lead_pictures
from core.models import Country

from .courses import city_path
from .freshness import Freshness, freshness
from .models import Assessment, Confirmation, PracticePage, PracticeWords, Transfer

LONG = (*PracticeWords.NAMED_PARTS, "body", "row_words")


@dataclass(frozen=True)
class City:
    """The city a practice hangs under; all empty where it has none that is public. Degrees, WGS 84."""

    name: Wording | str = ""
    country: Wording | str = ""
    longitude: float | None = None
    latitude: float | None = None


@dataclass
class Adapted:
    """Whom a practice came from, and who took it up: names, each once."""

    givers: list[str] = field(default_factory=list)
    takers: list[str] = field(default_factory=list)


def pages(pks: list[int]) -> dict[int, PracticePage]:
    """Live practices by key, with the words and pictures that are shown. Two queries, three more where pictures are."""
    found = PracticePage.objects.live().filter(pk__in=pks).defer(*LONG).with_words()
    return {page.pk: page for page in read_lead_pictures(found.marking_lead_pictures())}


@dataclass(frozen=True)
class CardFacts:
    """By the practice's key."""

    icons: Mapping[int, str]
    levels: Mapping[int, int]
    confirmations: Mapping[int, tuple[str, date]]
    adapted: Mapping[int, Adapted]
    cities: Mapping[str, City]

    @classmethod
    def of(cls, pages: Mapping[int, PracticePage]) -> CardFacts:
        """Five queries."""
        transfers = _transfers(pages)
        cities = _cities([*(city_path(page) for page in pages.values()), *_ends(transfers)])
        return cls(
            icons=_icons(pages),
            levels=dict(_newest(Assessment, pages).values_list("practice_id", "level")),
            confirmations={
                practice: (answer, on)
                for practice, answer, on in _newest(Confirmation, pages).values_list("practice_id", "answer", "on")
            },
            adapted=_adapted(pages, transfers, cities),
            cities=cities,
        )

    def city(self, page: PracticePage) -> City:
        return self.cities.get(city_path(page), City())

    def freshness(self, page: PracticePage) -> Freshness:
        return freshness(*self.confirmations.get(page.pk, (None, None)))


def _newest(model, pages: Mapping[int, PracticePage]):
    """The newest last, so that it counts."""
    return model.objects.filter(practice__in=pages).order_by("on", "pk")


def _icons(pages: Mapping[int, PracticePage]) -> dict[int, str]:
    """The glyph of the first theme of each."""
    themed = PracticePage.themes.through.objects.filter(practicepage_id__in=pages).order_by("-theme__order")
    return dict(themed.values_list("practicepage_id", "theme__icon"))


def _transfers(pages: Mapping[int, PracticePage]) -> list[Transfer]:
    about = Transfer.objects.public().filter(Q(practice__in=pages) | Q(became__in=pages))
    return list(
        about.select_related("practice", "became", "giver", "receiver").only(
            *("practice__path", "became__path", "giver__path", "receiver__path", "giver_name", "receiver_name")
        )
    )


def _ends(transfers: Iterable[Transfer]) -> Iterable[str]:
    for transfer in transfers:
        yield _path(transfer.giver, transfer.practice)
        yield _path(transfer.receiver, transfer.became)


def _path(city: CityPage | None, practice: PracticePage | None) -> str:
    """Of the city, or of the one that the practice hangs under."""
    if city:
        return city.path
    return city_path(practice) if practice else ""


def _cities(paths: Iterable[str]) -> dict[str, City]:
    names = ("name_en", "name_fr", "name_es", "name_ar")
    found = CityPage.objects.live().filter(path__in={path for path in paths if path}).select_related("country")
    wanted = [*names, *(f"country__{name}" for name in names), "path", "longitude", "latitude"]
    return {
        city.path: City(city.name, _name_of(city.country), city.longitude, city.latitude)
        for city in found.only(*wanted)
    }


def _name_of(country: Country | None) -> Wording | str:
    return country.name if country else ""


def _adapted(pages: Mapping[int, PracticePage], transfers: list[Transfer], cities: Mapping) -> dict[int, Adapted]:
    found: dict[int, Adapted] = defaultdict(Adapted)
    for transfer in transfers:
        giver = _end(transfer.giver_name, _path(transfer.giver, transfer.practice), cities)
        taker = _end(transfer.receiver_name, _path(transfer.receiver, transfer.became), cities)
        if giver and transfer.became_id in pages and giver not in found[transfer.became_id].givers:
            found[transfer.became_id].givers.append(giver)
        if taker and transfer.practice_id in pages and taker not in found[transfer.practice_id].takers:
            found[transfer.practice_id].takers.append(taker)
    return found


def _end(name: str, path: str, cities: Mapping[str, City]) -> Wording | str:
    if name:
        return Wording(name, settings.LANGUAGE_CODE)
    return cities[path].name if path in cities else ""
