"""What a session's page names besides its own words, read in as few queries as there are kinds of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.manager import BaseManager

from cities.models import CityPage, Phase
from core.models import Country, FrameworkItem, Theme
from practices.courses import city_path
from practices.models import PracticePage

from .linking import titled
from .models import AgendaItem, Lesson, PublicationPage, SessionDocument, SessionOrganiser, SessionPage
from .naming import Named, names_of


@dataclass(frozen=True)
class SessionTies:
    """Pages by their key, live ones only."""

    organisers: list[SessionOrganiser]
    agenda: list[AgendaItem]
    lessons: list[Lesson]
    documents: list[SessionDocument]
    practices: dict[int, PracticePage]
    cities: dict[int, CityPage]
    publications: dict[int, PublicationPage]
    names: dict[str, list[Named]]
    """Under `themes`, `goals`, `country` and `phase`."""

    def taking_part(self) -> list[CityPage]:
        return sorted((city for city in self.cities.values() if city.tied), key=lambda city: str(city.name))

    def discussed(self) -> list[PracticePage]:
        return [practice for practice in self.practices.values() if practice.tied]

    def city_of(self, practice: PracticePage) -> CityPage | None:
        path = city_path(practice)
        return next((city for city in self.cities.values() if city.path == path), None)


def ties_of(session: SessionPage) -> SessionTies:
    """A page in preview has its rows in memory, with the same methods."""
    agenda, lessons = list(session.agenda_items.all()), list(session.lessons.select_related("theme"))
    documents = list(session.documents.select_related("document"))
    practices = _practices(session, agenda + lessons)
    return SessionTies(
        organisers=list(session.organisers.select_related("organisation")),
        agenda=agenda,
        lessons=lessons,
        documents=documents,
        practices=practices,
        cities=_cities(session, agenda + lessons, practices.values()),
        publications=_publications(session, documents),
        names=names_of(
            themes=Theme.objects.filter(pk__in=keys(session.themes)),
            goals=FrameworkItem.objects.filter(pk__in=keys(session.framework_items)),
            country=Country.objects.filter(pk=session.country_id),
            phase=Phase.objects.filter(pk=session.phase_id),
        ),
    )


def keys(related: BaseManager) -> QuerySet | list[int]:
    """For `pk__in`: a subquery, or in a preview, which holds them in memory, the keys themselves."""
    rows = related.all()
    return rows.values("pk") if isinstance(rows, QuerySet) else [row.pk for row in rows]


def tied(pages: QuerySet, to: BaseManager, *, also: Q) -> QuerySet:
    """Those that are tied to a page (`.tied`), and others that its rows name."""
    directly = Q(pk__in=keys(to))
    return pages.filter(directly | also).annotate(tied=ExpressionWrapper(directly, BooleanField()))


def _practices(session: SessionPage, rows: Iterable[AgendaItem | Lesson]) -> dict[int, PracticePage]:
    named = Q(pk__in={row.practice_id for row in rows} - {None})
    practices = titled(tied(PracticePage.objects.all(), session.practices, also=named))
    return {practice.pk: practice for practice in practices.order_by("path")}


def _cities(session: SessionPage, rows: Iterable[AgendaItem | Lesson], practices) -> dict[int, CityPage]:
    named = {session.host_city_id, *(row.city_id for row in rows)} - {None}
    also = Q(pk__in=named) | Q(path__in={city_path(practice) for practice in practices})
    cities = tied(CityPage.objects.live(), session.cities, also=also).select_related("country")
    return {city.pk: city for city in cities}


def _publications(session: SessionPage, documents: list[SessionDocument]) -> dict[int, PublicationPage]:
    """Those that came out of it, and those its documents are."""
    ties = Q(pk__in={document.publication_id for document in documents} - {None})
    if session.pk:
        ties |= Q(session=session)
    publications = titled(PublicationPage.objects.filter(ties)).order_by("-year", "title")
    return {publication.pk: publication for publication in publications}
