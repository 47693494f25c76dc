"""`make run`: brings database, content and static files up to date, then becomes the server.

The second start finds everything done: it compares what it would do with what it did (a stamp in `var/`) and starts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from gunicorn.app.base import BaseApplication


def main() -> None:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    _once("database", _migrations(), _migrate, done="django_migrations" in connection.introspection.table_names())
    _once("static", settings.STATICFILES_DIRS, _collect_static, done=settings.STATIC_ROOT.exists())
    _once("content", [settings.ROOT / "data"], _load_content, done=_has_content())
    call_command("sample_accounts")
    _serve(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _migrations() -> list[Path]:
    return [*settings.ROOT.glob("*/migrations"), *settings.ROOT.glob("platform/*/migrations")]


def _migrate() -> None:
    call_command("migrate", verbosity=0)


def _collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def _load_content() -> None:
    call_command("load_programme", str(settings.ROOT / "data" / "mc2cm"))


def _has_content() -> bool:
    """An emptied or new database wants its content, whatever the stamp says."""
    from home.models import HomePage  # noqa: PLC0415 (models load after the set-up)

    return HomePage.objects.exists()


def _once(name: str, folders: list[Path], work: Callable[[], None], *, done: bool) -> None:
    """Do `work` when it is not done, or when a file below `folders` is another than when it was."""
    stamp = settings.VAR / f"{name}.stamp"
    now = _fingerprint(folders)
    if not (done and stamp.exists() and stamp.read_text() == now):
        sys.stdout.write(f"Bringing up to date: {name}\n")
        sys.stdout.flush()
        work()
        stamp.write_text(now)


def _fingerprint(folders: list[Path]) -> str:
    """Names, sizes and times of the files, and of the pinned dependencies, which bring static files of their own."""
    everything = (path for folder in folders for path in Path(folder).rglob("*"))
    files = sorted(path for path in everything if path.is_file() and "__pycache__" not in path.parts)
    marks = [
        (path, path.stat().st_size, path.stat().st_mtime_ns) for path in [*files, settings.ROOT / "requirements.txt"]
    ]
    return hashlib.sha256(repr([settings.DATABASES["default"]["NAME"], marks]).encode()).hexdigest()


class Server(BaseApplication):
    """gunicorn in this very process, which has everything loaded already: half the time of a second start."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        """Two workers, so that what must hold between processes is met every day; time enough for the longest file."""
        options = {"bind": self.address, "workers": 2, "timeout": 300, "preload_app": True, "accesslog": "-"}
        options |= {"pidfile": str(settings.VAR / "portolan.pid"), "control_socket_disable": True}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()


def _serve(options: argparse.Namespace) -> None:
    address = f"{options.host}:{options.port}"
    sys.stdout.write(f"Portolan: http://{address}/  (editors: http://{address}/admin/)\n")
    sys.stdout.flush()
    connections.close_all()  # none may be shared with the workers
    Server(address).run()


if __name__ == "__main__":
    main()
