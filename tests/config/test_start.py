"""`make run`, before it begins: one at a time, and a port that is free."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from config import gunicorn, start


def test_a_second_start_from_the_same_folder_says_so_and_ends(settings, tmp_path):
    settings.VAR = tmp_path
    lock = start._only_one()

    with pytest.raises(SystemExit, match="already running"):
        start._only_one()
    lock.close()
    start._only_one().close()


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(SystemExit, match=rf"127\.0\.0\.1:{port} .*PORT={port + 1}"):
            start._port_is_free("127.0.0.1", port)
    start._port_is_free("127.0.0.1", port)


def test_gunicorn_opens_nothing_in_the_home_folder_and_logs_no_key(tmp_path):
    server = start.Server("127.0.0.1:8000")

    assert server.cfg.control_socket_disable
    assert server.cfg.logger_class is gunicorn.AccessLogger
    assert server.cfg.timeout == 300
    assert "%(f)s" not in server.cfg.access_log_format
    assert "%(q)s" not in server.cfg.access_log_format
    assert Path(server.cfg.pidfile).name == "portolan.pid"
