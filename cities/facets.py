"""By what cities are found, and which writes change that."""

from __future__ import annotations

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Country, Region
from facets import Collection, Facet, Sort, register, watch, watch_vocabulary

from .facet_records import SPOKEN, read
from .facet_vocabulary import vocabulary
from .models import CityFact, CityPage, CityTranslation, Participation, Phase

FACETS = (
    Facet("region", _("Region")),
    Facet("country", _("Country"), by_name=True),
    Facet("size", _("City size"), scale=True),
    Facet("role", _("Part in the programme"), scale=True),
    Facet("phase", _("Phase"), scale=True),
)
CITIES = Collection(
    "cities",
    CityPage,
    FACETS,
    # the list is grouped by region and country: whoever asks for words sees all that are found, in that order
    (Sort("name", pgettext_lazy("sort", "By name"), lambda names, code: names[SPOKEN[code]], by_language=True),),
    vocabulary,
    read,
    views=("cards",),
)


def connect() -> None:
    """Once, when the models are there."""
    register(CITIES)
    watch("cities", CityPage, attrgetter("pk"))
    watch("cities", CityTranslation, attrgetter("subject_id"))
    watch("cities", CityFact, attrgetter("city_id"))
    watch("cities", Participation, attrgetter("city_id"))
    watch_vocabulary("cities", Phase, Region, Country, Country.regions.through)
