"""Subjects that a page only links to: their titles in the visitor's language come with them, in the same query."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from cities.models import CityPage
from core import languages
from core.models import SubjectPage


@dataclass(frozen=True)
class Link:
    """For the templates' lists of `.url .label .note`."""

    label: str
    url: str
    note: str = ""


def titled(subjects: QuerySet) -> QuerySet:
    """Those that are live, each with title and intro of its public translation for the visitor, if there is one."""
    translations = subjects.model.translations.rel.related_model.objects.live()
    shown = translations.filter(subject=OuterRef("pk"), language=languages.current())
    return subjects.live().annotate(
        title_shown=Subquery(shown.values("title")[:1]), intro_shown=Subquery(shown.values("intro")[:1])
    )


def title_of(subject: SubjectPage) -> languages.Wording:
    """Of a subject read by `titled`."""
    return _shown(subject, subject.title_shown, subject.title)


def intro_of(subject: SubjectPage) -> languages.Wording:
    """Of a subject read by `titled`."""
    return _shown(subject, subject.intro_shown, subject.intro)


def _shown(subject: SubjectPage, translated: str | None, own: str) -> languages.Wording:
    if translated:
        return languages.Wording(translated, languages.current())
    return languages.Wording(own, subject.language)


def link_to(subject: SubjectPage, request: HttpRequest | None, note: str = "") -> Link:
    """To a subject read by `titled`, or to a city, whose title is its name."""
    label = subject.name if isinstance(subject, CityPage) else title_of(subject)
    return Link(label, subject.get_url(request), note)
