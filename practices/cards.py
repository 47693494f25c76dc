"""Practices as cards, with all that cards show read for a whole list at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Cut
from charts import cut as cut_around
from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.display import Evidence, Sign, display_list
from core.languages import Wording
from core.lead_pictures import CardPicture, card_picture, read_lead_pictures
from core.numbers import display_number
from core.partial_dates import PartialDate
from facets.search_panels import snippet_of
from search.snippets import Snippets

from .freshness import Freshness, freshness
from .models import Assessment, Confirmation, PracticePage, PracticeWords, Transfer
from .wording import evidence_of, transfer_sign

LONG = (*PracticeWords.NAMED_PARTS, "body", "row_words")


@dataclass(frozen=True)
class PracticeCard:
    """For `practices/_practice_card.html`; `words` knows in which language title and text are."""

    pk: int
    url: str
    words: PracticeWords
    place: SafeString
    year: str
    icon: str
    status: Sign
    evidence: Evidence
    freshness: Freshness
    adapted: tuple[Sign, ...]
    cut: Cut
    picture: CardPicture | None
    """In place of the cut."""
    snippet: SafeString | str = ""
    """Where the words stand that were searched for, in place of the intro."""

    @property
    def is_unproved(self) -> bool:
        """Nobody has assessed or confirmed it: said once, quietly."""
        return self.evidence.level is None and self.freshness.state == "never"


@dataclass(frozen=True)
class CityOfCard:
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

    def signs(self) -> tuple[Sign, ...]:
        texts = [_("Adapted from %(place)s") % {"place": name} for name in self.givers]
        takers = len(self.takers)
        if takers == 1:
            texts.append(_("Adapted by %(place)s") % {"place": self.takers[0]})
        elif takers:
            cities = ngettext("Adapted by %(number)s city", "Adapted by %(number)s cities", takers)
            texts.append(cities % {"number": display_number(takers)})
        return tuple(transfer_sign(text) for text in texts)


def cards(
    practices: Iterable[int | PracticePage], request: HttpRequest | None = None, snippets: Snippets | None = None
) -> list[PracticeCard]:
    """The cards of these live practices (keys or pages), in their order; where words were searched for, each with where
    they stand.

    Seven queries, four more where there are pictures, however many cards there are.
    """
    pks = [getattr(practice, "pk", practice) for practice in practices]
    if not pks:
        return []
    live = PracticePage.objects.live().filter(pk__in=pks).defer(*(() if snippets else LONG)).with_words()
    pages = {page.pk: page for page in read_lead_pictures(live.marking_lead_pictures())}
    if not pages:
        return []
    themed = PracticePage.themes.through.objects.filter(practicepage_id__in=pages).order_by("-theme__order")
    icons = dict(themed.values_list("practicepage_id", "theme__icon"))  # of the first theme of each
    assessments, confirmations = (  # the newest last, so that it counts
        model.objects.filter(practice__in=pages).order_by("on", "pk") for model in (Assessment, Confirmation)
    )
    levels = dict(assessments.values_list("practice_id", "level"))
    answers = {key: (answer, on) for key, answer, on in confirmations.values_list("practice_id", "answer", "on")}
    transfers = (
        Transfer.objects.public()
        .filter(Q(practice__in=pages) | Q(became__in=pages))
        .select_related("practice", "became", "giver", "receiver")
        .only("practice__path", "became__path", "giver__path", "receiver__path", "giver_name", "receiver_name")
    )
    paths = {city_path(page.path) for page in pages.values()}
    for transfer in transfers:
        paths |= {_path_at_end(transfer.giver, transfer.practice), _path_at_end(transfer.receiver, transfer.became)}
    cities = _cities_at(paths)
    adapted = _adapted(pages, transfers, cities)

    def card(page: PracticePage) -> PracticeCard:
        city = cities.get(city_path(page.path), CityOfCard())
        return PracticeCard(
            pk=page.pk,
            url=page.get_url(request),
            words=page.words,
            place=display_list(filter(None, (city.name, city.country))),
            year=_year(page.starts) or _year(page.ends),
            icon=icons.get(page.pk, ""),
            status=Sign(page.get_status_display(), page.status),
            evidence=evidence_of(levels.get(page.pk)),
            freshness=freshness(*answers.get(page.pk, (None, None))),
            adapted=adapted[page.pk].signs(),
            cut=cut_around(city.longitude, city.latitude, key=str(page.pk), language=languages.current()),
            picture=card_picture(page),
            snippet=snippet_of(page.words, snippets) if snippets else "",
        )

    return [card(pages[pk]) for pk in pks if pk in pages]


def _year(date: PartialDate | None) -> str:
    return str(date.year) if date and date.year else ""


# --- whom they came from, and who took them up ------------------------------------------------------------------------
def _path_at_end(city: CityPage | None, practice: PracticePage | None) -> str:
    """Of the city, or of the one that the practice hangs under."""
    if city:
        return city.path
    return city_path(practice.path) if practice else ""


def _cities_at(paths: set[str]) -> dict[str, CityOfCard]:
    names = ("name_en", "name_fr", "name_es", "name_ar")
    live = CityPage.objects.live().filter(path__in=paths - {""}).select_related("country")
    wanted = [*names, *(f"country__{name}" for name in (*names, "code")), "path", "longitude", "latitude"]
    return {
        city.path: CityOfCard(city.name, city.country.name if city.country else "", city.longitude, city.latitude)
        for city in live.only(*wanted)
    }


def _adapted(
    pages: Mapping[int, PracticePage], transfers: Iterable[Transfer], cities: Mapping[str, CityOfCard]
) -> defaultdict[int, Adapted]:
    """By the practice's key."""

    def name_at_end(name: str, path: str) -> str:
        if name:
            return Wording(name, settings.LANGUAGE_CODE)
        return cities[path].name if path in cities else ""

    found: defaultdict[int, Adapted] = defaultdict(Adapted)
    for transfer in transfers:
        giver = name_at_end(transfer.giver_name, _path_at_end(transfer.giver, transfer.practice))
        taker = name_at_end(transfer.receiver_name, _path_at_end(transfer.receiver, transfer.became))
        if giver and transfer.became_id in pages and giver not in found[transfer.became_id].givers:
            found[transfer.became_id].givers.append(giver)
        if taker and transfer.practice_id in pages and taker not in found[transfer.practice_id].takers:
            found[transfer.practice_id].takers.append(taker)
    return found
