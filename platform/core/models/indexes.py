"""Pages that own nothing: they look at what hangs elsewhere, and their titles are interface words."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .permitted import Permitted
from .revisions import KeptRevisions


class IndexPage(Permitted, KeptRevisions, Page):
    """An index: its heading is an interface word (`heading`), never a word of the database."""

    heading = ""
    max_count = 1
    content_panels = [FieldPanel("title")]
    promote_panels = [FieldPanel("slug")]
    settings_panels = []

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "heading": self.heading}
