"""What is next for a session: the one thing its team should do now, by a rule that is read from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Revision

from core.numbers import display_number
from core.partial_dates import NotADateError, PartialDate

from .feedback import is_open
from .models import (
    AgendaItem,
    Feedback,
    Lesson,
    Registration,
    SessionDesk,
    SessionDocument,
    SessionInvitation,
    SessionPage,
)
from .personal_data import FEWEST
from .session_times import begins_at, day_of, ends_at

State = Registration.State
Status = SessionDesk.Status
Mode = SessionDesk.Registration
SOON = timedelta(days=7)


@dataclass(frozen=True)
class NextStep:
    """`code` for tests and styles; `url` is where it is done; `due`, by when, where there is a day."""

    code: str
    label: str
    url: str
    due: date | None = None


@dataclass
class SessionNumbers:
    """What is counted of a session. `draft` is what its newest draft says, where that is not public yet."""

    by_state: Counter = field(default_factory=Counter)
    unsaid: int = 0
    """With a place, and nobody has said whether they came."""
    invited: int = 0
    items: int = 0
    outputs: int = 0
    """Documents and lessons."""
    answers: int = 0
    """To the three questions after the session."""
    to_introduce: int = 0
    """Who wants what another offers, agrees to introductions, and has been asked about none."""
    draft: dict = field(default_factory=dict)

    @property
    def taken(self) -> int:
        return self.by_state[State.CONFIRMED] + self.by_state[State.OFFERED]

    @property
    def has_programme(self) -> bool:
        return bool(self.items or self.draft.get("agenda_items"))

    @property
    def has_outputs(self) -> bool:
        return bool(self.outputs)


def numbers_of(sessions: Iterable[SessionPage]) -> dict[int, SessionNumbers]:
    """Seven queries, however many sessions and registrations there are."""
    pages = {session.pk: session for session in sessions}
    found = {pk: SessionNumbers() for pk in pages}
    known = Registration.objects.filter(session__in=pages).order_by().values_list("session", "state", "attended")
    for pk, state, attended, number in known.annotate(number=Count("pk")):
        found[pk].by_state[state] += number
        found[pk].unsaid += number if state == State.CONFIRMED and attended is None else 0
    for model, name in ((AgendaItem, "items"), (Lesson, "outputs"), (SessionDocument, "outputs")):
        for pk, number in _counted(model.objects.filter(session__in=pages)):
            setattr(found[pk], name, getattr(found[pk], name) + number)
    for pk, number in _counted(SessionInvitation.objects.filter(session__in=pages, withdrawn=None)):
        found[pk].invited = number
    for pk, number in _counted(Feedback.objects.filter(session__in=pages)):
        found[pk].answers = number
    for pk, number in _counted(_to_introduce(pages)):
        found[pk].to_introduce = number
    drafts = [page.latest_revision_id for page in pages.values() if page.has_unpublished_changes or not page.live]
    for revision in Revision.objects.filter(pk__in=[pk for pk in drafts if pk]):
        found[int(revision.object_id)].draft = revision.content
    return found


def _counted(rows) -> list[tuple[int, int]]:
    return list(rows.order_by().values_list("session").annotate(Count("pk", distinct=True)))


def _to_introduce(sessions: Iterable[int]) -> QuerySet[Registration]:
    willing = Registration.objects.confirmed().of_people().filter(agrees_to_introductions=True)
    offering = willing.filter(session=OuterRef("session"), offers=OuterRef("wants")).exclude(pk=OuterRef("pk"))
    asked = {"introductions_as_learner": None, "introductions_as_giver": None}
    return willing.filter(Exists(offering), session__in=sessions, **asked)


def next_step(session: SessionPage, numbers: SessionNumbers, now: datetime | None = None) -> NextStep | None:
    """The first that applies; None for what is cancelled, or only has to be waited for.

    Before the session: what somebody waits for comes first (a new date, applications), then the page from the bottom
    up (date, programme, publication), then who comes. Behind it: attendance, what came out, and what people answered
    while they still do.
    """
    now, desk = now or timezone.now(), SessionDesk.of(session)
    if desk.status == Status.CANCELLED:
        return None
    if desk.status == Status.POSTPONED:
        return _after_postponing(session, now)
    ends = ends_at(session)
    if desk.status == Status.HELD or (ends and ends <= now):
        return _after(session, numbers)
    return _to_decide(session, numbers) or _of_the_page(session, numbers) or _of_the_people(session, desk, numbers, now)


def _after_postponing(session: SessionPage, now: datetime) -> NextStep:
    begins = begins_at(session)
    if begins is None or begins <= now:
        return NextStep("date", _("Set the new date"), edit_url(session))
    return NextStep("plan", _("Announce the new date"), reverse("desk_session", args=[session.pk]))


def _after(session: SessionPage, numbers: SessionNumbers) -> NextStep:
    """The last of these is sent (POST): it makes a draft."""
    if numbers.unsaid:
        words = ngettext(
            "Take attendance (%(number)s person)", "Take attendance (%(number)s people)", numbers.unsaid
        ) % {"number": display_number(numbers.unsaid)}
        return NextStep("attendance", words, reverse("session_attendance", args=[session.pk]))
    if not numbers.has_outputs:
        return NextStep("outputs", _("Publish documents and lessons learned"), edit_url(session))
    if numbers.answers >= FEWEST and is_open(session):
        words = ngettext(
            "Read the feedback (%(number)s answer)", "Read the feedback (%(number)s answers)", numbers.answers
        ) % {"number": display_number(numbers.answers)}
        return NextStep("feedback", words, reverse("session_feedback", args=[session.pk]))
    return NextStep("copy", _("Begin another session like this one"), reverse("desk_copy_session", args=[session.pk]))


def _to_decide(session: SessionPage, numbers: SessionNumbers) -> NextStep | None:
    applied = numbers.by_state[State.APPLIED]
    if not applied:
        return None
    words = ngettext("Decide %(number)s application", "Decide %(number)s applications", applied)
    address = f"{reverse('session_registrations', args=[session.pk])}?state={State.APPLIED}"
    return NextStep("applications", words % {"number": display_number(applied)}, address, day_of(session.starts))


def _of_the_page(session: SessionPage, numbers: SessionNumbers) -> NextStep | None:
    if begins_at(session) is None and not _day_in_draft(numbers.draft):
        return NextStep("date", _("Set the date"), edit_url(session))
    if not numbers.has_programme:
        return NextStep("programme", _("Write the programme"), edit_url(session))
    if not session.live:
        return NextStep("publish", _("Publish the page"), edit_url(session))
    return None


def _of_the_people(session: SessionPage, desk: SessionDesk, numbers: SessionNumbers, now: datetime) -> NextStep | None:
    if desk.registration == Mode.CLOSED:
        label = pgettext("a step", "Open registration")
        return NextStep("registration", label, reverse("session_settings", args=[session.pk]))
    if desk.registration == Mode.INVITATION and not numbers.invited:
        address = f"{reverse('session_registrations', args=[session.pk])}#invite"
        return NextStep("invite", _("Invite participants"), address)
    begins = begins_at(session)
    has_reminded = desk.reminded_week or desk.reminded_day
    if numbers.by_state[State.CONFIRMED] and begins and begins - now <= SOON and not has_reminded:
        return NextStep("remind", _("Remind participants"), reverse("session_write", args=[session.pk]), begins.date())
    if numbers.to_introduce:
        return NextStep("introduce", _("Introduce participants"), reverse("session_needs", args=[session.pk]))
    return None


def _day_in_draft(draft: dict) -> bool:
    try:
        return day_of(PartialDate.from_stored(draft.get("starts") or "")) is not None
    except NotADateError:
        return False


def edit_url(session: SessionPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[session.pk])
