"""What a caller knows and the chart draws: a port is whatever has a name, a place and a page."""

from collections.abc import Iterable
from dataclasses import dataclass

CONFIRMED, DOCUMENTED, REPORTED = "confirmed", "documented", "reported"
KINDS = (CONFIRMED, DOCUMENTED, REPORTED)


@dataclass(frozen=True)
class Port:
    """A city on the chart, in the visitor's language. `note` is read out after the name, such as "3 practices"."""

    key: str
    name: str
    lon: float
    lat: float
    href: str = ""
    rank: int = 2
    """0 and 1 are named first and larger, 2 has something to show, 3 is there for the record."""
    filled: bool = False
    in_transfer: bool = False
    note: str = ""


@dataclass(frozen=True)
class Voyage:
    """A practice that went from one port to another; `kind` says how sure that is, one of `KINDS`."""

    from_key: str
    to_key: str
    kind: str = DOCUMENTED


@dataclass(frozen=True)
class Meeting:
    """Two ports that met, and how often."""

    a_key: str
    b_key: str
    count: int = 1


@dataclass(frozen=True)
class ListedPort:
    """One row of the list that says the same as the chart."""

    port: Port
    took_from: tuple[tuple[Port, str], ...]
    gave_to: tuple[tuple[Port, str], ...]
    met: int
    """How many of the other ports it met."""


def surest(voyages: Iterable[Voyage], keys: Iterable[str]) -> tuple[Voyage, ...]:
    """One voyage for each pair and way: the best attested. Ports that are not on the chart are passed over."""
    known = set(keys)
    best: dict[tuple[str, str], Voyage] = {}
    for voyage in sorted(voyages, key=lambda voyage: KINDS.index(voyage.kind)):
        if {voyage.from_key, voyage.to_key} <= known and voyage.from_key != voyage.to_key:
            best.setdefault((voyage.from_key, voyage.to_key), voyage)
    return tuple(best.values())


def listing(
    ports: tuple[Port, ...], voyages: tuple[Voyage, ...], meetings: tuple[Meeting, ...]
) -> tuple[ListedPort, ...]:
    """Every port with its voyages and its meetings, in the caller's order."""
    by_key = {port.key: port for port in ports}
    met: dict[str, set[str]] = {port.key: set() for port in ports}
    for meeting in meetings:
        if meeting.a_key in met and meeting.b_key in met:
            met[meeting.a_key].add(meeting.b_key)
            met[meeting.b_key].add(meeting.a_key)
    return tuple(
        ListedPort(
            port,
            took_from=tuple((by_key[v.from_key], v.kind) for v in voyages if v.to_key == port.key),
            gave_to=tuple((by_key[v.to_key], v.kind) for v in voyages if v.from_key == port.key),
            met=len(met[port.key] - {port.key}),
        )
        for port in ports
    )
