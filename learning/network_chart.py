"""The chart of all cities: who took up whose practice, and who met whom at a session."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from django.http import HttpRequest
from django.utils.translation import ngettext

from charts import Meeting, Port, SeaChart, Voyage, draw, frames_for
from cities.models import CityPage, Participation
from core import languages
from core.caching import cached_until_change
from practices.displayed_transfers import public_transfers
from practices.per_city import practices_per_city

from .models import SessionPage

LEADING = {Participation.Role.MEMBER, Participation.Role.HOST}


def network_charts(request: HttpRequest | None = None) -> tuple[SeaChart, ...]:
    """The wide sheet and the narrow one of the visitor's language, drawn once for all visitors."""
    return cached_until_change(("network charts", languages.current()), lambda: _drawn(request))


def _drawn(request: HttpRequest | None) -> tuple[SeaChart, ...]:
    """Seven queries, however many cities there are."""
    language = languages.current()
    voyages = _voyages(request)
    ports = _ports(voyages, request)
    meetings = _meetings()
    return tuple(draw(ports, voyages, meetings, frame=frame, language=language) for frame in frames_for(language))


def _ports(voyages: list[Voyage], request: HttpRequest | None) -> list[Port]:
    practices = practices_per_city()
    sailed = {key for voyage in voyages for key in (voyage.from_key, voyage.to_key)}
    placed = CityPage.objects.live().filter(latitude__isnull=False, longitude__isnull=False).order_by("path")
    cities = placed.prefetch_related("participations__phase")
    return [_port(city, practices[city.path], request, in_transfer=city.path in sailed) for city in cities]


def _port(city: CityPage, practices: int, request: HttpRequest | None, *, in_transfer: bool) -> Port:
    note = ngettext("%(number)s practice", "%(number)s practices", practices) % {"number": practices}
    return Port(
        key=city.path,
        name=str(city.name),
        lon=city.longitude,
        lat=city.latitude,
        href=city.get_url(request),
        rank=_rank(city, practices, in_transfer=in_transfer),
        filled=practices > 0,
        in_transfer=in_transfer,
        note=note if practices else "",
    )


def _rank(city: CityPage, practices: int, *, in_transfer: bool) -> int:
    """Whose name finds a place first: members of the first phase, of later ones and cities in a transfer, the rest."""
    phases = {part.phase.number for part in city.participations.all() if part.phase and part.role in LEADING}
    if 1 in phases:
        return 0
    if phases or in_transfer:
        return 1
    return 2 if practices else 3


def _voyages(request: HttpRequest | None) -> list[Voyage]:
    """The public transfers between two cities that have a page."""
    known = [c for c in public_transfers(request) if c.giver.city and c.receiver.city]
    return [Voyage(c.giver.city.path, c.receiver.city.path, str(c.record.basis)) for c in known]


def sessions_per_city() -> Counter[str]:
    """At how many of the programme's sessions each city was, as host or as guest, by its place in the tree."""
    return Counter(place for places in _met().values() for place in places)


def _met() -> dict[int, set[str]]:
    """The cities at each session of the programme."""
    sessions = SessionPage.objects.live().of_programme().order_by()
    at: dict[int, set[str]] = defaultdict(set)
    for session, place in sessions.filter(host_city__isnull=False).values_list("pk", "host_city__path"):
        at[session].add(place)
    for session, place in sessions.filter(cities__isnull=False).values_list("pk", "cities__path"):
        at[session].add(place)
    return at


def _meetings() -> list[Meeting]:
    pairs = Counter(pair for places in _met().values() for pair in combinations(sorted(places), 2))
    return [Meeting(one, other, times) for (one, other), times in sorted(pairs.items())]
