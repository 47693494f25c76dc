"""Files that somebody judged together with something else stay as they were judged: see `FixedFileMixin`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image

from core import hosts

Reason = Callable[[Document | Image], bool]
REASONS: list[Reason] = []


def register_reason_to_stay(reason: Reason) -> Reason:
    """For a room whose records show files that are judged with them."""
    REASONS.append(reason)
    return reason


class FixedFileMixin(hosts.ModelForm):
    """For the form of a file in the editors' interface. `judged` are the fields that were read by whoever judged it."""

    judged: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        changed = [name for name in self.judged if name in self.changed_data]
        if changed and self.instance.pk and any(reason(self.instance) for reason in REASONS):
            why = _(
                "This document was assessed as it is, together with a number. Correct that "
                "number, and send another file with it."
            )
            for name in changed:
                self.add_error(name, why)
        return given
