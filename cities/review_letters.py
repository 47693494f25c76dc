"""Letters at each step of a review, to roles: a title and a link, never the draft's words.

Wagtail's own notifications are not in our four languages. Ours take the places that Wagtail's would have: a signal
keeps whoever connected first under a name, and this app is ready before wagtail.admin.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type
from wagtail.signals import (
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from accounts.models import User
from accounts.post import send
from core.languages import Wording
from core.scheduling import published_on_its_day

from .belonging import city_of, role_of
from .models import CityCheckTask
from .models.tasks import CheckTask


def connect() -> None:
    name = "{}_email_notification".format
    task_submitted.connect(notify_reviewers, TaskState, dispatch_uid=name("group_approval_task_submitted"))
    workflow_submitted.connect(notify_nobody_else, WorkflowState, dispatch_uid=name("workflow_state_submitted"))
    workflow_rejected.connect(notify_changes_requested, WorkflowState, dispatch_uid=name("workflow_state_rejected"))
    workflow_approved.connect(notify_published, WorkflowState, dispatch_uid=name("workflow_state_approved"))
    workflow_cancelled.connect(notify_review_stopped, WorkflowState, dispatch_uid="review_cancelled")
    page_unpublished.connect(notify_expired, dispatch_uid="page_expired")
    published_on_its_day.connect(notify_published_on_its_day, dispatch_uid="published_on_its_day")


def notify_reviewers(sender, instance: TaskState, user=None, **kwargs) -> None:
    """Those whose turn it is; nobody where the city check passes at once."""
    task, page = instance.task.specific, _page(instance.workflow_state)
    if not isinstance(task, CheckTask):
        return
    if isinstance(task, CityCheckTask):
        if not task.passes_at_once(page, user):
            _send("review_city_check", page, task.reviewers(page), user)
    else:
        _send("review_editors", page, task.reviewers(page), user)


def notify_nobody_else(sender, **kwargs) -> None:
    """Wagtail would write to every administrator. Whose turn it is knows already."""


def notify_changes_requested(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    page = _page(instance)
    _send("review_changes", page, _writers(instance, page), user)


def notify_published(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Or that it will be, on its day."""
    page = _page(instance)
    scheduled = page.scheduled_revision
    if scheduled is not None:
        moment = {"moment": scheduled.approved_go_live_at, "zone": timezone.get_current_timezone_name()}
        _send("review_scheduled", page, _writers(instance, page), user, **moment)
        return
    _send("review_published", page, _writers(instance, page), user)


def notify_published_on_its_day(sender, instance: Page, **kwargs) -> None:
    """To whom its last review would have written, had it been published at once."""
    review = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(), object_id=str(instance.pk)
    ).last()
    city = city_of(instance)
    readers = _writers(review, instance) if review else role_of(city) if city else ()
    _send("review_published", instance, readers, None)


def notify_review_stopped(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """An editor published without the rest of the review, or the review was stopped."""
    page = _page(instance)
    if page.live and page.live_revision_id == page.latest_revision_id:
        _send("review_published", page, _writers(instance, page), user)
        return
    asked = instance.current_task_state.task.specific if instance.current_task_state else None
    reviewers = asked.reviewers(page) if isinstance(asked, CheckTask) else ()
    _send("review_stopped", page, [*_writers(instance, page), *reviewers], user)


def _page(state: WorkflowState) -> Page:
    """As it is now: publishing has changed it since the state was read."""
    return Page.objects.get(pk=state.object_id).specific


def _writers(state: WorkflowState, page: Page) -> list[User]:
    """The city's role, and who sent the page, as long as they may write on it."""
    city, writer = city_of(page), state.requested_by
    readers = list(role_of(city)) if city else []
    if writer is not None and page.permissions_for_user(writer).can_edit():
        readers.append(writer)
    return readers


def notify_city(event: str, page: Page, actor: User | None, **context) -> None:
    """What an editor did to a page of a city, to the city's role; nobody where it belongs to no city."""
    city = city_of(page)
    if city is not None:
        _send(event, page, role_of(city), actor, **context)


def notify_unpublished(request, page: Page) -> None:
    """A hook of Wagtail's, after an editor has unpublished a page."""
    notify_city("page_unpublished", page.specific, request.user)


def notify_unpublished_in_bulk(request, action_type: str, objects: Iterable, action) -> None:
    """The same for many pages at once."""
    if action_type == "unpublish":
        for page in objects:
            notify_unpublished(request, page)


def notify_expired(sender, instance: Page, **kwargs) -> None:
    if instance.expired:
        notify_city("page_unpublished", instance.specific, None)


def _send(event: str, page: Page, readers: Iterable[User], actor: User | None, **context) -> None:
    """To everybody but the one who did it."""
    others = [reader for reader in readers if actor is None or reader.pk != actor.pk]
    title = Wording(page.draft_title or page.title, getattr(page, "language", "en"))
    send(event, others, page=page, title=title, city=city_of(page), **context)
