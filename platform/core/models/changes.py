"""What has changed since a process last looked: one number per change, written with the change itself."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """Its primary key is the number. `collection` empty: every collection; `subject_id` empty: all of its subjects."""

    collection = models.CharField(max_length=40, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
