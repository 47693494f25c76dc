"""Every city's office, made or repaired."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from cities.models import CityPage
from cities.offices import open_city_office
from core.progress import in_progress


class Command(BaseCommand):
    help = "Makes or repairs the group, permissions, collection and desk of every city. Again: changes nothing."

    def handle(self, *args, **options) -> None:
        cities = CityPage.objects.order_by("path")
        for city in in_progress(cities, "offices", self.stderr, total=cities.count()):
            open_city_office(city)
        self.stdout.write(f"Offices: {cities.count()}")
