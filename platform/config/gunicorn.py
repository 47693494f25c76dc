"""How gunicorn serves Portolan: `gunicorn --config python:config.gunicorn config.wsgi`. `make run` does the same."""

from __future__ import annotations

import os

from gunicorn.glogging import Logger

from core.logs import without_keys

# Two workers, so that what must hold between processes is met every day; time enough for the longest file.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
timeout = 300
preload_app = True  # what all workers need is built once and shared
accesslog = "-"
# Without the query and without where somebody came from: both may hold what only the reader of a letter should know.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(B)s %(M)sms'
control_socket_disable = True  # gunicorn 27 would open one in the home folder


class AccessLogger(Logger):
    """Writes addresses without the one-time keys in them."""

    def atoms(self, resp, req, environ, request_time) -> dict:
        atoms = super().atoms(resp, req, environ, request_time)
        atoms["U"] = without_keys(environ["PATH_INFO"])
        return atoms


logger_class = AccessLogger
