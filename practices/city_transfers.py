"""What a city gave to others and took from them, said from the transfers that are public."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cities.models import CityPage
from core.languages import Wording
from core.partial_dates import display_period
from core.sources import ShownSource
from core.templatetags.core_tags import marked

from .courses import Course, End, courses, titled
from .models import PracticePage, PracticeRelation, Transfer, TransferQuerySet


@dataclass(frozen=True)
class Box:
    """What `practices/_transfer_box.html` shows."""

    kind: str
    """`transfer`, or `hoped`: meant for a place from which nobody has reported yet."""
    above: str
    name: str
    url: str
    became: str = ""
    became_url: str = ""
    basis: str = ""
    note: str = ""
    sources: tuple[ShownSource, ...] = ()


@dataclass(frozen=True)
class Side:
    heading: str
    boxes: list[Box]


@dataclass(frozen=True)
class GaveAndTook:
    took: list[Box]
    gave: list[Box]
    hoped: list[Box]
    number: int
    """Of transfers: what is only hoped for is none."""

    def __bool__(self) -> bool:
        return bool(self.sides)

    @property
    def sides(self) -> list[Side]:
        """Only those on which there is something."""
        sides = [Side(_("Took up"), self.took), Side(_("Gave"), [*self.gave, *self.hoped])]
        return [side for side in sides if side.boxes]


def exchange_of(city: CityPage, courses: list[Course], request: HttpRequest | None = None) -> GaveAndTook:
    """All that the section *Gave and took* shows."""
    took = [_taken(course, request) for course in courses if course.receiver.city == city]
    gave = [_given(course, request) for course in courses if course.giver.city == city]
    return GaveAndTook(took, gave, _hoped(city, request), len(took) + len(gave))


def courses_of(city: CityPage, request: HttpRequest | None = None) -> list[Course]:
    """The city's public transfers with their ends."""
    return courses(transfers_at(city), request)


def transfers_at(city: CityPage) -> TransferQuerySet:
    """Public transfers in which the city, or a practice under it, has part."""
    at_an_end = Q(giver=city) | Q(receiver=city)
    of_practice = Q(practice__path__startswith=city.path) | Q(became__path__startswith=city.path)
    return Transfer.objects.public().filter(at_an_end | of_practice)


def _taken(course: Course, request: HttpRequest | None) -> Box:
    since = display_period(course.transfer.since, None)
    above = _("From %(place)s, %(since)s") if since else _("From %(place)s")
    return _box(course, naming(above, course.giver.name, since=since), course.giver, request)


def _given(course: Course, request: HttpRequest | None) -> Box:
    since = display_period(course.transfer.since, None)
    above = _("To %(place)s, %(since)s") if since else _("To %(place)s")
    return _box(course, naming(above, course.receiver.name, since=since), course.receiver, request)


def naming(sentence: str, place: str, **more: str) -> SafeString:
    """A sentence in the visitor's language with the name of a place, which may be in another, and says so."""
    return format_html(sentence % {"place": "{place}", "since": "{since}"}, place=marked(place), **more)


def _box(course: Course, above: str, other: End, request: HttpRequest | None) -> Box:
    """Named by the practice that was taken up, else by what it became, else by the other end."""
    transfer = course.transfer
    practice, became = _named(transfer.practice, request), _named(transfer.became, request)
    if not practice[0]:
        practice, became = became, ("", "")
    name, url = practice if practice[0] else (other.name, other.url)
    return Box(
        "transfer",
        above,
        name,
        url,
        became=became[0],
        became_url=became[1],
        basis=course.basis,
        note=Wording(capfirst(transfer.note), settings.LANGUAGE_CODE),
        sources=tuple(course.sources),
    )


def _named(practice: PracticePage | None, request: HttpRequest | None) -> tuple[str, str]:
    if practice is None:
        return "", ""
    return titled(practice), practice.get_url(request)


def _hoped(city: CityPage, request: HttpRequest | None) -> list[Box]:
    """What the city's practices are meant for, as their sources say: no transfer yet."""
    relations = PracticeRelation.objects.filter(
        kind=PracticeRelation.Kind.MEANT_FOR,
        practice__live=True,
        practice__path__startswith=city.path,
    ).select_related("practice", "city")
    return [_hope(relation, request) for relation in relations]


def _hope(relation: PracticeRelation, request: HttpRequest | None) -> Box:
    """A row's words are in the language of its practice, whose own name is enough here."""
    place = relation.city.name if relation.city else Wording(relation.label, relation.practice.language)
    name = Wording(relation.practice.title, relation.practice.language)
    return Box("hoped", naming(_("Meant for %(place)s"), place), name, relation.practice.get_url(request))
