"""The term list in the editors' interface, among the vocabularies."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.editorial import editorial
from core.languages import CODES
from core.newer_version import RecordViewSet
from core.wagtail_hooks import VocabularyGroup
from core.word_lists import LINES

from .models import SearchTerm

WORDS = [f"words_{code}" for code in CODES]


class SearchTermViewSet(RecordViewSet):
    model = SearchTerm
    icon = "search"
    list_display = WORDS
    search_fields = WORDS
    panels = [
        *(FieldPanel(name, widget=AdminAutoHeightTextInput(attrs=LINES)) for name in WORDS),
        FieldPanel("source"),
        editorial("editor_note"),
    ]


VocabularyGroup.items.append(SearchTermViewSet)
