"""What the daily work remembers of itself."""

from __future__ import annotations

from django.db import models


class LastRun(models.Model):
    """One row: when work that was due was done last, and since when the clock is doubted (core.due)."""

    done = models.DateTimeField()
    doubted = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
