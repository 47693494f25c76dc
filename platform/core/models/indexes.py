"""Pages that own nothing: they look at what hangs elsewhere, and their titles are interface words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from .permitted import Permitted
from .presented import Presented
from .revisions import KeptRevisions

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class IndexPage(Permitted, Presented, KeptRevisions, Page):
    """An index: its heading is an interface word (`heading`), never a word of the database."""

    heading: StrOrPromise = ""
    max_count = 1
    content_panels = [FieldPanel("title")]
    promote_panels = [FieldPanel("slug")]
    settings_panels: list[Panel] = []

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = {**super().get_context(request, *args, **kwargs), "heading": self.heading}
        return self.present(request, context)
