"""What a session's page names besides its own words, read in as few queries as there are kinds of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.manager import BaseManager

from cities.models import CityPage, Phase
from cities.tree import city_path
from core.models import Country, FrameworkItem, Theme
from practices.models import PracticePage

from .models import (
    AgendaItem,
    BroadTheme,
    Lesson,
    PublicationPage,
    SessionDocument,
    SessionOrganiser,
    SessionPage,
)
from .naming import Named, names_of
from .titles import annotate_titles


@dataclass(frozen=True)
class SessionRelated:
    """Rows of the session, and live pages by their key: those it is about, and those that its rows name."""

    organisers: list[SessionOrganiser]
    broad_themes: list[BroadTheme]
    agenda: list[AgendaItem]
    lessons: list[Lesson]
    documents: list[SessionDocument]
    practices: dict[int, PracticePage]
    cities: dict[int, CityPage]
    publications: dict[int, PublicationPage]
    fed: dict[int, SessionPage]
    """The events that its documents feed."""
    names: dict[str, list[Named]]
    """Under `themes`, `goals`, `country` and `phase`."""

    def taking_part(self) -> list[CityPage]:
        return sorted((city for city in self.cities.values() if city.is_related), key=lambda city: str(city.name))

    def discussed(self) -> list[PracticePage]:
        return [practice for practice in self.practices.values() if practice.is_related]

    def city_of(self, practice: PracticePage) -> CityPage | None:
        path = city_path(practice.path)
        return next((city for city in self.cities.values() if city.path == path), None)


def related_to(session: SessionPage) -> SessionRelated:
    """A page in preview has its rows in memory, with the same methods."""
    agenda, lessons = list(session.agenda_items.all()), list(session.lessons.select_related("theme"))
    documents = list(session.documents.select_related("document"))

    named = {row.practice_id for row in (*agenda, *lessons)} - {None}
    practices = pages_related_to(session.practices, PracticePage.objects.all(), also=Q(pk__in=named))
    practices = list(annotate_titles(practices).order_by("path"))

    named = {session.host_city_id, *(row.city_id for row in (*agenda, *lessons))} - {None}
    of_practices = Q(path__in={city_path(practice.path) for practice in practices})
    cities = pages_related_to(session.cities, CityPage.objects.live(), also=Q(pk__in=named) | of_practices)

    publications = Q(pk__in={document.publication_id for document in documents} - {None})
    if session.pk:
        publications |= Q(session=session)
    came_of_it = annotate_titles(PublicationPage.objects.filter(publications)).order_by("-year", "title")

    fed = {document.feeds_session_id for document in documents} - {None}

    return SessionRelated(
        organisers=list(session.organisers.select_related("organisation")),
        broad_themes=list(session.broad_themes.all()),
        agenda=agenda,
        lessons=lessons,
        documents=documents,
        practices={practice.pk: practice for practice in practices},
        cities={city.pk: city for city in cities.select_related("country")},
        publications={publication.pk: publication for publication in came_of_it},
        fed={event.pk: event for event in annotate_titles(SessionPage.objects.filter(pk__in=fed))} if fed else {},
        names=names_of(
            themes=Theme.objects.filter(pk__in=keys_of(session.themes)),
            goals=FrameworkItem.objects.filter(pk__in=keys_of(session.framework_items)),
            country=Country.objects.filter(pk=session.country_id),
            phase=Phase.objects.filter(pk=session.phase_id),
        ),
    )


def keys_of(related: BaseManager) -> QuerySet | list[int]:
    """For `pk__in`: a subquery, or in a preview, which holds them in memory, the keys themselves."""
    rows = related.all()
    return rows.values("pk") if isinstance(rows, QuerySet) else [row.pk for row in rows]


def pages_related_to(related: BaseManager, pages: QuerySet, *, also: Q) -> QuerySet:
    """Those in `related` (`.is_related`), and `also` others."""
    directly = Q(pk__in=keys_of(related))
    return pages.filter(directly | also).annotate(is_related=ExpressionWrapper(directly, BooleanField()))
