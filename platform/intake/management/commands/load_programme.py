"""Loads the programme's facts from a folder of JSON files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.progress import in_progress
from intake.errors import LoadRefusedError
from intake.files import Programme
from intake.loader import load
from intake.tables import Tables


class Command(BaseCommand):
    help = "Loads or updates the programme's facts: all or nothing, and never over what a person has changed."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of the programme's JSON files")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args, **options) -> None:
        try:
            tables = Tables(settings.ROOT / "data" / "tables" / "mc2cm.json")
            programme = Programme(options["folder"], settings.ROOT / "data" / "site", tables)
            report = load(programme, dry_run=options["dry_run"], progress=self._progress(options["verbosity"]))
        except LoadRefusedError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.stdout.write("\n".join(report.lines()))
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was written.")

    def _progress(self, verbosity: int):
        """How far each kind is, on the error stream, unless the caller wants silence."""

        def shown(name: str, things: list) -> Iterable:
            return in_progress(things, name, self.stderr) if verbosity else things

        return shown
