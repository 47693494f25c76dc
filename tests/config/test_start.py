"""`make run`: one at a time, on a port that is free, and it says what it does until the first visitor is served."""

from __future__ import annotations

import socket
import sys
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest

import facets
from config import gunicorn, start
from core import progress
from facets import current_index
from tests import factories


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


def test_each_step_is_said_before_and_after_and_what_is_done_is_not_done_again(settings, tmp_path, capsys):
    settings.VAR, done = tmp_path, []

    for _ in range(2):
        start._once("content", [], lambda: done.append("loaded"), done=bool(done))

    assert done == ["loaded"]
    assert capsys.readouterr().out.splitlines() == ["Bringing up to date: content", "Up to date: content, in 0 s"]


def test_a_long_command_says_how_far_it_is_in_lines_where_no_person_looks(monkeypatch):
    monkeypatch.setattr(progress, "SECONDS", -1)
    log = StringIO()

    assert list(progress.in_progress(["a", "b", "c"], "Practices", log)) == ["a", "b", "c"]

    assert log.getvalue().splitlines()[:2] == ["Practices: 1 of 3", "Practices: 2 of 3"]
    assert "\r" not in log.getvalue()


@pytest.mark.django_db
def test_the_first_visitor_waits_for_no_index(client, site, monkeypatch):
    factories.practice()
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # this test's own too
    facets.forget()
    sys.modules.pop("config.wsgi", None)

    import_module("config.wsgi")

    monkeypatch.setattr(current_index.Index, "build", lambda *_: pytest.fail("the visitor waits"))
    assert client.get("/en/practices/").status_code == 200
