"""What was learned: lessons of evaluations and of sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.languages import Wording
from core.partial_dates import PartialDate, display_period
from core.templatetags.core_tags import row_words
from evaluations.models import Evaluation
from learning.models import SessionPage

from .scope import Scope


@dataclass(frozen=True)
class LessonGroup:
    """What one evaluation or one session taught. `above` says which of the two, `when` its date."""

    above: str
    title: Wording
    when: str
    lessons: list[Wording]


def lessons_of(scope: Scope, starts: date, ends: date) -> list[LessonGroup]:
    """Of published evaluations, and of sessions, in these days."""
    return lessons_of_evaluations(scope, starts, ends) + lessons_of_sessions(scope, starts, ends)


def lessons_of_evaluations(scope: Scope, starts: date, ends: date) -> list[LessonGroup]:
    titles = {member.pk: member.title for member in scope.members}
    about = Q(page=scope.page.pk)
    if scope.members:
        about |= Q(page__in=[member.pk for member in scope.members])
    evaluations = Evaluation.objects.public().filter(about).filter(on__gte=starts, on__lte=ends).exclude(lessons="")
    return [
        LessonGroup(
            above=_("Evaluation %(by)s, %(when)s")
            % {"by": evaluation.get_by_display(), "when": evaluation.get_timing_display()},
            title=titles.get(evaluation.page_id, scope.title),
            when=date_format(evaluation.on),
            lessons=[Wording(evaluation.lessons, evaluation.language)],
        )
        for evaluation in evaluations.order_by("on", "pk")
    ]


def lessons_of_sessions(scope: Scope, starts: date, ends: date) -> list[LessonGroup]:
    """Of the phase, or where the city said something. A date of which only the year is known may lie within."""
    if scope.pilot:
        return []
    of = {"phase": scope.phase} if scope.phase else {"lessons__city": scope.city}
    began = SessionPage.objects.live().filter(**of, lessons__isnull=False).distinct()
    began = began.filter(starts__gte=str(starts.year - 1), starts__lte=ends.isoformat())
    return [
        LessonGroup(
            above=_("Session"),
            title=session.words.wording("title"),
            when=display_period(session.starts, session.ends),
            lessons=[
                row_words(session.words, lesson, "text")
                for lesson in session.lessons.all()
                if not scope.city or lesson.city_id == scope.city.pk
            ],
        )
        for session in began.order_by("starts", "pk").with_words().prefetch_related("lessons")
        if may_lie_within(session.starts, session.ends, starts, ends)
    ]


def may_lie_within(first: PartialDate | None, last: PartialDate | None, starts: date, ends: date) -> bool:
    """Whether something that began on `first` and ended on `last` may have been in these days."""
    began, ended = first and first.first_day(), (last or first) and (last or first).last_day()
    return bool(began and ended) and began <= ends and ended >= starts
