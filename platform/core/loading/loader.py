"""Loading: all or nothing, and never over what a person has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Site

from core.facets import as_one_change

from .errors import messages_by_field
from .files import Programme
from .indexing import index_again, indexes_resting
from .kinds import Kind, registered
from .records import Record
from .report import Outcome, Report
from .states import fingerprint

Progress = Callable[[str, list], Iterable]


def _silently(name: str, things: list) -> Iterable:
    return things


def load(programme: Programme, *, dry_run: bool = False, progress: Progress = _silently) -> Report:
    """Load everything registered; `progress` wraps each list that is worked through.

    Raises LoadRefusedError with all that is wrong in the first file that has something wrong; then, and in a dry run,
    the database is as before.
    """
    report = Report()
    try:
        with transaction.atomic():
            with as_one_change():
                _load(programme, report, progress)
            transaction.set_rollback(dry_run)
    finally:
        Site.clear_site_root_paths_cache()  # it may know pages that are gone again
    return report


def _load(programme: Programme, report: Report, progress: Progress) -> None:
    kinds = registered()
    for kind in kinds:
        if not kind.derived:
            kind.records(programme)
    programme.raise_if_wrong()
    with indexes_resting():
        for kind in kinds:
            kind.prepare(programme)
        programme.errors.clear()  # reading the facts will say the same, with all else that is wrong in that file
        for kind in kinds:
            _load_kind(kind, programme, report, progress)
    index_again(report.written, progress)


def _load_kind(kind: Kind, programme: Programme, report: Report, progress: Progress) -> None:
    """Read the whole file before writing anything of it, so that all that is wrong in it is told at once."""
    kind.check(programme)
    wanted = [(record, kind.state(record)) for record in kind.records(programme)]
    programme.raise_if_wrong()
    names = list(wanted[0][1]) if wanted else []
    there = kind.find_all([record for record, _state in wanted], names)
    for record, state in progress(kind.name, wanted):
        _settle(kind, record, state, there.get(record.id), report)
    programme.raise_if_wrong()


def _settle(kind: Kind, record: Record, state: dict, there: models.Model | None, report: Report) -> None:
    try:
        instance, outcome = _settled(kind, record, state, there)
    except ValidationError as error:
        for field, words in messages_by_field(error):
            record.refuse(field, words)
    else:
        report.add(kind, record, instance, outcome)


def _settled(kind: Kind, record: Record, state: dict, there: models.Model | None) -> tuple[models.Model, Outcome]:
    """Create, change or leave alone; `there` is what the database has."""
    if there is None:
        return kind.create(record, state), Outcome.CREATED
    if kind.is_new(there, record.programme):
        return _written(kind, record, state), Outcome.CREATED
    present = kind.present(there, list(state), record.programme)
    if not kind.is_untouched(there, present):
        return there, Outcome.KEPT
    if fingerprint(state) == there.loaded_fingerprint:
        return there, Outcome.UNCHANGED
    return _written(kind, record, state), Outcome.CHANGED


def _written(kind: Kind, record: Record, state: dict) -> models.Model:
    """Written on a record read afresh: one that was read for comparing remembers its old rows."""
    instance = kind.find(record)
    kind.write(record, instance, state)
    return instance
