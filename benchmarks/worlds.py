"""A database of its own for each size, with the programme's content and made practices up to that number."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from practices.models import PracticePage

ROOT = Path(__file__).resolve().parents[1]


def prepare(practices: int) -> str:
    """Connects to the world of that size, made if it is not there; says which database it is in."""
    engine = connection.vendor
    own = ROOT / "var" / "bench" / f"world-{practices}.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(own) if engine == "sqlite" else f"portolan_bench_{practices}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not PracticePage.objects.exists():
        say("Loading the programme's content")
        call_command("load_programme", ROOT / "data" / "mc2cm", stdout=sys.stderr)
    missing = practices - PracticePage.objects.live().count()
    if missing > 0:
        say(f"Making {missing:,} practices")
        call_command("make_world", practices=missing, languages="en,fr", stdout=sys.stderr)
        tidy()
    return f"{connection.display_name} {version()}"


def tidy() -> None:
    """As a database is after a night: its planner knows what is in it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def say(words: str) -> None:
    print(words, file=sys.stderr)
