"""What this room shows on other rooms' pages: sessions and publications, as rows of `components/_dated_row.html`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django import template
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from charts import SeaChart
from cities.models import CityPage
from core import languages
from core.caching import cached_until_change
from core.display import DatedRow
from core.models import Theme
from learning import network_chart
from learning.lessons import LessonCard, lesson_cards, public_lessons
from learning.models import PublicationPage, SessionPage, SessionQuerySet
from learning.presenting import publication_row, session_row
from practices.models import PracticePage

register = template.Library()


@dataclass(frozen=True)
class CitySession:
    """A session on the page of a city, with the part the city had in it."""

    row: DatedRow
    role: str
    is_host: bool


@register.simple_tag(takes_context=True)
def latest_sessions(context, number: int) -> list[DatedRow]:
    """`{% latest_sessions 3 as rows %}`: those that are over, the newest first."""
    return _sessions_today("latest", number, SessionPage.objects.live().of_programme().past(), context)


@register.simple_tag(takes_context=True)
def next_sessions(context, number: int) -> list[DatedRow]:
    """`{% next_sessions 3 as rows %}`: what has not ended, the nearest first."""
    return _sessions_today("next", number, SessionPage.objects.live().of_programme().upcoming(), context)


def _sessions_today(which: str, number: int, sessions: SessionQuerySet, context) -> list[DatedRow]:
    """Read once a day, unless something changes: what is next and what is over hangs on the date."""
    key = (f"{which} sessions", number, languages.current(), timezone.localdate())
    return cached_until_change(
        key, lambda: [session_row(one, context.get("request")) for one in sessions.for_rows()[:number]]
    )


@register.simple_tag
def number_of_sessions() -> int:
    """`{% number_of_sessions as n %}`: as many as the list of sessions has."""
    return SessionPage.objects.live().of_programme().count()


@register.simple_tag(takes_context=True)
def sessions_of(context, city: CityPage) -> list[CitySession]:
    """`{% sessions_of city as sessions %}`: where it was host or took part, other events held there included."""
    there = Q(host_city=city) | Q(pk__in=city.sessions_attended.values("pk"))
    sessions = SessionPage.objects.live().filter(there).newest_first().for_rows()
    return [
        CitySession(
            session_row(session, context.get("request")),
            role=_("Host") if session.host_city_id == city.pk else _("Took part"),
            is_host=session.host_city_id == city.pk,
        )
        for session in sessions
    ]


@register.simple_tag(takes_context=True)
def publications_of(context, city: CityPage) -> list[DatedRow]:
    """`{% publications_of city as rows %}`: `row.when` is the year, `row.where` the languages."""
    return _publication_rows(PublicationPage.objects.live().filter(cities=city), context)


@register.simple_tag(takes_context=True)
def sessions_about(context, practice: PracticePage) -> list[DatedRow]:
    """`{% sessions_about practice as rows %}`: where it was discussed, other events included."""
    key = ("sessions about", practice.pk, languages.current())
    return cached_until_change(key, lambda: _sessions_about(practice, context)) if practice.pk else []


def _sessions_about(practice: PracticePage, context) -> list[DatedRow]:
    sessions = SessionPage.objects.live().filter(practices=practice).newest_first().for_rows()
    return [session_row(session, context.get("request")) for session in sessions]


@register.simple_tag(takes_context=True)
def publications_about(context, practice: PracticePage) -> list[DatedRow]:
    """`{% publications_about practice as rows %}`: where it is written up."""
    key = ("publications about", practice.pk, languages.current())
    about = PublicationPage.objects.live().filter(practices=practice.pk)
    return cached_until_change(key, lambda: _publication_rows(about, context)) if practice.pk else []


@register.simple_tag(takes_context=True)
def sessions_on(context, theme: Theme, number: int) -> list[DatedRow]:
    """`{% sessions_on theme 4 as rows %}`: the newest about a theme."""
    key = ("sessions on", theme.pk, number, languages.current())
    sessions = SessionPage.objects.live().of_programme().filter(themes=theme).newest_first().for_rows()
    return cached_until_change(key, lambda: [session_row(one, context.get("request")) for one in sessions[:number]])


@register.simple_tag(takes_context=True)
def publications_on(context, theme: Theme, number: int) -> list[DatedRow]:
    """`{% publications_on theme 4 as rows %}`: the newest about a theme."""
    key = ("publications on", theme.pk, number, languages.current())
    publications = PublicationPage.objects.live().filter(themes=theme).newest_first().for_rows()
    return cached_until_change(
        key, lambda: [publication_row(one, context.get("request")) for one in publications[:number]]
    )


@register.simple_tag(takes_context=True)
def lessons_of(context, practice: PracticePage, number: int = 3) -> list[LessonCard]:
    """`{% lessons_of practice 3 as lessons %}`: the newest that name it, for `learning/_lessons_learned.html`."""
    return _newest_lessons(context, "practice", practice, number)


@register.simple_tag(takes_context=True)
def lessons_from(context, city: CityPage, number: int = 3) -> list[LessonCard]:
    """`{% lessons_from city 3 as lessons %}`: the newest that came from it."""
    return _newest_lessons(context, "city", city, number)


@register.simple_tag(takes_context=True)
def lessons_on(context, theme: Theme, number: int = 3) -> list[LessonCard]:
    """`{% lessons_on theme 3 as lessons %}`: the newest on a theme."""
    return _newest_lessons(context, "theme", theme, number)


def _newest_lessons(context, field: str, about: PracticePage | CityPage | Theme, number: int) -> list[LessonCard]:
    if not about.pk:
        return []
    lessons = public_lessons().filter(**{field: about.pk})
    key = ("lessons", field, about.pk, number, languages.current())
    return cached_until_change(key, lambda: lesson_cards(lessons, number, context.get("request")))


def _publication_rows(publications, context) -> list[DatedRow]:
    return [publication_row(item, context.get("request")) for item in publications.newest_first().for_rows()]


@register.simple_tag
def sessions_per_city() -> Counter[str]:
    """`{% sessions_per_city as sessions %}`, then `{{ sessions|of:city }}`."""
    return network_chart.sessions_per_city()


@register.simple_tag(takes_context=True)
def network_charts(context) -> tuple[SeaChart, ...]:
    """`{% network_charts as charts %}`: all cities, wide and narrow, each for `components/_sea_chart.html`."""
    return network_chart.network_charts(context.get("request"))
