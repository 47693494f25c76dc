"""Loading: all or nothing, and never over what a person has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Site

from core.models import Fingerprinted
from facets import as_one_change

from .catalogues import strangers
from .errors import messages_by_field
from .files import Programme, Record
from .indexing import index_again, indexes_resting
from .kinds import Kind, registered
from .pages import PageKind
from .report import Outcome, Report
from .states import fingerprint
from .translations import load_translations, read_translations

Progress = Callable[[str, list], Iterable]


def load(
    programme: Programme,
    *,
    dry_run: bool = False,
    translated: bool = True,
    progress: Progress = lambda _name, things: things,
) -> Report:
    """Load everything registered; `progress` wraps each list that is worked through.

    Not `translated`: without looking at the translations, which may be behind the files. What is there of them stays.

    Raises LoadRefusedError with all that is wrong in the first file that has something wrong; then, and in a dry run,
    the database is as before.
    """
    report = Report()
    try:
        with transaction.atomic():
            with as_one_change():
                _load(programme, report, progress, translated=translated)
            transaction.set_rollback(dry_run)
    finally:
        Site.clear_site_root_paths_cache()  # it may know pages that are gone again
    return report


def _load(programme: Programme, report: Report, progress: Progress, *, translated: bool) -> None:
    kinds = registered()
    if translated:
        programme.errors += strangers(programme.folder, [kind.name for kind in kinds])
    for kind in kinds:
        if not kind.derived:
            kind.records(programme)
    programme.raise_if_wrong()
    with indexes_resting():
        for kind in kinds:
            kind.prepare(programme)
        programme.errors.clear()  # reading the facts will say the same, with all else that is wrong in that file
        for kind in kinds:
            _load_kind(kind, programme, report, progress, translated=translated)
    index_again(report.written, progress)


def _load_kind(kind: Kind, programme: Programme, report: Report, progress: Progress, *, translated: bool) -> None:
    """Read the whole file before writing anything of it, so that all that is wrong in it is told at once."""
    kind.check(programme)
    wanted = [(record, kind.state(record)) for record in kind.records(programme)]
    programme.raise_if_wrong()
    messages = [message for record, state in wanted for message in kind.messages(record, state)]
    report.messages[kind.name] = messages
    texts = read_translations(kind.name, messages, programme) if translated else {}
    programme.raise_if_wrong()
    wanted = [(record, kind.translated(record, state, texts)) for record, state in wanted]
    names = list(wanted[0][1]) if wanted else []
    there = kind.find_all([record for record, _state in wanted], names)
    if not translated:
        wanted = [(record, kind.still_translated(there.get(record.id), state)) for record, state in wanted]
    kept: set[str] = set()
    for record, state in progress(kind.name, wanted):
        try:
            instance, outcome = _write(kind, record, state, there.get(record.id))
        except ValidationError as error:
            for field, words in messages_by_field(error):
                record.refuse(field, words)
        else:
            report.add(kind, record, instance, outcome)
            if outcome == Outcome.KEPT:
                kept.add(record.id)
    if isinstance(kind, PageKind):
        load_translations(kind, [record for record, _state in wanted], messages, texts, kept, report)
    programme.raise_if_wrong()


def _write(kind: Kind, record: Record, state: dict, there: Fingerprinted | None) -> tuple[Fingerprinted, Outcome]:
    """Create, change or leave alone; `there` is what the database has."""
    if there is None:
        return kind.create(record, state), Outcome.CREATED
    kind.name_rows(record, there, state)
    is_new = kind.is_new(there, record.programme)
    if not is_new:
        if kind.is_held(there, record):
            return there, Outcome.HELD
        if not kind.is_untouched(there, kind.present(there, list(state), record.programme)):
            return there, Outcome.KEPT
        if fingerprint(state) == there.loaded_fingerprint:
            return there, Outcome.UNCHANGED
    # a record read afresh, there a moment ago in this transaction: one read for comparing remembers its old rows
    instance = cast(Fingerprinted, kind.find(record))
    kind.write(record, instance, state)
    return instance, Outcome.CREATED if is_new else Outcome.CHANGED
