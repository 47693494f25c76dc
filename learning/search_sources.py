"""Where the words of sessions and publications are searched, and what they are about."""

from __future__ import annotations

from django.db.models import Q

from search.sources import SearchSource, register

from .models import PublicationPage, SessionPage

register(
    SearchSource(
        "sessions",
        SessionPage,
        about={
            "themes": "theme",
            "host_city": "city",
            "cities": "city",
            "country": "country",
            "framework_items": "goal",
            "organisers__organisation": "organisation",
        },
        more_words=("place", "starts"),
        among=Q(phase__isnull=False),
    )
)
register(
    SearchSource(
        "publications",
        PublicationPage,
        about={
            "themes": "theme",
            "session__themes": "theme",
            "cities": "city",
            "framework_items": "goal",
            "publishers__organisation": "organisation",
        },
        more_words=("author", "publishers__name", "year"),
    )
)
