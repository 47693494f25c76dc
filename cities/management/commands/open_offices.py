"""Every city's office, made or repaired."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from tqdm import tqdm

from cities.models import CityPage
from cities.offices import open_city_office


class Command(BaseCommand):
    help = "Makes or repairs the group, permissions, collection and desk of every city. Again: changes nothing."

    def handle(self, *args, **options) -> None:
        cities = CityPage.objects.order_by("path")
        for city in tqdm(cities, total=cities.count(), unit="city", leave=False, disable=None):
            open_city_office(city)
        self.stdout.write(f"Offices: {cities.count()}")
