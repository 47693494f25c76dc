"""The buttons under a page and the lines of its history, in words that say what happens to the text."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.log_actions import LogFormatter
from wagtail.models import WorkflowState

from .models import EditorialReviewTask


class SendForReview(SubmitForModerationMenuItem):
    def get_context_data(self, parent_context) -> dict[str, Any]:
        page = parent_context.get("page")
        state = page.current_workflow_state if page else None
        came_back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        label = _("Send again") if came_back else _("Send for review")
        return {**super().get_context_data(parent_context), "label": label}


class StopReview(CancelWorkflowMenuItem):
    """A link to a page that asks first: the review would begin again from its start."""

    label = gettext_lazy("Stop the review")
    template_name = "wagtailadmin/shared/action_menu/menu_item.html"

    def get_url(self, parent_context) -> str:
        return reverse("stop_review", args=[parent_context["page"].pk])


class ReadOnlyMenuItem(PageLockedMenuItem):
    """In the place of saving, where the page is locked because it is read: it does nothing."""

    template_name = "cities/admin/in_review.html"


INSTEAD = {"action-submit": SendForReview, "action-cancel-workflow": StopReview, "action-page-locked": ReadOnlyMenuItem}
LEFT_OUT = {"action-restart-workflow", "action-unpublish"}
"""To restart is to stop and to send: two buttons that say so. Unpublishing stands in the menu beside the title."""


def arrange_action_menu(menu_items: list, request, context: dict) -> None:
    """A reviewer's own buttons come next to saving; at the last check approving publishes, and one button is enough."""
    task = context["page"].current_workflow_task if context.get("page") else None
    reviewing = [item for item in menu_items if isinstance(item, WorkflowMenuItem)]
    is_final = bool(reviewing) and isinstance(task, EditorialReviewTask)
    left_out = LEFT_OUT | ({"action-publish"} if is_final else set())
    for item in reviewing:
        if item.name == "approve" and is_final:
            item.label = _("Approve and publish")
    kept = [item for item in menu_items if item not in reviewing and item.name not in left_out]
    kept = [INSTEAD[item.name](order=item.order) if item.name in INSTEAD else item for item in kept]
    kept.sort(key=lambda item: not isinstance(item, ReadOnlyMenuItem))  # first, never a button that takes the text back
    menu_items[:] = [*kept[:1], *reviewing, *kept[1:]]


class _ReviewFormatter(LogFormatter):
    """Wagtail keeps the English name of a task with the entry."""

    def _step(self, entry, key: str = "task") -> str:
        task = entry.data["workflow"].get(key)
        return _(task["title"]) if task else ""

    def format_comment(self, log_entry) -> str:
        return log_entry.data.get("comment", "")


class Sent(_ReviewFormatter):
    label = gettext_lazy("Review: sent")

    def format_message(self, log_entry) -> str:
        return _("Sent for review. Next: %(step)s") % {"step": self._step(log_entry, "next")}


class Approved(_ReviewFormatter):
    label = gettext_lazy("Review: approved")

    def format_message(self, log_entry) -> str:
        return _("%(step)s: approved") % {"step": self._step(log_entry)}


class Returned(_ReviewFormatter):
    label = gettext_lazy("Review: changes requested")

    def format_message(self, log_entry) -> str:
        return _("%(step)s: changes requested") % {"step": self._step(log_entry)}


class SentAgain(_ReviewFormatter):
    label = gettext_lazy("Review: sent again")

    def format_message(self, log_entry) -> str:
        return _("Sent again. Next: %(step)s") % {"step": self._step(log_entry)}


class Stopped(_ReviewFormatter):
    label = gettext_lazy("Review: stopped")

    def format_message(self, log_entry) -> str:
        return _("Review stopped at: %(step)s") % {"step": self._step(log_entry)}


ACTIONS = {"start": Sent, "approve": Approved, "reject": Returned, "resume": SentAgain, "cancel": Stopped}


def register_review_log_actions(actions) -> None:
    """In place of Wagtail's words for the same actions."""
    for name, formatter in ACTIONS.items():
        action = f"wagtail.workflow.{name}"
        actions.choices[:] = [choice for choice in actions.choices if choice[0] != action]
        actions.register_action(action)(formatter)
