"""What a city gave to others and took from them, from the transfers that are public."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cities.models import CityPage
from cities.tree import under
from core.display import marked
from core.languages import Wording
from core.partial_dates import display_period
from core.sources import SourceLine
from core.templatetags.core_tags import row_words

from .displayed_transfers import DisplayedTransfer, TransferEnd
from .models import PracticePage, PracticeRelation, Transfer, TransferQuerySet


@dataclass(frozen=True)
class TransferBox:
    """For `practices/_transfer_box.html`."""

    above: str
    name: str
    url: str
    is_hoped: bool = False
    """Meant for a place from which nobody has reported yet: no transfer."""
    became: str = ""
    became_url: str = ""
    basis: str = ""
    note: str = ""
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True)
class ExchangeSide:
    heading: str
    boxes: list[TransferBox]


@dataclass(frozen=True)
class Exchange:
    """For the section *Gave and took*."""

    took: list[TransferBox]
    gave: list[TransferBox]
    hoped: list[TransferBox]

    def __bool__(self) -> bool:
        return bool(self.sides)

    @property
    def number(self) -> int:
        """Of transfers: what is only hoped for is none."""
        return len(self.took) + len(self.gave)

    @property
    def sides(self) -> list[ExchangeSide]:
        """Only those on which there is something."""
        sides = [ExchangeSide(_("Adopted"), self.took), ExchangeSide(_("Shared"), [*self.gave, *self.hoped])]
        return [side for side in sides if side.boxes]


def transfers_at(city: CityPage) -> TransferQuerySet:
    """Public transfers in which the city, or a practice under it, has part."""
    at_an_end = Q(giver=city) | Q(receiver=city)
    of_practice = under([city], "practice__") | under([city], "became__")
    return Transfer.objects.public().filter(at_an_end | of_practice)


def exchange_of(city: CityPage, transfers: list[DisplayedTransfer], request: HttpRequest | None = None) -> Exchange:
    """`transfers` are those at the city; what its practices are meant for is read here."""
    took, gave = [], []
    for transfer in transfers:
        since = display_period(transfer.record.since, None)
        if transfer.receiver.city == city:
            above = _("From %(place)s, %(since)s") if since else _("From %(place)s")
            took.append(_box(transfer, with_place(above, transfer.giver.name, since=since), transfer.giver, request))
        if transfer.giver.city == city:
            above = _("To %(place)s, %(since)s") if since else _("To %(place)s")
            to = with_place(above, transfer.receiver.name, since=since)
            gave.append(_box(transfer, to, transfer.receiver, request))
    public = Q(city__isnull=True) | Q(city__live=True)
    relations = PracticeRelation.objects.filter(
        public,
        under([city], "practice__"),
        kind=PracticeRelation.Kind.MEANT_FOR,
        practice__live=True,
    )
    known = relations.select_related("city").prefetch_related(
        Prefetch("practice", PracticePage.objects.with_words()),
    )
    hoped = [_box_of_hope(relation, request) for relation in known]
    return Exchange(took, gave, hoped)


def with_place(sentence: str, place: str, **more: str) -> SafeString:
    """A sentence in the visitor's language with the name of a place, which may be in another, and says so."""
    return format_html(sentence % {"place": "{place}", "since": "{since}"}, place=marked(place), **more)


def _box(transfer: DisplayedTransfer, above: str, other: TransferEnd, request: HttpRequest | None) -> TransferBox:
    """Named by the practice that was taken up, else by what it became, else by the other end."""
    practice, became = transfer.record.practice, transfer.record.became
    if practice is None:
        practice, became = became, None
    return TransferBox(
        above,
        name=practice.words.wording("title") if practice else other.name,
        url=practice.get_url(request) if practice else other.url,
        became=became.words.wording("title") if became else "",
        became_url=became.get_url(request) if became else "",
        basis=transfer.basis,
        note=Wording(capfirst(transfer.note), transfer.note.language),
        sources=tuple(transfer.sources),
    )


def _box_of_hope(relation: PracticeRelation, request: HttpRequest | None) -> TransferBox:
    practice = relation.practice
    place = relation.city.name if relation.city else row_words(practice.words, relation, "label")
    return TransferBox(
        with_place(_("Intended for %(place)s"), place),
        name=practice.words.wording("title"),
        url=practice.get_url(request),
        is_hoped=True,
    )
