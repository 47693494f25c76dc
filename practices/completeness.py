"""What a practice still lacks: for a snapshot, and for a full description."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst

# In the order of the public page.
SNAPSHOT = ("intro", "summary", "challenge", "how_it_works", "results", "themes", "target_groups", "status")
MORE = ("in_place", "did_not_work", "advice", "participation", "sustainability")


@dataclass(frozen=True)
class Completeness:
    """How many of its parts are written; `missing` are the labels of the others."""

    written: int
    of: int
    missing: list[str]


def completeness(practice, depth: str = "") -> Completeness:
    """For a list, prefetch `themes` and `target_groups`. `depth`: the one it claims, or the one that is meant."""
    parts = parts_of(practice, depth)
    missing = lacking(practice, depth)
    return Completeness(len(parts) - len(missing), len(parts), [label_of(practice, name) for name in missing])


def parts_of(practice, depth: str = "") -> tuple[str, ...]:
    return (*SNAPSHOT, *MORE) if (depth or practice.detail) == practice.Detail.FULL else SNAPSHOT


def lacking(practice, depth: str = "") -> list[str]:
    """The names of the parts that are empty."""
    return [name for name in parts_of(practice, depth) if not is_written(practice, name)]


def needed(practice, public, depth: str = "") -> tuple[str, ...]:
    """What must be written before `practice` is sent for review or published.

    A practice that is `public` already may be corrected though it lacks a part; it may not lose one.
    """
    excused = lacking(public) if public else []
    return tuple(name for name in parts_of(practice, depth) if name not in excused)


def lacks_parts() -> Q:
    """The same for a list of practices in the database: those that lack a part of the depth they claim."""
    practice = apps.get_model("practices", "PracticePage")
    return _any_empty(practice, SNAPSHOT) | (Q(detail=practice.Detail.FULL) & _any_empty(practice, MORE))


def _any_empty(model, names: tuple[str, ...]) -> Q:
    empty = Q()
    for name in names:
        if name == "status":
            empty |= Q(status=model.Status.UNKNOWN)
        elif model._meta.get_field(name).many_to_many:
            rows = model._meta.get_field(name).remote_field.through.objects
            empty |= ~Q(Exists(rows.filter(practicepage=OuterRef("pk"))))
        else:
            empty |= Q(**{name: ""})
    return empty


def label_of(practice, name: str) -> str:
    return capfirst(str(practice._meta.get_field(name).verbose_name))


def is_written(practice, name: str) -> bool:
    value = getattr(practice, name)
    if name == "status":
        return value != practice.Status.UNKNOWN
    return bool(value.strip() if isinstance(value, str) else value.all())
