"""Wagtail's bulk actions, without the titles of what a person may not know of.

Stock Wagtail lists by title those of a selection that one has no access to, "all of this folder" included.
"""

from __future__ import annotations

from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages import bulk_actions as of_pages
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images
from wagtail.models import Page

from .visibility import files_visible_in_admin, visible_in_admin

STOCK = (
    of_pages.DeleteBulkAction,
    of_pages.MoveBulkAction,
    of_pages.PublishBulkAction,
    of_pages.UnpublishBulkAction,
    of_images.AddTagsBulkAction,
    of_images.AddToCollectionBulkAction,
    of_images.DeleteBulkAction,
    of_documents.AddTagsBulkAction,
    of_documents.AddToCollectionBulkAction,
    of_documents.DeleteBulkAction,
)


class Discreet:
    """Inherit before a bulk action: what one may not know of is left out of the selection without a word."""

    def get_actionable_objects(self):
        objects, others = super().get_actionable_objects()
        without = others["items_with_no_access"]
        user = self.request.user
        known = visible_in_admin(user) if self.model is Page else files_visible_in_admin(user, self.model)
        keys = set(known.filter(pk__in=[one.pk for one in without]).values_list("pk", flat=True))
        return objects, {**others, "items_with_no_access": [one for one in without if one.pk in keys]}


def discreet(action: type[BulkAction]) -> type[BulkAction]:
    return type(f"Discreet{action.__name__}", (Discreet, action), {"__module__": __name__})


DISCREET = tuple(discreet(action) for action in STOCK)
