"""A city's practices and pilots as its desk lists them: where each stands, is it still true, what is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState, get_default_page_content_type

from cities.models import CityPage
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
class State:
    text: str
    tone: str = "none"
    icon: str = ""


@dataclass(frozen=True)
class DeskPage:
    """One line of the table. `fresh` is None where the question is not asked."""

    title: Wording
    kind: str
    state: State
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
    newest = _confirmations(practices)
    return [
        *(_practice(page, reviews.get(page.pk), newest.get(page.pk, (None, None))) for page in practices),
        *(_pilot(page, reviews.get(page.pk)) for page in pilots),
    ]


def _practice(page: PracticePage, review: str | None, newest: tuple) -> DeskPage:
    told = completeness(page)
    fresh = freshness(*newest) if page.live else None
    return _line(page, review, "", fresh, (told.written, told.of, told.missing))


def _pilot(page: PilotPage, review: str | None) -> DeskPage:
    written = sum(bool(getattr(page, name)) for name in PARTS_OF_A_PILOT)
    return _line(page, review, _("pilot"), None, (written, len(PARTS_OF_A_PILOT), []))


def _line(
    page: SubjectPage, review: str | None, kind: str, fresh: Freshness | None, parts: tuple[int, int, list[str]]
) -> DeskPage:
    written, of, missing = parts
    return DeskPage(
        title=Wording(page.draft_title, page.language),
        kind=kind,
        state=state_of(page, review),
        fresh=fresh,
        written=written,
        of=of,
        missing=missing,
        edit_url=edit_url(page),
        owner=page.owner_id,
        is_draft=not page.live and page.first_published_at is None,
        touched=page.latest_revision_created_at,
    )


@dataclass(frozen=True)
class DeskSession:
    """A session as its organisers find it on their desk."""

    pk: int
    title: Wording
    state: State
    when: str
    edit_url: str


def sessions_listed(sessions: Iterable[SessionPage]) -> list[DeskSession]:
    """Where each stands, with when it is or was. Two queries."""
    found = list(sessions)
    reviews = _reviews(found)
    return [
        DeskSession(
            pk=page.pk,
            title=Wording(page.draft_title, page.language),
            state=state_of(page, reviews.get(page.pk)),
            when=display_period(page.starts, page.ends),
            edit_url=edit_url(page),
        )
        for page in found
    ]


def isolated(text: str) -> str:
    """Inside a sentence that may run the other way: Unicode's first-strong isolate."""
    return f"\u2068{text}\u2069"


def edit_url(page: SubjectPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def state_of(page: SubjectPage, review: str | None) -> State:
    """`review`: the status of the review it is in, if any."""
    if review == WorkflowState.STATUS_NEEDS_CHANGES:
        return State(_("Changes requested"), "due", "warn")
    if review:
        return State(_("Published; draft in review") if page.live else _("In review"), "wait", "clock")
    if page.live and page.has_unpublished_changes:
        return State(_("Published, and a draft"), "wait", "pen")
    if page.live:
        return State(_("Published"), "ok", "check")
    return State(_("Draft") if page.first_published_at is None else _("Taken offline"), "none", "pen")


def _reviews(pages: Iterable[SubjectPage]) -> dict[int, str]:
    found = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id__in=[str(page.pk) for page in pages]
    )
    return {int(key): status for key, status in found.values_list("object_id", "status")}


def _confirmations(pages: list[PracticePage]) -> dict[int, tuple]:
    """The newest last, so that it counts."""
    found = Confirmation.objects.filter(practice__in=pages).order_by("on", "pk")
    return {practice: (answer, on) for practice, answer, on in found.values_list("practice_id", "answer", "on")}
