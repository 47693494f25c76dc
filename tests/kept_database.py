"""Databases that runs of the suite start from: making one takes half a minute, copying it takes none.

One is migrated and empty, the other has the programme's content too. They are kept in `var/tests/` on SQLite, as
template databases on PostgreSQL, and made anew when what they are made of changes. Whoever needs one first makes it;
the others wait.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import django
import environ
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"
EMPTY, PROGRAMME = "empty", "programme"
NOT_IN_THE_SITE = {"tests", "docs", "benchmarks", "var"}


def copy_to_sqlite(target: sqlite3.Connection, kind: str = EMPTY) -> None:
    with closing(sqlite3.connect(_sqlite(kind))) as kept:
        kept.backup(target)


def template_of(url: str, kind: str = EMPTY) -> str:
    """The name of the template database on the PostgreSQL server of `url`."""
    place = f"portolan_kept_{hashlib.sha256(bytes(ROOT)).hexdigest()[:6]}_{kind}_"  # other clones keep their own
    name = place + _key(kind)
    with _alone(f"postgresql-{kind}"), server_of(url) as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [place])
        there = [row[0] for row in cursor.fetchall()]
        if name not in there:
            for old in there:
                cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
            begun_from = "template1" if kind == EMPTY else template_of(url)
            cursor.execute(f"CREATE DATABASE {name}_begun TEMPLATE {begun_from}")
            _fill(kind, url.rsplit("/", 1)[0] + f"/{name}_begun")
            cursor.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


@contextmanager
def server_of(url: str) -> Iterator:
    """A cursor outside of any transaction, on the PostgreSQL server of `url`."""
    import psycopg2  # noqa: PLC0415 (only where PostgreSQL is)

    parts = environ.Env.db_url_config(url)
    names = {"host": parts["HOST"], "port": parts["PORT"] or 5432, "user": parts["USER"], "password": parts["PASSWORD"]}
    with closing(psycopg2.connect(dbname="postgres", **names)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def _sqlite(kind: str) -> Path:
    path = FOLDER / f"{kind}-{_key(kind)}.sqlite3"
    with _alone(f"sqlite-{kind}"):
        if not path.exists():
            for old in FOLDER.glob(f"{kind}-*.sqlite3*"):
                old.unlink()
            begun = path.with_suffix(".sqlite3-begun")
            if kind == PROGRAMME:
                with closing(sqlite3.connect(begun)) as database:
                    copy_to_sqlite(database)
            _fill(kind, f"sqlite:///{begun}")
            begun.rename(path)
    return path


def _key(kind: str) -> str:
    """Another one for other tables, or for another Wagtail with migrations of its own.

    What is loaded depends on all of the site's code, and on the day: pages carry when they were published.
    """
    rooms = [
        path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in NOT_IN_THE_SITE
    ]
    made_of = [path for room in rooms for path in room.rglob("*") if path.suffix in (".py", ".json", ".mo")]
    if kind == EMPTY:
        made_of = [path for path in made_of if path.parent.name == "migrations"]
    known = hashlib.sha256(b"" if kind == EMPTY else date.today().isoformat().encode())
    for path in [*sorted(made_of), ROOT / "requirements.lock"]:
        known.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return known.hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fill(kind: str, url: str) -> None:
    """In a process of its own, whose settings name the database at `url`."""
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    subprocess.run([sys.executable, "-m", "tests.kept_database", kind], cwd=ROOT, env=surroundings, check=True)  # noqa: S603 (our own)


if __name__ == "__main__":
    gc.set_threshold(100_000)  # each migration makes all models anew, and looking for garbage takes a third of the time
    django.setup()
    if sys.argv[1] == EMPTY:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    else:
        call_command("load_programme", str(ROOT / "data" / "mc2cm"), verbosity=0, stdout=io.StringIO())
