"""The daily work of every room."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from core.due import do_all


class Command(BaseCommand):
    help = "Sends what is due today: reminders, digests, letters that failed before. Run it daily; twice is once."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--often", action="store_true", help="only what has its minute: publication by date, letters sent again"
        )

    def handle(self, *args, **options) -> None:
        done, failed = do_all(often=options["often"])
        for name, number in done.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"Failed, to be tried again: {', '.join(failed)}. The log says why.")
