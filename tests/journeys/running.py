"""A site that runs: two processes of it, on a database that they share with nobody."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def environment_of(folder: Path) -> dict[str, str]:
    """For processes that are to find what the test has in its database."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "site.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        url = f"sqlite:///{folder / 'site.sqlite3'}"
    else:
        known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items() if name.isupper()}
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": path}
    return {**os.environ, **settings}


def run(environment: dict[str, str], script: str, *arguments: str) -> str:
    """What a script prints that works on the site's database."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603


@contextmanager
def two_workers(environment: dict[str, str]) -> Iterator[list[str]]:
    """Their addresses."""
    ports = [_free_port(), _free_port()]
    processes = [
        subprocess.Popen(  # noqa: S603 (our own)
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
            cwd=ROOT,
            env=environment,
        )
        for port in ports
    ]
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for address in addresses:
            _wait_for(address)
        yield addresses
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


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
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token:
            fields["csrfmiddlewaretoken"] = token[1]
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
