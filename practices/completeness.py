"""What a practice still lacks: for a snapshot, and for a full description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst

if TYPE_CHECKING:
    from .models import PracticePage

# In the order of the public page.
SNAPSHOT = ("intro", "summary", "challenge", "how_it_works", "results", "themes", "target_groups", "status")
MORE = ("in_place", "did_not_work", "advice", "participation", "sustainability")


@dataclass(frozen=True)
class Completeness:
    """How many of its parts are written; `missing` are the labels of the others."""

    written: int
    of: int
    missing: list[str]


def completeness(page: PracticePage, depth: str = "") -> Completeness:
    """For a list, prefetch `themes` and `target_groups`. `depth`: the one it claims, or the one that is meant."""
    parts = parts_of(page, depth)
    missing = lacking(page, depth)
    return Completeness(len(parts) - len(missing), len(parts), [label_of(page, name) for name in missing])


def parts_of(page: PracticePage, depth: str = "") -> tuple[str, ...]:
    return (*SNAPSHOT, *MORE) if (depth or page.detail) == page.Detail.FULL else SNAPSHOT


def lacking(page: PracticePage, depth: str = "") -> list[str]:
    """The names of the parts that are empty."""
    return [name for name in parts_of(page, depth) if not _is_written(page, name)]


def needed(page: PracticePage, public: PracticePage | None, depth: str = "") -> tuple[str, ...]:
    """What must be written before `page` is sent for review or published.

    A practice that is `public` already may be corrected though it lacks a part; it may not lose one.
    """
    excused = lacking(public) if public else []
    return tuple(name for name in parts_of(page, depth) if name not in excused)


def lacks_parts() -> Q:
    """The same for a list of practices in the database: those that lack a part of the depth they claim."""
    practice = apps.get_model("practices", "PracticePage")
    return _any_empty(practice, SNAPSHOT) | (Q(detail=practice.Detail.FULL) & _any_empty(practice, MORE))


def _any_empty(practice: type[PracticePage], names: tuple[str, ...]) -> Q:
    empty = Q()
    for name in names:
        if name == "status":
            empty |= Q(status=practice.Status.UNKNOWN)
        elif practice._meta.get_field(name).many_to_many:
            rows = practice._meta.get_field(name).remote_field.through.objects
            empty |= ~Q(Exists(rows.filter(practicepage=OuterRef("pk"))))
        else:
            empty |= Q(**{name: ""})
    return empty


def label_of(page: PracticePage, name: str) -> str:
    return capfirst(str(page._meta.get_field(name).verbose_name))


def _is_written(page: PracticePage, name: str) -> bool:
    value = getattr(page, name)
    if name == "status":
        return value != page.Status.UNKNOWN
    return bool(value.strip() if isinstance(value, str) else value.all())
