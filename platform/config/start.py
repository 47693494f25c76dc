"""`make run`: brings database, content and static files up to date, then becomes the server.

The second start finds everything done: it compares what it would do with what it did (a stamp in `var/`) and starts.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, connections
from gunicorn.app.base import BaseApplication

from config import gunicorn
from config.timer import start_timer


def main() -> None:
    options = _options()
    _be_at(options.host, options.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    lock = _only_one()  # closed with the process
    _port_is_free(options.host, options.port)
    _once("database", _migrations(), _migrate, done="django_migrations" in connection.introspection.table_names())
    _once("static", settings.STATICFILES_DIRS, _collect_static, done=settings.STATIC_ROOT.exists())
    _once("content", [settings.ROOT / "data"], _load_content, done=_has_content())
    _name_the_site()
    call_command("sample_accounts")
    _say("Counting what visitors browse by")
    _serve(options)
    lock.close()


def _be_at(host: str, port: int) -> None:
    """What the site calls itself follows where it listens, unless the environment says more."""
    here = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104 (compared, not bound)
    os.environ["BASE_URL"] = os.environ.get("BASE_URL") or f"http://{f'[{here}]' if ':' in here else here}:{port}"
    os.environ["ALLOWED_HOSTS"] = os.environ.get("ALLOWED_HOSTS") or ",".join({"127.0.0.1", "localhost", here})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _migrations() -> list[Path]:
    return [*settings.ROOT.glob("*/migrations"), *settings.ROOT.glob("platform/*/migrations")]


def _migrate() -> None:
    """Each migration says so when it is done: together they take half a minute."""
    call_command("migrate", verbosity=1)


def _collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def _load_content() -> None:
    call_command("load_programme", str(settings.ROOT / "data" / "mc2cm"))


def _has_content() -> bool:
    """An emptied or new database wants its content, whatever the stamp says."""
    from home.models import HomePage  # noqa: PLC0415 (models load after the set-up)

    return HomePage.objects.exists()


def _name_the_site() -> None:
    """Also after a start at another port."""
    from home.site_address import follow_base_url  # noqa: PLC0415 (models load after the set-up)

    follow_base_url()


def _once(name: str, folders: list[Path], work: Callable[[], None], *, done: bool) -> None:
    """Do `work` when it is not done, or when a file below `folders` is another than when it was."""
    stamp = settings.VAR / f"{name}.stamp"
    now = _fingerprint(folders)
    if not (done and stamp.exists() and stamp.read_text() == now):
        began = time.monotonic()
        _say(f"Bringing up to date: {name}")
        work()
        stamp.write_text(now)
        _say(f"Up to date: {name}, in {time.monotonic() - began:.0f} s")


def _fingerprint(folders: list[Path]) -> str:
    """Names, sizes and times of the files, and of the pinned dependencies, which bring static files of their own."""
    everything = (path for folder in folders for path in Path(folder).rglob("*"))
    files = sorted(path for path in everything if path.is_file() and "__pycache__" not in path.parts)
    marks = [
        (path, path.stat().st_size, path.stat().st_mtime_ns) for path in [*files, settings.ROOT / "requirements.lock"]
    ]
    return hashlib.sha256(repr([settings.DATABASES["default"]["NAME"], marks]).encode()).hexdigest()


class Server(BaseApplication):
    """gunicorn in this very process, which has everything loaded already: half the time of a second start."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        for name in self.cfg.settings:
            if hasattr(gunicorn, name):
                self.cfg.set(name, getattr(gunicorn, name))
        self.cfg.set("bind", self.address)
        self.cfg.set("pidfile", str(settings.VAR / "portolan.pid"))
        self.cfg.set("post_worker_init", start_timer)

    def load(self) -> WSGIHandler:
        from config.wsgi import application  # noqa: PLC0415 (builds what visitors wait for otherwise)

        return application


def _only_one() -> IO:
    """The lock on `var/`, held as long as the site runs. Exits when another `make run` has it."""
    lock = (settings.VAR / "start.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("Portolan is already running from this folder, or being set up. `make stop` ends it.")
    return lock


def _port_is_free(host: str, port: int) -> None:
    """Exits when something else answers there: after minutes of setting up is too late to say so."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"Cannot listen on {host}:{port} ({error.strerror}). Another port: make run PORT={port + 1}")


def _serve(options: argparse.Namespace) -> None:
    address = f"{options.host}:{options.port}"
    _say(f"Portolan: http://{address}/  (editors: http://{address}/admin/)")
    connections.close_all()  # none may be shared with the workers
    Server(address).run()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
