"""A city's practices and pilots as its desk lists them: where each stands, is it still true, what is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import WorkflowState, get_default_page_content_type

from cities.models import CityPage
from core.display import Sign
from core.languages import Wording
from core.models import SubjectPage
from core.partial_dates import display_period
from learning.models import SessionPage
from pilots.models import PilotPage
from practices.completeness import completeness
from practices.freshness import Freshness, freshness
from practices.models import Confirmation, PracticePage

LAST_TOUCHED = F("latest_revision_created_at").desc(nulls_last=True)
PARTS_OF_A_PILOT = ("intro", "objective", "activities", "outcomes")


@dataclass(frozen=True)
class DeskPage:
    """One line of the table. `fresh` is None where the question is not asked."""

    title: Wording
    kind: str
    state: Sign
    fresh: Freshness | None
    written: int
    of: int
    missing: list[str]
    edit_url: str
    owner: int | None
    is_draft: bool
    touched: datetime | None


def pages_of(city: CityPage) -> list[DeskPage]:
    """Practices, then pilots; the one touched last first. Six queries, however many there are."""
    practices = PracticePage.objects.child_of(city).defer("body", "row_words").order_by(LAST_TOUCHED, "-pk")
    practices = list(practices.prefetch_related("themes", "target_groups"))
    pilots = list(PilotPage.objects.child_of(city).defer("body", "row_words").order_by(LAST_TOUCHED, "-pk"))
    reviews = _reviews([*practices, *pilots])
    confirmations = Confirmation.objects.filter(practice__in=practices).order_by("on", "pk")
    newest = {  # the last counts
        practice: (answer, on) for practice, answer, on in confirmations.values_list("practice_id", "answer", "on")
    }

    def desk_page(page: PracticePage | PilotPage, **facts: Any) -> DeskPage:
        return DeskPage(
            title=Wording(page.draft_title, page.language),
            state=state_sign(page, reviews.get(page.pk)),
            edit_url=edit_url(page),
            owner=page.owner_id,
            is_draft=not page.live and page.first_published_at is None,
            touched=page.latest_revision_created_at,
            **facts,
        )

    found = []
    for page in practices:
        complete = completeness(page)
        fresh = freshness(*newest.get(page.pk, (None, None))) if page.live else None
        parts = {"written": complete.written, "of": complete.of, "missing": complete.missing}
        found.append(desk_page(page, kind="", fresh=fresh, **parts))
    for page in pilots:
        written = sum(bool(getattr(page, name)) for name in PARTS_OF_A_PILOT)
        parts = {"written": written, "of": len(PARTS_OF_A_PILOT), "missing": []}
        found.append(desk_page(page, kind=_("pilot"), fresh=None, **parts))
    return found


@dataclass(frozen=True)
class DeskSession:
    """A session as its organisers find it on their desk."""

    pk: int
    title: Wording
    state: Sign
    when: str
    edit_url: str


def desk_sessions(sessions: Iterable[SessionPage]) -> list[DeskSession]:
    """Where each stands, with when it is or was. Two queries."""
    found = list(sessions)
    reviews = _reviews(found)
    return [
        DeskSession(
            pk=page.pk,
            title=Wording(page.draft_title, page.language),
            state=state_sign(page, reviews.get(page.pk)),
            when=display_period(page.starts, page.ends),
            edit_url=edit_url(page),
        )
        for page in found
    ]


def edit_url(page: SubjectPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def state_sign(page: SubjectPage, review: str | None) -> Sign:
    """`review`: the status of the review it is in, if any."""
    if review == WorkflowState.STATUS_NEEDS_CHANGES:
        return Sign(_("Changes requested"), "warn", "due")
    if review:
        return Sign(pgettext("a page", "Published; draft in review") if page.live else _("In review"), "clock", "wait")
    if page.live and page.has_unpublished_changes:
        return Sign(pgettext("a page", "Published, and a draft"), "pen", "wait")
    if page.live:
        return Sign(pgettext("a page", "Published"), "check", "ok")
    return Sign(_("Draft") if page.first_published_at is None else pgettext("a page", "Taken offline"), "pen", "none")


def _reviews(pages: Iterable[SubjectPage]) -> dict[int, str]:
    found = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id__in=[str(page.pk) for page in pages]
    )
    return {int(key): status for key, status in found.values_list("object_id", "status")}
