"""By what practices are found, in which orders they stand, and which writes change that."""

from __future__ import annotations

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityFact, CityPage
from core.models import Country, FrameworkItem, Region, TargetGroup, Theme
from facets import Collection, Facet, Sort, register, watch, watch_vocabulary

from .facet_records import SPOKEN, read
from .facet_vocabulary import vocabulary
from .models import Assessment, PracticePage, PracticeTranslation

FACETS = (
    Facet("theme", _("Theme")),
    Facet("region", _("Region")),
    Facet("country", _("Country"), by_name=True),
    Facet("city", _("City"), by_name=True),
    Facet("target", _("For whom")),
    Facet("sdg", _("Sustainable Development Goal"), opened=False),
    Facet("gcm", _("Global Compact objective"), opened=False),
    Facet("status", _("Status"), scale=True),
    Facet("evidence", _("Evidence level"), scale=True),
    Facet("size", _("City size"), opened=False, scale=True),
    Facet("lang", _("Language"), opened=False),
)
SORTS = (
    Sort("recent", pgettext_lazy("sort", "Most recent first"), lambda row, _language: (row.recent, row.title)),
    Sort("title", pgettext_lazy("sort", "By title"), lambda row, code: row.titles[SPOKEN[code]], by_language=True),
    Sort(
        "city",
        pgettext_lazy("sort", "By city"),
        lambda row, code: (row.city[SPOKEN[code]], row.titles[SPOKEN[code]]),
        by_language=True,
    ),
)
PRACTICES = Collection(
    "practices",
    PracticePage,
    FACETS,
    SORTS,
    vocabulary,
    read,
    views=("cards", "list", "map"),
)


def connect() -> None:
    """Once, when the models are there."""
    register(PRACTICES)
    watch("practices", PracticePage, attrgetter("pk"))
    watch("practices", PracticeTranslation, attrgetter("subject_id"))
    watch("practices", Assessment, attrgetter("practice_id"))
    watch_vocabulary("practices", Theme, TargetGroup, FrameworkItem, Region, Country, Country.regions.through)
    watch_vocabulary("practices", CityPage, CityFact)
