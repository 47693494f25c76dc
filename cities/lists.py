"""Cities as lists and maps need them: with country, region and size, in a bounded number of queries."""

from __future__ import annotations

from .models import CityPage


def live_cities():
    """All public cities with what their names, regions and sizes are read from."""
    return CityPage.objects.live().select_related("country").prefetch_related("country__regions", "facts")


def other_cities(city: CityPage) -> list[CityPage]:
    """The public cities but this one. Read once for a page: its cut of the chart and its likes both ask."""
    if not hasattr(city, "others_read"):
        city.others_read = list(live_cities().exclude(pk=city.pk))
    return city.others_read
