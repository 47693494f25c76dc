"""A site that runs: two processes of it, on a database that they share with the test alone."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.db import connection

from tests.pages import attributes

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def database_of_many(folder: Path) -> Iterator[None]:
    """Inside, what the test has made is where other processes find it too, and Django's connection leads there."""
    if connection.vendor != "sqlite":
        yield
        return
    usual, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
        usual.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(folder / "site.sqlite3")
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = usual, name


@contextmanager
def two_workers() -> Iterator[list[str]]:
    """Their addresses. They work on the database that Django's connection leads to."""
    with gunicorn_of() as (addresses, _gunicorn):
        yield addresses


@contextmanager
def gunicorn_of(application: str = "config.wsgi") -> Iterator[tuple[list[str], subprocess.Popen]]:
    """The addresses of two workers of `application`, and the process that leads its group, to be killed with it."""
    addresses = [f"127.0.0.1:{_free_port()}", f"127.0.0.1:{_free_port()}"]
    gunicorn = subprocess.Popen(  # noqa: S603 (our own)
        [sys.executable, "-m", "gunicorn", application, "--config", "python:tests.journeys.an_address_each"],
        cwd=ROOT,
        env={**_environment(), "ADDRESSES": " ".join(addresses)},
        start_new_session=True,
    )
    addresses = [f"http://{address}" for address in addresses]
    try:
        for address in addresses:
            _wait_for(address)
        yield addresses, gunicorn
    finally:
        gunicorn.terminate()
        gunicorn.wait(timeout=20)


def _environment() -> dict[str, str]:
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items() if name.isupper()}
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": path}
    return {**os.environ, **settings}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)  # noqa: S310 (http)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{address} did not come up")


class Person:
    """Signed in with the password "password", at every worker: a request is one request, redirects are not followed."""

    def __init__(self, address: str, name: str) -> None:
        self.cookies: dict[str, str] = {}
        self.post(address, "/accounts/login/", self.form(address, "/accounts/login/"), login=name, password="password")

    def form(self, address: str, path: str) -> str:
        """The page with the form on it."""
        return self.request("GET", address, path)[1]

    def post(self, address: str, path: str, page: str = "", *, accept: str = "text/html", **fields) -> int:
        """The status of the answer. `page` has the form that is sent, for its token."""
        for token in attributes(page, "[name=csrfmiddlewaretoken]", "value")[:1]:
            fields["csrfmiddlewaretoken"] = token
        return self.request("POST", address, path, urlencode(fields, doseq=True), accept)[0]

    def request(self, verb: str, address: str, path: str, body: str = "", accept: str = "text/html") -> tuple[int, str]:
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        worker = HTTPConnection(urlsplit(address).netloc, timeout=60)
        worker.request(verb, path, body or None, headers)
        answer = worker.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        worker.close()
        return answer.status, text
