"""A migrated, empty database that runs of the suite start from: migrating takes half a minute, a copy takes none.

It is kept in `var/tests/` on SQLite, as a template database on PostgreSQL, and made anew when a migration or a pinned
package changes. Whoever needs it first makes it; the others wait.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"


def copy_to_sqlite(path: str) -> sqlite3.Connection:
    """Fill the database at `path` (a file, or SQLite's URI) and give the connection: in memory it lives as long."""
    target = sqlite3.connect(path, uri=True)
    with closing(sqlite3.connect(_sqlite())) as kept:
        kept.backup(target)
    return target


def template_of(url: str) -> str:
    """The name of the template database on the PostgreSQL server of `url`."""
    name = f"portolan_kept_{_key()}"
    with _alone(), server_of(url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_begun WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}_begun")
            _migrate(url.rsplit("/", 1)[0] + f"/{name}_begun")
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


def _sqlite() -> Path:
    path = FOLDER / f"{_key()}.sqlite3"
    with _alone():
        if not path.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            begun = path.with_suffix(".sqlite3-begun")
            _migrate(f"sqlite:///{begun}")
            begun.rename(path)
    return path


def _key() -> str:
    """Another one for other tables, or for another Wagtail with migrations of its own."""
    migrations = (path for path in ROOT.glob("**/migrations/*.py") if ".venv" not in path.parts)
    known = hashlib.sha256()
    for path in [*sorted(migrations), ROOT / "requirements.lock"]:
        known.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return known.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url: str) -> None:
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    for command in ("migrate", "createcachetable"):
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, env=surroundings, check=True)  # noqa: S603 (our own)
