"""Which writes are changes: rooms name the models whose rows the facets are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_unpublished, post_page_move

from .changes import note, note_all

BOOKKEEPING = {"latest_revision", "draft_title", "has_unpublished_changes", "latest_revision_created_at"}
_subjects: dict[str, set[type[Model]]] = defaultdict(set)


def watch(collection: str, model: type[Model], subject: Callable[[Any], int | None]) -> None:
    """A row of `model` speaks for one subject, whose key `subject` takes from it.

    Saving is the event and not Wagtail's `page_published`, which comes only once the page is committed: the number
    must be in the same transaction. Moving and unpublishing may save the page as a bare `Page`: there we take
    Wagtail's word. Fixtures are no events: who loads one restarts the processes.
    """

    def changed(sender, instance, update_fields=None, raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
        number = None if raw else subject(instance)
        if number is not None and not _is_bookkeeping(update_fields):
            note(collection, number)

    def moved(sender, instance, **kwargs) -> None:
        if instance.specific_class is model:
            changed(sender, instance.specific)

    _subjects[collection].add(model)
    for signal in (post_save, post_delete, page_unpublished):
        signal.connect(changed, sender=model, weak=False, dispatch_uid=("change", collection, model))
    post_page_move.connect(moved, weak=False, dispatch_uid=("change", collection, model))


def watch_vocabulary(collection: str, *models: type[Model]) -> None:
    """A row of these says something about many subjects, or about how a value is called.

    So does a page that moves, unless it is a subject itself: it takes what hangs under it along in the tree, and may
    push its neighbours.
    """

    def changed(sender, update_fields=None, action="post", raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
        if action.startswith("post") and not raw and not _is_bookkeeping(update_fields):
            note_all(collection)

    def moved(sender, instance, **kwargs) -> None:
        if instance.specific_class not in _subjects[collection]:
            note_all(collection)

    for model in models:
        # Rows of a table between two models are deleted at once, unless somebody listens to each.
        events = (m2m_changed,) if model._meta.auto_created else (post_save, post_delete, page_unpublished, m2m_changed)
        for signal in events:
            signal.connect(changed, sender=model, weak=False, dispatch_uid=("change", collection, model))
    post_page_move.connect(moved, weak=False, dispatch_uid=("change", collection, "tree"))


def _is_bookkeeping(update_fields: Iterable[str] | None) -> bool:
    """Saving a draft writes a little on the live page too."""
    return bool(update_fields and BOOKKEEPING.issuperset(update_fields))
