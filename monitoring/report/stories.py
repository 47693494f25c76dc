"""What a report tells beside numbers: what was learned, and what cities took up from each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.languages import Wording
from core.partial_dates import PartialDate, display_period
from core.templatetags.core_tags import row_words
from learning.models import SessionPage
from monitoring.models import Evaluation
from practices.city_transfers import transfers_at
from practices.courses import Course, courses
from practices.models import Transfer

from .scope import Scope, pilots_of


@dataclass(frozen=True)
class LessonGroup:
    """What one evaluation or one session taught. `above` says which of the two, `when` its date."""

    above: str
    title: Wording
    when: str
    lessons: list[Wording]


@dataclass(frozen=True)
class Told:
    """A transfer; `basis` is how it is known, which it is drawn by too."""

    course: Course
    basis: str
    since: str


# --- lessons ----------------------------------------------------------------------------------------------------
def lessons_of(scope: Scope, starts: date, ends: date) -> list[LessonGroup]:
    """Of published evaluations, and of sessions, in these days."""
    evaluations = _evaluations(scope).filter(on__gte=starts, on__lte=ends).exclude(lessons="")
    titles = {member.pk: member.title for member in scope.members}
    groups = [_of_evaluation(one, titles.get(one.page_id, scope.title)) for one in evaluations.order_by("on", "pk")]
    return groups + [_of_session(session, scope) for session in _sessions(scope, starts, ends)]


def _evaluations(scope: Scope) -> QuerySet[Evaluation]:
    about = Q(phase=scope.phase) if scope.phase else Q(page=scope.page.pk)
    if scope.members:
        about |= Q(page__in=[member.pk for member in scope.members])
    return Evaluation.objects.public().filter(about)


def _of_evaluation(evaluation: Evaluation, title: Wording) -> LessonGroup:
    said = {"by": evaluation.get_by_display(), "when": evaluation.get_timing_display()}
    return LessonGroup(
        above=_("Evaluation %(by)s, %(when)s") % said,
        title=title,
        when=date_format(evaluation.on),
        lessons=[Wording(evaluation.lessons, evaluation.language)],
    )


def _sessions(scope: Scope, starts: date, ends: date) -> list[SessionPage]:
    """Of the phase, or in which the city said something. A date of which only the year is known may lie within."""
    if scope.pilot:
        return []
    of = {"phase": scope.phase} if scope.phase else {"lessons__city": scope.city}
    began = SessionPage.objects.live().filter(**of, lessons__isnull=False).distinct()
    began = began.filter(starts__gte=str(starts.year - 1), starts__lte=ends.isoformat())
    found = began.order_by("starts", "pk").with_words().prefetch_related("lessons")
    return [session for session in found if _lies_within(session.starts, session.ends, starts, ends)]


def _lies_within(first: PartialDate | None, last: PartialDate | None, starts: date, ends: date) -> bool:
    """Whether something that began on `first` and ended on `last` may have been in these days."""
    began, ended = first and first.first_day(), (last or first) and (last or first).last_day()
    return bool(began and ended) and began <= ends and ended >= starts


def _of_session(session: SessionPage, scope: Scope) -> LessonGroup:
    words = session.words
    lessons = [one for one in session.lessons.all() if not scope.city or one.city_id == scope.city.pk]
    return LessonGroup(
        above=_("Session"),
        title=Wording(words.title, words.language),
        when=display_period(session.starts, session.ends),
        lessons=[row_words(words, lesson, "text") for lesson in lessons],
    )


# --- transfers --------------------------------------------------------------------------------------------------
def transfers_of(scope: Scope, starts: date, ends: date) -> list[Told]:
    """Public ones in these days, or without a date: confirmed first, then documented, then reported."""
    order = list(Transfer.Basis)
    found = [course for course in courses(_transfers(scope)) if _may_be_of(course.transfer.since, starts, ends)]
    return [_told(course) for course in sorted(found, key=lambda one: -order.index(one.transfer.basis))]


def _transfers(scope: Scope) -> QuerySet[Transfer]:
    """A transfer names no phase: it belongs to one by the session it came from, or the pilot that tries it out."""
    if scope.city:
        return transfers_at(scope.city).distinct()
    if scope.pilot:
        return Transfer.objects.public().filter(pilots=scope.pilot)
    came = Q(sessions__session__in=_keys(SessionPage.objects.live().filter(phase=scope.phase)))
    tried = Q(pilots__in=_keys(pilots_of(scope.phase)))
    return Transfer.objects.public().filter(came | tried).distinct()


def _keys(pages: QuerySet) -> Iterable:
    return pages.order_by().values("pk")


def _may_be_of(since: PartialDate | None, starts: date, ends: date) -> bool:
    return since is None or not since.first_day() or _lies_within(since, since, starts, ends)


def _told(course: Course) -> Told:
    return Told(course, course.transfer.basis, display_period(course.transfer.since, None))
