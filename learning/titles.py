"""Subjects that a page only links to: their titles in the visitor's language come with them, in the same query."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from cities.models import CityPage
from core import languages
from core.display import Link
from core.languages import Wording
from core.models import SubjectPage


def annotate_titles(subjects: QuerySet) -> QuerySet:
    """Those that are live, each with title and intro of its public translation for the visitor, if there is one."""
    translations = subjects.model.translations.rel.related_model.objects.live()
    own = translations.filter(subject=OuterRef("pk"), language=languages.current())
    return subjects.live().annotate(
        translated_title=Subquery(own.values("title")[:1]), translated_intro=Subquery(own.values("intro")[:1])
    )


def title_of(subject: SubjectPage) -> Wording:
    """Of a subject read by `annotate_titles`."""
    if subject.translated_title:
        return Wording(subject.translated_title, languages.current())
    return Wording(subject.title, subject.language)


def intro_of(subject: SubjectPage) -> Wording:
    """Of a subject read by `annotate_titles`."""
    if subject.translated_intro:
        return Wording(subject.translated_intro, languages.current())
    return Wording(subject.intro, subject.language)


def link_to(subject: SubjectPage, request: HttpRequest | None, note: str = "") -> Link:
    """To a subject read by `annotate_titles`, or to a city, whose title is its name."""
    label = subject.name if isinstance(subject, CityPage) else title_of(subject)
    return Link(label, subject.get_url(request), note)
