"""Whether the addresses of sources still lead somewhere."""

from __future__ import annotations

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser

from core.checking_sources import PAUSE, Pace, check_all, due
from core.models import CheckedAddress
from core.source_addresses import addresses_named


class Command(BaseCommand):
    help = (
        "Looks for dead or moved addresses among the sources: slowly, one at a time. Stop it at any time: the next run "
        "goes on where it was. What it finds waits on the editors' desk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at-most", type=int, default=500, help="how many addresses in this run (500)")
        parser.add_argument("--an-hour", type=int, default=600, help="how many questions in an hour, at most (600)")
        parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two to one host (5)")
        parser.add_argument("--again-after", type=int, default=30, help="days after which one is checked again (30)")

    def handle(self, *args, **options) -> None:
        named = addresses_named()
        CheckedAddress.objects.exclude(url__in=named).delete()
        waiting = due(named, timedelta(days=options["again_after"]))
        now = waiting[: max(options["at_most"], 0)]
        pace = Pace(max(options["an_hour"], 1), pause=max(options["pause"], 0))
        for number, checked in enumerate(check_all(now, pace), start=1):
            moved = f" -> {checked.moved_to}" if checked.moved_to else ""
            self.stdout.write(f"{number}/{len(now)} {checked.state} {checked.status or '-'} {checked.url}{moved}")
        left, found = len(waiting) - len(now), CheckedAddress.objects.to_be_mended().count()
        counts = f"{len(named)} addresses, {len(now)} checked, {left} left for the next run"
        self.stdout.write(f"{counts}, {found} to be corrected")
