"""The daily work of every room."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from core.due import ClockError, do_all


class Command(BaseCommand):
    help = "Sends what is due today: reminders, digests, letters that failed before. Run it daily; twice is once."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--often", action="store_true", help="only what has its minute: publication by date, letters sent again"
        )

        parser.add_argument(
            "--clock-is-right", action="store_true", help="after a long pause: do not wait until the clock is believed"
        )

    def handle(self, *args, **options) -> None:
        try:
            done, failed = do_all(often=options["often"], clock_is_right=options["clock_is_right"])
        except ClockError as doubt:
            raise CommandError(str(doubt)) from doubt
        for name, number in done.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"Failed, to be tried again: {', '.join(failed)}. The log says why.")
