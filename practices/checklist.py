"""What is still missing, shown above the form and kept true while one writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.admin.panels import Panel

from .completeness import is_written, label_of, parts_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


@dataclass(frozen=True)
class ChecklistItem:
    name: str
    """Of the field."""
    label: str
    is_written: bool


class ChecklistPanel(Panel):
    """The parts of one `depth`, written or not. Without a script it shows what was saved."""

    def __init__(self, depth: str, intro: StrOrPromise, **kwargs) -> None:
        super().__init__(**kwargs)
        self.depth = depth
        self.intro = intro

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "depth": self.depth, "intro": self.intro}

    @property
    def clean_name(self) -> str:
        return f"checklist-{self.depth}"

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/checklist.html"

        def get_context_data(self, parent_context=None) -> dict[str, Any]:
            page = self.instance
            parts = [
                ChecklistItem(name, label_of(page, name), is_written=is_written(page, name))
                for name in parts_of(page, self.panel.depth)
            ]
            context = super().get_context_data(parent_context)
            written = sum(part.is_written for part in parts)
            return {**context, "intro": self.panel.intro, "parts": parts, "written": written}
