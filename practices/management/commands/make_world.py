"""`manage.py make_world --practices 1000`: a synthetic world in whatever database `DATABASE_URL` names."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cities.models import CityIndexPage
from core import languages
from practices.synthetic import make_world


class Command(BaseCommand):
    help = "Adds synthetic practices (marked as such) for benchmarks. There is no way back: use a database of its own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--practices", type=int, required=True, help="how many to add")
        parser.add_argument("--languages", default="en,fr", help="the original's, then those of translations: en,fr")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same world")

    def handle(self, *, practices: int, languages: str, seed: int, verbosity: int = 1, **options) -> None:
        spoken = _languages(languages)
        if practices < 1:
            raise CommandError("--practices: at least 1.")
        if not CityIndexPage.objects.exists():
            raise CommandError("There is no site yet. First: manage.py load_programme data/mc2cm")
        with tqdm(total=practices, unit=" practices", disable=None if verbosity else True) as bar:
            make_world(practices=practices, languages=spoken, seed=seed, progress=bar.update)
        if verbosity:
            name = settings.DATABASES["default"]["NAME"]
            self.stdout.write(f"{practices} synthetic practices were added to {name}.")


def _languages(given: str) -> list[str]:
    codes = list(dict.fromkeys(code.strip() for code in given.split(",") if code.strip()))
    unknown = [code for code in codes if code not in languages.CODES]
    if unknown or not codes:
        said, known = ", ".join(unknown) or "nothing", ", ".join(languages.CODES)
        raise CommandError(f"--languages: {said} is not one of {known}.")
    return codes
