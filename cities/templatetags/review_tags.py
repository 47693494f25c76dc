"""What stands above the form of a page that is in review, and the criteria wherever they are read."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from cities.criteria import CRITERIA
from cities.models import EditorialReviewTask
from cities.models.tasks import CheckTask
from cities.review_changes import changes_since_review

register = template.Library()


class ReadOnly:
    """The form of a locked page: its controls are shown, and take nothing."""

    def __init__(self, form_panel) -> None:
        self.form_panel = form_panel

    def __getattr__(self, name: str):
        return getattr(self.form_panel, name)

    def render_form_content(self) -> SafeString:
        return format_html('<fieldset class="read-only" disabled>{}</fieldset>', self.form_panel.render_form_content())


@register.filter
def read_only_if(form_panel, locked: bool):  # noqa: FBT001 (a filter's argument)
    return ReadOnly(form_panel) if locked else form_panel


@register.inclusion_tag("cities/_criteria.html")
def criteria() -> dict[str, Any]:
    return {"criteria": CRITERIA}


@register.inclusion_tag("cities/admin/review_box.html", takes_context=True)
def review_box(context) -> dict[str, Any]:
    """Where the page stands, what was asked, and what it is held to. Nothing for a page that is not in review."""
    page, state = context["page"], context.get("workflow_state")
    task_state = state.current_task_state if state else None
    task = task_state.task.specific if task_state else None
    if not isinstance(task, CheckTask):
        return {}
    came_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    if isinstance(task, EditorialReviewTask):
        heading = _("The editors have asked for changes") if came_back else _("With the editors")
    else:
        heading = _("The city’s focal point has asked for changes") if came_back else _("With the city’s focal points")
    return {
        "came_back": came_back,
        "heading": heading,
        "since": task_state.finished_at if came_back else task_state.started_at,
        "note": task_state.comment if came_back else "",
        "is_mine": not came_back and task.may_act(page, context["request"].user),
        "changes": changes_since_review(page, context["edit_handler"], context["request"]),
        "criteria_url": reverse("review_criteria"),
    }
