"""What the loader keeps on whatever it loads, page or record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import LongTextField


class Fingerprinted(models.Model):
    """Remembers what was loaded, so that a second loading changes nothing and overwrites nobody."""

    loaded_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Loaded(Fingerprinted):
    """Where a record came from: its id in the programme's files, and what an editor should know of it."""

    programme_id = models.CharField(
        _("programme id"), max_length=120, unique=True, null=True, blank=True, editable=False
    )
    editor_note = LongTextField(
        _("editor's note"),
        blank=True,
        help_text=_("How sure we are, which sources disagree, what was inferred. Never public."),
    )

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Sources of a record that is no page: a list of `{"label": str, "url": str}`, shown where the record is."""

    sources = models.JSONField(_("sources"), default=list, blank=True)

    class Meta:
        abstract = True
