"""What a city's page shows of its practices, and how many each city has."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cities.models import CityPage
from core.partial_dates import display_period, undated_last

from .models import PracticePage
from .surroundings import surroundings

LASTING = {PracticePage.Status.RUNNING, PracticePage.Status.PERMANENT}


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
    signs = surroundings(city, request).signs
    return [_row(practice, signs.get(practice.pk, []), request) for practice in practices]


def _row(practice: PracticePage, signs: list[dict], request: HttpRequest | None) -> PracticeRow:
    words = practice.words
    return PracticeRow(
        when=display_period(practice.starts, practice.ends, open_ended=practice.status in LASTING),
        title=words.title,
        url=practice.get_url(request),
        words=words,
        text=words.intro,
        state={"icon": practice.status, "text": practice.get_status_display()},
        signs=signs,
    )
