"""What is the editors' own in a page's form: private notes, and how the programme classifies a text.

Whoever lacks the permission neither sees it (in form, comparison and comments) nor changes it (by a form made by hand,
or by going back to an older version): `core.page_form` holds the second half.
"""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, InlinePanel

EDITORIAL = "wagtailcore.publish_page"
"""Held by the editors' group (accounts.roles), not by whoever publishes in one section only."""


def editorial(field_name: str, **kwargs) -> FieldPanel:
    """A field for editors only. No comments: those would be read by all who write on the page."""
    return FieldPanel(field_name, permission=EDITORIAL, disable_comments=True, **kwargs)


class EditorialRows(InlinePanel):
    """Rows for editors only. Name the relation in the page's `editorial_rows` too, for the form."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs) -> None:
            request = kwargs["request"]
            self.is_permitted = request is None or request.user.has_perm(EDITORIAL)
            super().__init__(**kwargs if self.is_permitted else {**kwargs, "form": None})

        def is_shown(self) -> bool:
            return self.is_permitted and super().is_shown()

        def get_comparison(self) -> list:
            return super().get_comparison() if self.is_permitted else []
