"""What sessions have taught, on the pages of what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from core.languages import Wording
from core.partial_dates import undated_last
from core.templatetags.core_tags import row_words

from .models import Lesson, SessionPage
from .presenting import display_dates


@dataclass(frozen=True)
class LessonCard:
    """A lesson with the session it comes from, for `learning/_lessons_learned.html`."""

    text: Wording
    session: Wording
    when: str
    url: str
    """Of the session's page, where the lesson stands in it."""


def public_lessons() -> QuerySet[Lesson]:
    """Of public sessions, those of the newest first; within a session in its order."""
    lessons = Lesson.objects.filter(session__live=True).exclude(text="")
    return lessons.order_by(*undated_last("session__starts"), "session", "sort_order", "pk")


def lesson_cards(lessons: QuerySet[Lesson], number: int, request: HttpRequest | None = None) -> list[LessonCard]:
    """The first few, in three queries."""
    sessions = Prefetch("session", queryset=SessionPage.objects.with_words())
    return [_card(lesson, request) for lesson in lessons.prefetch_related(sessions)[:number]]


def _card(lesson: Lesson, request: HttpRequest | None) -> LessonCard:
    session = lesson.session
    return LessonCard(
        text=row_words(session.words, lesson, "text"),
        session=session.words.wording("title"),
        when=display_dates(session.starts, session.ends),
        url=f"{session.get_url(request)}#{anchor_of(lesson)}",
    )


def anchor_of(lesson: Lesson) -> str:
    """Where it stands in its session's page; the same in every language, and after every publication."""
    return f"lesson-{lesson.uuid}"
