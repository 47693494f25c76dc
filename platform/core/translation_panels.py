"""How the form of a translation looks: each field beside the original's text, and what changed in it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import cached_property, lazy
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import compare
from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList, Panel, PanelGroup, TabbedInterface

from core import languages
from core.originals import OriginalText
from core.page_form import schedule_panel

STYLES = forms.Media(css={"all": ["css/translating.css"]})


class AboutOriginal(Panel):
    """What is translated, whether it changed since, and the tick that says that this was seen."""

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["checked", "versions"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/admin/about_original.html"
        media = STYLES

        def get_context_data(self, parent_context=None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            shown = [name for name in ("checked", "versions") if name in self.form.fields]
            fields = {name: self.form[name] for name in shown}
            chosen = self.instance.language if self.instance.pk else ""  # else there is a field for it
            into = {"language": chosen, "language_name": languages.OWN_NAMES.get(chosen, "")}
            return {**context, **fields, **into, "original": self.form.original, "address": self._address()}

        def _address(self) -> str:
            """Where anybody reads the original in its own language; none while it is a draft."""
            subject = self.form.original.subject
            with translation.override(subject.language):
                return (subject.get_url(self.request) or "") if subject.live else ""


class BesideOriginal(FieldPanel):
    """A field with the original's text beside it, readable and in its own language and direction."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "core/admin/beside_original.html"

        def original_text(self) -> OriginalText:
            return self.form.original.text(self.panel.db_field, self.panel.get_comparison_class())

        def get_context_data(self, parent_context=None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "original": self.original_text()}


class RowBesideOriginal(BesideOriginal):
    """One text of a row. The form makes its field; comments belong to the fields of the page itself."""

    class BoundPanel(BesideOriginal.BoundPanel):
        def original_text(self) -> OriginalText:
            return self.form.original.text_of_row(*self.form.row_fields[self.field_name])


class BlockBesideOriginal(BesideOriginal):
    """One text of a block of the body."""

    class BoundPanel(BesideOriginal.BoundPanel):
        def original_text(self) -> OriginalText:
            return self.form.original.text_of_block(self.form.block_fields[self.field_name])


class ManyBesideOriginal(PanelGroup):
    """Fields that are as many as the original has, made by the form."""

    child: type[BesideOriginal]

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "wagtailadmin/panels/multi_field_panel.html"

        def names(self) -> Iterable[str]:
            """Of the form's fields that stand here; a kind of panel says which."""
            return ()

        @cached_property
        def children(self) -> list:
            names = self.names() if self.form is not None else ()
            panels = [self.panel.child(name, disable_comments=True).bind_to_model(self.panel.model) for name in names]
            given = {"instance": self.instance, "request": self.request, "form": self.form}
            return [panel.get_bound_panel(**given, prefix=f"{self.prefix}-{panel.field_name}") for panel in panels]


class RowsBesideOriginal(ManyBesideOriginal):
    """The words of rows."""

    child = RowBesideOriginal

    class BoundPanel(ManyBesideOriginal.BoundPanel):
        def names(self) -> Iterable[str]:
            return [name for name in self.form.row_fields if name in self.form.fields]

        def get_comparison(self) -> list:
            return [partial(RowWordsComparison, self.panel.model._meta.get_field("row_words"))]


class BodyBesideOriginal(ManyBesideOriginal):
    """The words of the body's blocks."""

    child = BlockBesideOriginal

    class BoundPanel(ManyBesideOriginal.BoundPanel):
        def names(self) -> Iterable[str]:
            return [name for name in self.form.block_fields if name in self.form.fields]

        def get_comparison(self) -> list:
            body = self.panel.model._meta.get_field("body")
            return [partial(compare.comparison_class_registry.get(body), body)]


class RowWordsComparison(compare.FieldComparison):
    """For Wagtail's comparison of two revisions: which words of which row changed."""

    def field_label(self) -> str:
        return str(ROWS)

    def htmldiff(self) -> SafeString:
        keys = dict.fromkeys((row, part) for words in (self.val_a, self.val_b) for row in words for part in words[row])
        pairs = [tuple(words.get(row, {}).get(part, "") for words in (self.val_a, self.val_b)) for row, part in keys]
        return format_html_join("", "<p>{}</p>", ((compare.diff_text(*pair).to_html(),) for pair in pairs))


class TranslationEditor(TabbedInterface):
    """One tab."""

    class BoundPanel(TabbedInterface.BoundPanel):
        def render_missing_fields(self) -> SafeString:
            """None: those of the rows, which Wagtail does not know of, stand in their panel."""
            return mark_safe("")


ROWS = _("Figures and lists")


def editor_beside_original(panels: Iterable[Panel]) -> TranslationEditor:
    """The form for the fields that `panels` name, whatever groups they stand in."""
    names = [name for name in _field_names(panels) if name != "language"]
    beside = [
        AboutOriginal(heading=_("Original")),
        FieldPanel("language", widget=forms.Select, disable_comments=True),
        *(BesideOriginal(name) for name in names if name != "body"),
        *([BodyBesideOriginal(heading=lazy(capfirst, str)(_("more")))] if "body" in names else []),
        RowsBesideOriginal(heading=ROWS),
        schedule_panel(),
        CommentPanel(),
    ]
    return TranslationEditor([ObjectList(beside, heading=pgettext_lazy("of a page", "Words"))])


def _field_names(panels: Iterable[Panel | str]) -> Iterator[str]:
    for panel in panels:
        if isinstance(panel, PanelGroup):
            yield from _field_names(panel.children)
        else:
            yield getattr(panel, "field_name", None) or str(panel)
