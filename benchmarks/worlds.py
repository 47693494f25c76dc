"""A database of its own for each size, with the programme's content, and made practices or a made phase."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from monitoring.models import Measurement
from practices.models import PracticePage
from practices.synthetic import PREFIX

ROOT = Path(__file__).resolve().parents[1]


def prepare(practices: int) -> str:
    """Connects to the world of that size, made if it is not there; says which database it is in."""
    database = _connected(str(practices))
    missing = practices - PracticePage.objects.live().count()
    if missing > 0:
        say(f"Making {missing:,} practices")
        call_command("make_world", practices=missing, languages="en,fr", stdout=sys.stderr)
        tidy()
    return database


def prepare_monitoring(pilots: int, indicators: int, periods: int) -> str:
    """As `prepare`, with a monitored phase."""
    database = _connected(f"monitoring_{pilots}_{indicators}_{periods}")
    if not Measurement.objects.filter(period__line__programme_id__startswith=PREFIX).exists():
        say(f"Making {pilots:,} pilots with {indicators:,} indicators in {periods:,} periods")
        call_command("make_monitoring", pilots=pilots, indicators=indicators, periods=periods, stdout=sys.stderr)
        tidy()
    return database


def _connected(world: str) -> str:
    """To the database of that world, with the programme's content in it."""
    engine = connection.vendor
    own = ROOT / "var" / "bench" / f"world-{world}.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(own) if engine == "sqlite" else f"portolan_bench_{world}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not PracticePage.objects.exists():
        say("Loading the programme's content")
        call_command("load_programme", ROOT / "data" / "mc2cm", stdout=sys.stderr)
    return f"{connection.display_name} {version()}"


def tidy() -> None:
    """As a database is after a night: its planner knows what is in it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def say(words: str) -> None:
    print(words, file=sys.stderr)
