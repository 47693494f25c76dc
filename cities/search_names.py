"""The names of places and organisations that subjects are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from core.models import Country, Region
from core.watching import watch_vocabulary
from search.names import Named, provide
from search.sources import CHANGES, Keys, SearchSource, register
from search.vocabularies import names_of

from .lists import live_cities
from .models import CityPage, Organisation
from .tree import city_path


def _places() -> Iterable[Named]:
    """A country's subjects are its cities' too, a region's those of its countries."""
    of_country: dict[int | None, list[str]] = defaultdict(list)
    for city in live_cities():
        key = f"city:{city.pk}"
        of_country[city.country_id].append(key)
        yield Named(names_of(city), (key,), "city", city.slug)
    keys = {}
    for country in Country.objects.all():
        keys[country.pk] = (f"country:{country.pk}", *of_country[country.pk])
        yield Named(names_of(country), keys[country.pk], "country", country.code)
    for region in Region.objects.prefetch_related("countries"):
        within = [key for country in region.countries.all() for key in keys[country.pk]]
        yield Named(names_of(region), tuple(within), "region", region.code)


def _organisations() -> Iterable[Named]:
    for organisation in Organisation.objects.all():
        key = f"organisation:{organisation.pk}"
        names = names_of(organisation)
        acronyms = {"": (*names[""], *organisation.acronyms())}
        yield Named({**names, **acronyms}, (key,))


provide(_places)
provide(_organisations)


def city_above(subjects: QuerySet) -> Keys:
    """For subjects that hang under their city's page: they are about it."""
    cities = dict(CityPage.objects.values_list("path", "pk"))
    for pk, path in subjects.values_list("pk", "path").iterator(5_000):
        if (city := cities.get(city_path(path))) is not None:
            yield pk, f"city:{city}"


register(
    SearchSource(
        "cities",
        CityPage,
        about={"pk": "city", "networks": "organisation"},
        more_words=("local_government",),
    )
)
watch_vocabulary(CHANGES, Organisation.members.through)
