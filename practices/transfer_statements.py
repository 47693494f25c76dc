"""Who took what from whom, as practices and pilots state it: same giver, receiver and practice are one transfer.

A statement that names only the giving city is of the same transfer as one that names a practice of that city, when
there is exactly one such practice for that receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.text import slugify

from cities.models import CityPage
from intake.files import Programme, Record
from intake.phrases import sources

from .models import Transfer

FILE = "practices.json"


@dataclass(frozen=True)
class Statement:
    """One sentence of one record: `receiver` is a city's key, or a place's name; `practice` and `became` are keys."""

    by: Record
    giver: str
    receiver: str
    practice: str | None = None
    became: str | None = None
    basis: str = Transfer.Basis.DOCUMENTED
    note: str = ""

    @property
    def is_between_cities(self) -> bool:
        return self.by.programme.directory.pk(CityPage, self.receiver) is not None


Provider = Callable[[Programme], Iterable[Statement]]
_providers: list[Provider] = []


def stated_by(provider: Provider) -> None:
    """For a higher room whose records state transfers too."""
    if provider not in _providers:
        _providers.append(provider)


def statements_in(record: Record) -> list[Statement]:
    """What one practice states: that it was adapted from a city's, or that others adapted it."""
    transfer = record.part("transfer")
    city = record.text("city")
    found = []
    if giver := transfer.reference("adapted_from", CityPage):
        found.append(Statement(record, giver, city, became=record.id))
    for place in transfer.texts("adapted_by"):
        if transfer.programme.directory.pk(CityPage, place) is None:
            transfer.entry("adapted_by", "places", place)  # the table knows it to be no city of the files
        found.append(Statement(record, city, place, practice=record.id))
    return _with_note(found, transfer)


def _with_note(statements: list[Statement], transfer: Record) -> list[Statement]:
    """The note belongs to all, or to the one whose name stands before it; the table says what it tells of the basis."""
    note = transfer.text("note")
    if not (note and statements):
        return statements
    basis = transfer.code("note", "transfer_notes") or Transfer.Basis.DOCUMENTED
    named = [one for one in statements if note.startswith(f"{one.receiver}: ")]
    about = named or statements
    words = note.removeprefix(f"{named[0].receiver}: ") if named else note
    return [replace(one, note=words, basis=basis) if one in about else one for one in statements]


def grouped(programme: Programme) -> list[list[Statement]]:
    """Statements of one transfer together, the one that says most first."""
    stated = [one for record in programme.records(FILE) for one in statements_in(record)]
    stated += [one for provider in _providers for one in provider(programme)]
    groups: dict[tuple, list[Statement]] = {}
    for one in stated:
        others = [other for other in stated if (other.giver, other.receiver) == (one.giver, one.receiver)]
        practices = {other.practice for other in others if other.practice}
        practice = one.practice or (next(iter(practices)) if len(practices) == 1 else None)
        groups.setdefault((one.giver, one.receiver, practice), []).append(one)
    return [sorted(group, key=lambda one: one.practice is None) for group in groups.values()]


def transfer_id(group: list[Statement]) -> str:
    return f"{group[0].practice or group[0].giver}>{slugify(group[0].receiver)}"


def transfers(programme: Programme) -> list[Record]:
    """One record for each transfer, its data the facts; the id is its giver and receiver."""
    records = []
    for group in grouped(programme):
        first = group[0]
        between = first.is_between_cities
        facts = {
            "practice": first.practice,
            "giver": first.giver,
            "receiver": first.receiver if between else None,
            "receiver_name": "" if between else first.receiver,
            "became": next((one.became for one in group if one.became), None),
            "basis": min((one.basis for one in group), key=[Transfer.Basis.DOCUMENTED, Transfer.Basis.REPORTED].index),
            "note": " ".join(dict.fromkeys(one.note for one in group if one.note)),
            "sources": sources(*(one.by for one in group)),
        }
        records.append(Record(programme, FILE, transfer_id(group), facts))
    return records
