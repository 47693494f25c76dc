"""`manage.py make_monitoring --pilots 200 --indicators 10 --periods 8`: a synthetic phase in the site's database."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from cities.models import CityIndexPage
from monitoring.models import Measurement, ResultLine
from monitoring.synthetic import Size, make_monitoring
from practices.synthetic import PREFIX


class Command(BaseCommand):
    help = (
        "Adds synthetic pilots with results frameworks and values (marked as such) for benchmarks. "
        "There is no way back: use a database of its own."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pilots", type=int, default=200, help="how many to add")
        parser.add_argument("--indicators", type=int, default=10, help="of each pilot")
        parser.add_argument("--periods", type=int, default=8, help="half-years, the last one running today")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same values")
        parser.add_argument("--beside-real", action="store_true", help="even where cities have reported real values")

    def handle(self, *, pilots, indicators, periods, seed, beside_real, verbosity=1, **options) -> None:
        if min(pilots, indicators, periods) < 1:
            raise CommandError("--pilots, --indicators, --periods: at least 1 each.")
        if not CityIndexPage.objects.exists():
            raise CommandError("There is no site yet. First: manage.py load_programme data/mc2cm")
        if not beside_real and _real_values().exists():
            raise CommandError(
                "Cities have reported to this database: made-up values would stand beside theirs, on public pages and "
                "in files. If that is meant: --beside-real"
            )
        made = make_monitoring(Size(pilots, indicators, periods), seed=seed)
        if verbosity:
            name = settings.DATABASES["default"]["NAME"]
            self.stdout.write(f"{pilots} synthetic pilots with {made} values were added to {name}.")


def _real_values() -> QuerySet[Measurement]:
    made = ResultLine.objects.filter(programme_id__startswith=PREFIX)
    return Measurement.objects.approved().exclude(period__line__in=made.order_by().values("pk"))
