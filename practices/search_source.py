"""Where the words of practices are searched, and what a practice is about."""

from __future__ import annotations

from django.db.models import Q

from cities.search_names import city_above
from search.sources import SearchSource, register

from .models import PracticePage

register(
    SearchSource(
        "practices",
        PracticePage,
        about={
            "themes": "theme",
            "target_groups": "target",
            "framework_items": "goal",
            "primary_gcm_objective": "goal",
            "further_cities": "city",
            "lead": "organisation",
            "partners__organisation": "organisation",
        },
        more_about=city_above,
        withheld={"did_not_work": Q(did_not_work_for=PracticePage.Audience.CITIES)},
    )
)
