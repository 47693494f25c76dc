"""Wagtail's bulk actions on pages, without the titles of what a person may not know of.

Stock Wagtail lists by title the pages of a selection that one has no access to, "all of this folder" included.
"""

from __future__ import annotations

from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)

from .visibility import visible_in_admin


class Discreet:
    """Inherit before a `PageBulkAction`."""

    def get_actionable_objects(self):
        objects, others = super().get_actionable_objects()
        without = others["items_with_no_access"]
        known = visible_in_admin(self.request.user).filter(pk__in=[page.pk for page in without])
        known = set(known.values_list("pk", flat=True))
        return objects, {**others, "items_with_no_access": [page for page in without if page.pk in known]}


class DiscreetDelete(Discreet, DeleteBulkAction):
    pass


class DiscreetMove(Discreet, MoveBulkAction):
    pass


class DiscreetPublish(Discreet, PublishBulkAction):
    pass


class DiscreetUnpublish(Discreet, UnpublishBulkAction):
    pass


DISCREET = (DiscreetDelete, DiscreetMove, DiscreetPublish, DiscreetUnpublish)
