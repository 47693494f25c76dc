"""What is still missing, shown above the form and kept true while one writes."""

from __future__ import annotations

from wagtail.admin.panels import Panel

from .completeness import label_of, lacking, parts_of


class ChecklistPanel(Panel):
    """The parts of one `depth`, written or not. Without a script it shows what was saved."""

    def __init__(self, depth: str, intro: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.depth = depth
        self.intro = intro

    def clone_kwargs(self) -> dict:
        return {**super().clone_kwargs(), "depth": self.depth, "intro": self.intro}

    @property
    def clean_name(self) -> str:
        return f"checklist-{self.depth}"

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/checklist.html"

        def get_context_data(self, parent_context=None) -> dict:
            page, depth = self.instance, self.panel.depth
            missing = lacking(page, depth)
            parts = [
                {"name": name, "label": label_of(page, name), "is_written": name not in missing}
                for name in parts_of(page, depth)
            ]
            context = super().get_context_data(parent_context)
            return {**context, "intro": self.panel.intro, "parts": parts, "written": len(parts) - len(missing)}
