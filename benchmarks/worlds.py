"""Worlds that do not exist: made practices, or a made phase, beside the programme's content.

Each size in a database of its own, for what is measured; or added to the database that `DATABASE_URL` names:
`python -m benchmarks.worlds practices 10000`, `python -m benchmarks.worlds monitoring --pilots 200`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.synthetic_monitoring import Size, make_monitoring  # noqa: E402
from benchmarks.synthetic_practices import PREFIX, make_world  # noqa: E402
from cities.models import CityIndexPage  # noqa: E402
from core import languages  # noqa: E402
from monitoring.models import Measurement, ResultLine  # noqa: E402
from practices.models import PracticePage  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]


# --- into a database that is there ----------------------------------------------------------------------------------
def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.worlds",
        description="Adds what is made up, and marked as such. There is no way back: use a database of its own.",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same world")
    worlds = parser.add_subparsers(required=True, metavar="practices|monitoring")
    practices = worlds.add_parser("practices", help="practices, in cities that are there or made")
    practices.add_argument("number", type=at_least_one, help="how many to add")
    practices.add_argument("--languages", type=spoken, default="en,fr", help="the original's, then the translations'")
    practices.set_defaults(add=add_practices)
    monitoring = worlds.add_parser("monitoring", help="pilots with results frameworks and values")
    monitoring.add_argument("--pilots", type=at_least_one, default=200, help="how many to add")
    monitoring.add_argument("--indicators", type=at_least_one, default=10, help="of each pilot")
    monitoring.add_argument("--periods", type=at_least_one, default=8, help="half-years, the last one running today")
    monitoring.add_argument("--beside-real", action="store_true", help="even where cities have reported real values")
    monitoring.set_defaults(add=add_monitoring)
    options = vars(parser.parse_args(arguments))
    options.pop("add")(**options)


def at_least_one(given: str) -> int:
    number = int(given)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def spoken(given: str) -> list[str]:
    codes = list(dict.fromkeys(code.strip() for code in given.split(",") if code.strip()))
    unknown = [code for code in codes if code not in languages.CODES]
    if unknown or not codes:
        told, known = ", ".join(unknown) or "nothing", ", ".join(languages.CODES)
        raise argparse.ArgumentTypeError(f"{told} is not one of {known}")
    return codes


def add_practices(*, number: int, languages: Sequence[str], seed: int = 1) -> None:
    refuse_without_a_site()
    with tqdm(total=number, unit=" practices", disable=None) as bar:
        make_world(practices=number, languages=languages, seed=seed, progress=bar.update)
    say(f"{number} synthetic practices were added to {connection.settings_dict['NAME']}.")


def add_monitoring(*, pilots: int, indicators: int, periods: int, seed: int = 1, beside_real: bool = False) -> None:
    refuse_without_a_site()
    made = ResultLine.objects.filter(programme_id__startswith=PREFIX)
    real = Measurement.objects.approved().exclude(period__line__in=made.order_by().values("pk"))
    if not beside_real and real.exists():
        raise SystemExit(
            "Cities have reported to this database: made-up values would stand beside theirs, on public pages and in "
            "files. If that is meant: --beside-real"
        )
    values = make_monitoring(Size(pilots, indicators, periods), seed=seed)
    say(f"{pilots} synthetic pilots with {values} values were added to {connection.settings_dict['NAME']}.")


def refuse_without_a_site() -> None:
    if not CityIndexPage.objects.exists():
        raise SystemExit("There is no site yet. First: manage.py load_programme data/mc2cm")


# --- a database of its own for each size ----------------------------------------------------------------------------
def prepare(practices: int) -> str:
    """Connects to the world of that size, made if it is not there; says which database it is in."""
    database = _connected(str(practices))
    missing = practices - PracticePage.objects.live().count()
    if missing > 0:
        say(f"Making {missing:,} practices")
        add_practices(number=missing, languages=("en", "fr"))
        tidy()
    return database


def prepare_monitoring(pilots: int, indicators: int, periods: int) -> str:
    """As `prepare`, with a monitored phase."""
    database = _connected(f"monitoring_{pilots}_{indicators}_{periods}")
    if not Measurement.objects.filter(period__line__programme_id__startswith=PREFIX).exists():
        say(f"Making {pilots:,} pilots with {indicators:,} indicators in {periods:,} periods")
        add_monitoring(pilots=pilots, indicators=indicators, periods=periods)
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


if __name__ == "__main__":
    main()
