"""Which pages are in review, read in a number of queries that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type

from accounts.roles import Role, holds
from cities.tree import city_path
from core.languages import Wording
from core.permissions import tree_policy

from .belonging import cities_of, cities_spoken_for
from .models.cities import CityPage
from .models.people import Membership


@dataclass(frozen=True)
class PageInReview:
    """A page at one step of its review, since a day. `note` is what the last reviewer asked for."""

    state_id: int
    page: Page
    title: Wording
    city: CityPage | None
    since: date
    note: str = ""
    requested_by_id: int | None = None


def city_checks_for(user) -> list[PageInReview]:
    """What waits for a focal point; for an editor, what waits for the focal points of a city that has none left."""
    is_editor = holds(user, Role.EDITOR)
    if not (is_editor or cities_spoken_for(user)):
        return []
    checks = _in_review(_open().filter(task__citychecktask__isnull=False))
    focal_points: dict[int, set[int]] = defaultdict(set)
    focal = Membership.objects.current().focal_points()
    of_cities = focal.filter(city__in={check.city.pk for check in checks if check.city})
    for city, person in of_cities.values_list("city", "user"):
        focal_points[city].add(person)

    def may_act(check: PageInReview) -> bool:
        of_city = focal_points[check.city.pk] if check.city else set()
        return user.pk in of_city or (is_editor and not of_city) or user.is_superuser

    return [check for check in checks if may_act(check)]


def editorial_reviews_for(user) -> list[PageInReview]:
    if not holds(user, Role.EDITOR):
        return []
    return _in_review(_open().filter(task__editorialreviewtask__isnull=False))


def changes_requested_of(user) -> list[PageInReview]:
    """Pages of the person's cities that came back, and those that the person sent and may still write on."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, base_content_type=get_default_page_content_type()
    )
    came_back = _in_review(TaskState.objects.filter(pk__in=states.values("current_task_state")))
    paths = tuple(city.path for city in cities_of(user))
    sent = {one.page.pk for one in came_back if one.requested_by_id == user.pk}
    editable = tree_policy().instances_user_has_any_permission_for(user, {"add", "change"}).filter(pk__in=sent)
    still = set(editable.values_list("pk", flat=True)) if sent else set()
    return [one for one in came_back if (paths and one.page.path.startswith(paths)) or one.page.pk in still]


def _open() -> QuerySet[TaskState]:
    return TaskState.objects.filter(
        task__active=True,
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=get_default_page_content_type(),
    )


def _in_review(states: QuerySet[TaskState]) -> list[PageInReview]:
    """Oldest first."""
    states = states.select_related("workflow_state").annotate(language=F("revision__content__language"))
    states = list(states.order_by("started_at", "pk"))
    pages = Page.objects.in_bulk([int(state.workflow_state.object_id) for state in states])
    paths = {city_path(page.path) for page in pages.values()}
    cities = {city.path: city for city in CityPage.objects.filter(path__in=paths)}
    found = [(state, pages.get(int(state.workflow_state.object_id))) for state in states]
    return [
        PageInReview(
            state_id=state.pk,
            page=page,
            title=Wording(page.draft_title, state.language or settings.LANGUAGE_CODE),
            city=cities.get(city_path(page.path)),
            since=timezone.localdate(state.finished_at or state.started_at),
            note=state.comment,
            requested_by_id=state.workflow_state.requested_by_id,
        )
        for state, page in found
        if page is not None
    ]
