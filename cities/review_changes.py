"""What a text says otherwise than when it was last read: for who reviews it again, and for who changes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, get_default_page_content_type

READ = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True)
class Changes:
    """`parts`: Wagtail's comparisons of fields, each with `field_label` and `htmldiff`; `url`: all of it."""

    parts: list
    url: str
    since_public: bool
    """Against what is public, where nobody has read it in a review yet."""


def changes_since_review(page: Page, edit_handler, request: HttpRequest) -> Changes | None:
    """None where nobody has read it before, and it was never public."""
    read = _last_read(page)
    before, after = read or page.live_revision, page.latest_revision
    if before is None or after is None:
        return None
    versions = before.as_object(), after.as_object()
    panel = edit_handler.panel.get_bound_panel(instance=page, request=request, form=None)
    compared = [compare(*versions) for compare in panel.get_comparison()]
    return Changes(
        parts=[one for one in compared if one.has_changed()],
        url=reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk]),
        since_public=read is None,
    )


def _last_read(page: Page) -> Revision | None:
    """The version that a person judged last. The check that passes by itself judges nothing."""
    reviews = Q(workflow_state__base_content_type=get_default_page_content_type(), workflow_state__object_id=page.pk)
    read = TaskState.objects.filter(reviews, status__in=READ, revision__isnull=False)
    by_itself = Q(status=TaskState.STATUS_APPROVED) & ~Q(comment="")
    state = read.exclude(by_itself).select_related("revision").order_by("-finished_at", "-pk").first()
    return state.revision if state else None
