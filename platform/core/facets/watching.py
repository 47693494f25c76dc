"""Which writes are changes: rooms name the models whose rows the facets are read from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_unpublished, post_page_move

from .changes import note, note_all

BOOKKEEPING = {"latest_revision", "draft_title", "has_unpublished_changes", "latest_revision_created_at"}


def watch(collection: str, model: type[Model], subject: Callable[[Any], int | None]) -> None:
    """A row of `model` speaks for one subject, whose key `subject` takes from it.

    Saving is the event and not Wagtail's `page_published`, which comes only once the page is committed: the number
    must be in the same transaction. Moving and unpublishing may save the page as a bare `Page`: there we take
    Wagtail's word.
    """

    def changed(sender, instance, update_fields=None, **kwargs) -> None:
        number = subject(instance)
        if number is not None and not (update_fields and BOOKKEEPING.issuperset(update_fields)):
            note(collection, number)

    def moved(sender, instance, **kwargs) -> None:
        if instance.specific_class and issubclass(instance.specific_class, model):
            changed(sender, instance.specific)

    for signal in (post_save, post_delete, page_unpublished):
        signal.connect(changed, sender=model, weak=False, dispatch_uid=("facets", collection, model))
    post_page_move.connect(moved, weak=False, dispatch_uid=("facets", collection, model))


def watch_vocabulary(collection: str, *models: type[Model]) -> None:
    """A row of these says something about many subjects, or about how a value is called."""

    def changed(sender, update_fields=None, action="post", **kwargs) -> None:
        if action.startswith("post") and not (update_fields and BOOKKEEPING.issuperset(update_fields)):
            note_all(collection)

    for model in models:
        for signal in (post_save, post_delete, page_unpublished):
            signal.connect(changed, sender=model, weak=False, dispatch_uid=("facets", collection, model))
        m2m_changed.connect(changed, sender=model, weak=False, dispatch_uid=("facets", collection, model))
