"""By what pilots are found, in which orders they stand, and which writes change that."""

from __future__ import annotations

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage, Phase
from core.models import Theme
from facets import Collection, Facet, Sort, register, watch, watch_vocabulary

from .facet_records import SPOKEN, read, vocabulary
from .models import PilotPage, PilotTranslation

FACETS = (
    Facet("theme", _("Theme")),
    Facet("city", _("City"), opened=False, by_name=True),
    Facet("phase", _("Phase"), scale=True),
    Facet("status", _("Status"), scale=True),
    Facet("lang", _("Language"), opened=False),
)
SORTS = (
    Sort("recent", pgettext_lazy("sort", "Most recent first"), lambda row, _language: (row.recent, row.title)),
    Sort("title", pgettext_lazy("sort", "By title"), lambda row, code: row.titles[SPOKEN[code]], by_language=True),
)
PILOTS = Collection("pilots", PilotPage, FACETS, SORTS, vocabulary, read, views=("list",))


def connect() -> None:
    """Once, when the models are there."""
    register(PILOTS)
    watch("pilots", PilotPage, attrgetter("pk"))
    watch("pilots", PilotTranslation, attrgetter("subject_id"))
    watch_vocabulary("pilots", Theme, Phase, CityPage)
