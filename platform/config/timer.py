"""What is due every few minutes, done by `make run` itself. Production has `manage.py send_due --often` for it."""

from __future__ import annotations

import fcntl
import itertools
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import connections

SECONDS = 60


def start_timer(_worker: object = None) -> threading.Thread:
    """In each worker, once it runs. Whoever has the lock works; when that worker dies, another has it."""
    timer = threading.Thread(target=_keep_doing_what_is_due, name="timer", daemon=True)
    timer.start()
    return timer


def _keep_doing_what_is_due() -> None:
    from core.due import ClockError, do_all  # noqa: PLC0415 (models load after the set-up)

    with (settings.VAR / "timer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for _minute in itertools.count():
            time.sleep(SECONDS)
            with suppress(ClockError):
                do_all(often=True)  # logs what fails, and goes on
            connections.close_all()
