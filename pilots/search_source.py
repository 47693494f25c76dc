"""Where the words of pilots are searched, and what a pilot is about."""

from __future__ import annotations

from cities.search_names import city_above
from search.sources import SearchSource, register

from .models import PilotPage

register(
    SearchSource(
        "pilots",
        PilotPage,
        about={
            "themes": "theme",
            "target_groups": "target",
            "framework_items": "goal",
            "funders": "organisation",
            "implementers__organisation": "organisation",
        },
        more_about=city_above,
    )
)
