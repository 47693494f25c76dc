"""gunicorn's settings: workers of one preloaded site, as in production, but each answers at an address of its own."""

import os

bind = os.environ["ADDRESSES"].split()
workers = len(bind)
preload_app = True
loglevel = "error"
control_socket_disable = True


def post_fork(server, worker) -> None:
    worker.sockets = [worker.sockets[(worker.age - 1) % workers]]
