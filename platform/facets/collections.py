"""What a room says about its subjects so that they can be browsed by facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise

from core.models import SubjectPage


class Listed(Enum):
    """When a value has its line in the list. It may be asked for in any case."""

    ALWAYS = "always"
    USED = "used"  # once a subject of the collection has it
    TICKED = "ticked"


@dataclass(frozen=True)
class FacetValue:
    """`label` takes a language's code and gives the value's name in it, or a `Wording` in another."""

    code: str
    label: Callable[[str], str]
    listed: Listed = Listed.ALWAYS


@dataclass(frozen=True)
class Facet:
    """`name` is the parameter in addresses. Its values stand in an order that no question changes: those that most
    subjects of the whole collection have come first, then as in the vocabulary. A scale keeps the vocabulary's order.
    With `by_name`, what is folded behind "more" stands by the visitor's alphabet: in a long list one looks for a name.
    """

    name: str
    label: str | Promise
    opened: bool = True
    scale: bool = False
    by_name: bool = False


@dataclass(frozen=True)
class Sort:
    """`key` takes a record's row and a language's code; smaller keys come first."""

    name: str
    label: str | Promise
    key: Callable[[Any, str], Any]
    by_language: bool = False


@dataclass(frozen=True)
class FacetRecord:
    """What the index keeps of one live subject: its (facet, code) pairs, and a `row` that the sorts read."""

    pk: int
    codes: Iterable[tuple[str, str]]
    row: Any


@dataclass(frozen=True)
class Vocabulary:
    """The values of each facet by their codes, in their own order; `own` is whatever the room wants back in `read`."""

    values: Mapping[str, Mapping[str, FacetValue]]
    own: Any = None


@dataclass(frozen=True)
class Collection:
    """Subjects of one kind. `vocabulary` and `read` ask the database for columns: they are read whole.

    `read` gives the live subjects among the primary keys it is given, all of them when given None.
    Where the list is not `ranked` it keeps its order for who asks for words, unless they want the relevant first.
    """

    name: str
    model: type[SubjectPage]
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]
    vocabulary: Callable[[], Vocabulary]
    read: Callable[[Vocabulary, list[int] | None], Iterable[FacetRecord]]
    views: tuple[str, ...] = ("cards", "list")
    ranked: bool = True


COLLECTIONS: dict[str, Collection] = {}


def register(collection: Collection) -> Collection:
    """For an `AppConfig.ready`."""
    COLLECTIONS[collection.name] = collection
    return collection
