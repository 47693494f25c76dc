"""Writes what there is to translate of the programme beside its files, and says how much of it has been translated."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import languages
from intake.catalogues import STANDINGS, Catalogue, Tally
from intake.errors import LoadRefusedError
from intake.files import Programme
from intake.loader import load
from intake.messages import Message
from intake.tables import Tables


class Command(BaseCommand):
    help = "Brings the programme's translation files (locale/fr/cities.po ...) up to date, and counts what is missing."

    def add_arguments(self, parser) -> None:
        default = settings.ROOT / "data" / "mc2cm"
        parser.add_argument(
            "folder", metavar="DIR", type=Path, nargs="?", default=default, help="the folder of the programme's files"
        )
        parser.add_argument("--add-row-ids", action="store_true", help="give rows without an id one, in the JSON files")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not up to date")

    def handle(self, *args, **options) -> None:
        programme = self._programme(options["folder"])
        by_kind = self._messages(programme)
        if options["add_row_ids"]:
            for file in programme.name_rows():
                self.stdout.write(f"Rows named in {file}")
        behind: list[str] = []
        tallies: dict[tuple[str, str], Tally] = {}
        for kind, language in product(by_kind, languages.CODES[1:]):
            catalogue = self._catalogue(options["folder"], language, kind)
            text = catalogue.updated(by_kind[kind])
            tallies[kind, language] = catalogue.tally(by_kind[kind])
            if not catalogue.is_current(text):
                behind.append(catalogue.name)
                if not options["check"]:
                    catalogue.write(text)
        self.stdout.write("\n".join(_table([kind for kind, found in by_kind.items() if found], tallies)))
        self._conclude(behind, is_check=options["check"])

    def _conclude(self, behind: list[str], *, is_check: bool) -> None:
        if is_check and behind:
            raise CommandError(f"Not up to date: {', '.join(behind)}. Run “manage.py make_programme_messages”.")
        self.stdout.write("\n".join(f"Written: {name}" for name in behind) or "All up to date.")

    def _catalogue(self, folder: Path, language: str, kind: str) -> Catalogue:
        catalogue = Catalogue(folder, language, kind)
        if catalogue.broken:
            raise CommandError(f"{catalogue.name}: cannot be read: {catalogue.broken}")
        return catalogue

    def _programme(self, folder: Path) -> Programme:
        try:
            tables = Tables(settings.ROOT / "data" / "tables" / "mc2cm.json")
        except LoadRefusedError as error:
            raise CommandError(str(error)) from error
        return Programme(folder, settings.ROOT / "data" / "site", tables)

    def _messages(self, programme: Programme) -> dict[str, list[Message]]:
        """By kind, in the order in which kinds are loaded: what a loading without translations would write."""
        try:
            return load(programme, dry_run=True, translated=False).messages
        except LoadRefusedError as error:
            raise CommandError(f"The files cannot be read.\n{error}") from error


def _table(kinds: list[str], tallies: dict[tuple[str, str], Tally]) -> list[str]:
    """Texts and words of the original for each kind and language, in columns."""
    width = max(map(len, [*kinds, "all"]))
    lines = [f"{'':<{width}}        " + "".join(f"{standing + ' (words)':>22}" for standing in STANDINGS)]
    for kind in [*kinds, "all"]:
        for language in languages.CODES[1:]:
            counted = [tallies[one, language] for one in (kinds if kind == "all" else [kind])]
            cells = [
                f"{sum(one.texts[standing] for one in counted)} ({sum(one.words[standing] for one in counted)})"
                for standing in STANDINGS
            ]
            lines.append(f"{kind:<{width}}  {language}    " + "".join(f"{cell:>22}" for cell in cells))
    return lines
