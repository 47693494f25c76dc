"""The list of practices on a city's page."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest

from cities.models import CityPage
from core.display import DatedRow, Sign
from core.partial_dates import display_period, undated_last

from .city_overview import city_overview
from .models import PracticePage

LASTING = {PracticePage.Status.RUNNING, PracticePage.Status.PERMANENT}


def practices_of(city: CityPage, request: HttpRequest | None = None) -> list[DatedRow]:
    """The city's own live practices and those of others it has part in, the newest first."""
    own_or_shared = Q(path__startswith=city.path, depth=city.depth + 1) | Q(further_cities=city)
    practices = (
        PracticePage.objects.live()
        .filter(pk__in=PracticePage.objects.filter(own_or_shared).values("pk"))
        .order_by(*undated_last("starts"), "title")
        .with_words()
    )
    signs = city_overview(city, request).signs
    return [
        DatedRow(
            when=display_period(practice.starts, practice.ends, open_ended=practice.status in LASTING),
            title=practice.words.title,
            url=practice.get_url(request),
            words=practice.words,
            text=practice.words.intro,
            state=Sign(practice.get_status_display(), practice.status),
            signs=tuple(signs.get(practice.pk, ())),
        )
        for practice in practices
    ]
