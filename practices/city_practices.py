"""What a city's page shows of its practices, and how many each city has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cities.models import CityPage
from core.partial_dates import display_period, undated_last

from .city_transfers import courses_of
from .courses import Course
from .models import PracticePage

LASTING = {PracticePage.Status.RUNNING, PracticePage.Status.PERMANENT}
CITY_PATH = 4 * Page.steplen  # root, front page, cities, city


@dataclass(frozen=True)
class PracticeRow:
    """One line for `components/_dated_row.html`."""

    when: str
    title: str
    url: str
    words: Page
    """Knows in which language title and text are."""
    text: str
    state: dict
    signs: list[dict]
    where: str = ""


def practices_of(city: CityPage, request: HttpRequest | None = None) -> list[PracticeRow]:
    """The city's own live practices and those of others it has part in, the newest first."""
    own_or_shared = Q(path__startswith=city.path, depth=city.depth + 1) | Q(further_cities=city)
    practices = (
        PracticePage.objects.live()
        .filter(pk__in=PracticePage.objects.filter(own_or_shared).values("pk"))
        .order_by(*undated_last("starts"), "title")
        .with_words()
    )
    courses = courses_of(city, request)
    return [_row(practice, courses, request) for practice in practices]


def _row(practice: PracticePage, courses: list[Course], request: HttpRequest | None) -> PracticeRow:
    words = practice.words
    return PracticeRow(
        when=display_period(practice.starts, practice.ends, open_ended=practice.status in LASTING),
        title=words.title,
        url=practice.get_url(request),
        words=words,
        text=words.intro,
        state={"icon": practice.status, "text": practice.get_status_display()},
        signs=[*_adapted_from(practice, courses), *_adapted_by(practice, courses)],
    )


def _adapted_from(practice: PracticePage, courses: list[Course]) -> list[dict]:
    givers = [course.giver for course in courses if course.transfer.became_id == practice.pk]
    return [_sign(_("Adapted from %(place)s") % {"place": giver.name}) for giver in givers]


def _adapted_by(practice: PracticePage, courses: list[Course]) -> list[dict]:
    takers = [course.receiver for course in courses if course.transfer.practice_id == practice.pk]
    return [_sign(_("Adapted by %(place)s") % {"place": taker.name}) for taker in takers]


def _sign(words: str) -> dict:
    return {"icon": "arrow", "tone": "due", "strong": words}


def practices_per_city() -> Counter[str]:
    """How many live practices stand on each city's page, by the city's place in the tree."""
    practices = PracticePage.objects.live()
    own = practices.annotate(of=Left("path", CITY_PATH)).values_list("of", "pk")
    shared = practices.filter(further_cities__isnull=False).values_list("further_cities__path", "pk")
    return Counter(place for place, _practice in {*own, *shared})
