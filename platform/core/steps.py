"""A step in the life of a record: taken by one of two people who click at the same time, and kept in Wagtail's log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry


def take_step(
    record: Model,
    *,
    among: QuerySet,
    refusal: Callable[[Any], str],
    action: str,
    by,
    data: dict | None = None,
    **changed,
) -> None:
    """Changes the record and logs `action`, if it is `among` those that the step can be taken from.

    One conditional update: whoever comes second gets a ValidationError with the `refusal`, which says how the record
    stands by now.
    """
    if not among.filter(pk=record.pk).update(**changed):
        raise ValidationError(refusal(record))
    log_step(record, action, by=by, data=data)
    record.refresh_from_db()


def log_step(record: Model, action: str, *, by, data: dict | None = None, deleted: bool = False) -> None:
    """The title is not what the record is about: the log of the site is read by people who may not know of a draft."""
    title = f"{record._meta.verbose_name} {record.pk}"
    log(instance=record, action=action, user=by, data=data or {}, title=title, deleted=deleted)


def history_of(record: Model) -> QuerySet[ModelLogEntry]:
    """Every step, the newest first."""
    return ModelLogEntry.objects.for_instance(record).select_related("user").order_by("-timestamp", "-pk")
