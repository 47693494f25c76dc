"""Kinds of records: what a room tells the loader, which knows no room and finds each one's `loading.py` by its name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from core.models import Fingerprinted

from .catalogues import Translated, translated_state, with_words_there
from .errors import messages_by_field
from .files import Programme, Record
from .messages import Message, record_messages
from .states import (
    fingerprint,
    present_state,
    relations,
    wanted_state,
    without_added,
    write_relations,
    write_values,
)

_registered: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """For a room's `loading.py`. A name is registered once; again replaces it."""
    _registered.update({kind.name: kind for kind in kinds})


def registered() -> list[Kind]:
    """All kinds, in the order in which they are loaded."""
    return sorted(_registered.values(), key=lambda kind: (kind.order, kind.name))


class Kind(ABC):
    """How the records of one file become records of one model.

    `name` stands in the report; `order` says when it is loaded (what others name comes first); `facts` translates a
    record of the file into field values: keys of the files for relations, dictionaries for rows.
    """

    name = ""
    order = 0
    file = ""
    model: type[Fingerprinted]
    key_field = "programme_id"
    derived = False  # whether its records are put together from what other kinds have loaded
    adopts = False  # whether a record that was there before the first loading is ours to change
    added: tuple[str, ...] = ()  # fields younger than the first loadings, which left them empty
    words: tuple[str, ...] = ()  # fields that are read in every language: `name` stands for `name_en`, `name_fr` ...

    def records(self, programme: Programme) -> list[Record]:
        return programme.records(self.file)

    @abstractmethod
    def facts(self, record: Record) -> dict[str, Any]:
        """Field values, as the class says."""

    def state(self, record: Record) -> dict[str, Any]:
        """The state the file asks for; what is impossible is refused and the state is empty."""
        return self.state_of(record, self.facts(record))

    def state_of(self, record: Record, facts: dict) -> dict[str, Any]:
        try:
            return wanted_state(self.model, facts, record.programme.directory)
        except ValidationError as error:
            for field, words in messages_by_field(error):
                record.refuse(field, words)
            return {}

    def messages(self, record: Record, state: dict) -> Iterator[Message]:
        """What of it is to be translated."""
        return record_messages(self.model, self.words, record.id, state)

    def translated(self, record: Record, state: dict, texts: dict[str, dict[str, Translated]]) -> dict[str, Any]:
        """The state with its words in every language: a column of its own where there is one, else by their texts."""
        return translated_state(record.id, self.words, state, texts)

    def still_translated(self, instance: Fingerprinted | None, state: dict[str, Any]) -> dict[str, Any]:
        """A state that was read without translations, with those that the record has already."""
        return with_words_there(instance, self.words, state) if instance else state

    def prepare(self, programme: Programme) -> None:  # noqa: B027 (most kinds have nothing to do)
        """Before any kind is loaded: make what others will name."""

    def check(self, programme: Programme) -> None:  # noqa: B027 (likewise)
        """Before its records are read: refuse what no single record can tell."""

    def keys_of(self, record: Record) -> dict[str, Any]:
        """The values by which the database finds this record."""
        return {self.key_field: record.id}

    def find(self, record: Record) -> Fingerprinted | None:
        """The record as it is in the database, to be written."""
        return self.model._default_manager.filter(**self.keys_of(record)).first()

    def find_all(self, records: list[Record], names: list[str]) -> Mapping[str, Fingerprinted]:
        """Those that are in the database, by the id of their record; what `names` lead to is read along."""
        ids = [record.id for record in records]
        found = self.model._default_manager.filter(**{f"{self.key_field}__in": ids})
        return {getattr(one, self.key_field): one for one in found.prefetch_related(*relations(self.model, names))}

    def present(self, instance: Fingerprinted, names: list[str], programme: Programme) -> dict[str, Any]:
        return present_state(instance, names, programme.directory)

    def is_untouched(self, instance: Fingerprinted, present: dict) -> bool:
        """Whether nobody has changed it since it was loaded, be it by files without the fields `added` and
        a row's `ADDED`."""
        loaded = instance.loaded_fingerprint
        before = {
            name: without_added(self.model, name, value)
            for name, value in present.items()
            if value or name not in self.added
        }
        return loaded in (fingerprint(present), fingerprint(before)) or (self.adopts and not loaded)

    def name_rows(self, record: Record, instance: Fingerprinted, state: dict) -> None:  # noqa: B027 (of pages only)
        """Before it is compared: rows that are translated are known by the ids they have in the files."""

    def is_new(self, instance: Fingerprinted, programme: Programme) -> bool:
        """Whether this loading made it before writing it."""
        return False

    def is_held(self, instance: Fingerprinted, record: Record) -> bool:
        """Whether it is on hold, by an editor or because the file asks for it, so that nothing of it is loaded."""
        return False

    def create(self, record: Record, state: dict) -> Fingerprinted:
        instance = self.model(**self.keys_of(record))
        self.write(record, instance, state)
        record.programme.directory.forget(self.model)
        return instance

    def write(self, record: Record, instance: Fingerprinted, state: dict) -> None:
        """Save `state`; raises ValidationError."""
        write_values(instance, state, record.programme.directory)
        instance.loaded_fingerprint = fingerprint(state)
        instance.full_clean()
        instance.save()
        write_relations(instance, state, record.programme.directory)

    def address(self, instance: Fingerprinted) -> str:
        """Where a person finds it."""
        return ""
