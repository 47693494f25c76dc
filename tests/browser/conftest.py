"""The real site in a process of its own, with the programme's content, and the system's Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import kept_database
from tests.browser.people import Person

ROOT = Path(__file__).resolve().parents[2]
# The first is Chromium without the parts that only somebody sitting before it needs.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HOW_TO_GET_IT = "No Chromium found (Debian: apt-get install chromium); browser tests did not run."
BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"
"""In Django's files of letters: what is sent over one connection stands in one of them."""
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory, worker_id) -> Iterator[str]:
    """A database with the programme's content, of the kind the suite runs on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        path = tmp_path_factory.mktemp("browser") / "site.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            kept_database.copy_to_sqlite(database, kept_database.PROGRAMME)
        yield f"sqlite:///{path}"
        return
    template = kept_database.template_of(url, kept_database.PROGRAMME)
    name = f"portolan_browser_{worker_id}"
    with kept_database.server_of(url) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield url.rsplit("/", 1)[0] + f"/{name}"
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def surroundings(database_url, tmp_path_factory) -> dict[str, str]:
    """The environment of the running site, and of the commands that are run beside it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        "VAR": str(tmp_path_factory.mktemp("var")),
        "SAMPLE_PASSWORD": "browser-tests",
        "BASE_URL": f"http://127.0.0.1:{port}",
    }


@pytest.fixture(scope="session")
def running_site(chromium, surroundings) -> Iterator[str]:
    """`make run` as a visitor meets it: two workers at an address. Asks for the browser, so is not started without."""
    address = surroundings["BASE_URL"]
    command = [sys.executable, "-m", "config.start", "--port", address.rsplit(":", 1)[1]]
    server = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603 (our own)
    try:
        _wait_until_it_answers(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def manage(running_site, surroundings) -> Callable[..., str]:
    """A command of the running site, as an operator gives it: `manage("send_due")`. Gives what it printed."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout

    return run


@pytest.fixture(scope="session")
def letters(running_site, surroundings) -> Callable[[], list[EmailMessage]]:
    """The letters that the site has sent so far, the oldest first."""

    def read() -> list[EmailMessage]:
        files = sorted((Path(surroundings["VAR"]) / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        letters = [letter for path in files for letter in path.read_bytes().split(BETWEEN_LETTERS) if letter.strip()]
        return [message_from_bytes(letter, policy=policy.default) for letter in letters]

    return read


def _wait_until_it_answers(address: str, server: subprocess.Popen, seconds: int = 240) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"The site stopped with {server.returncode} before it answered.")
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 (our own address)
            return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"The site did not answer within {seconds} seconds.")


@pytest.fixture
def browser_page(chromium, request) -> Iterator[Page]:
    """A page that fails its test when console or network complained. `indirect` parameter: a size of `SIZES`."""
    size = getattr(request, "param", "desktop")
    context = chromium.new_context(viewport=SIZES[size], reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def people(chromium, running_site) -> Iterator[Callable[..., Person]]:
    met: dict[tuple[str, str], Person] = {}

    def person(name: str, language: str) -> Person:
        if (name, language) not in met:
            met[name, language] = Person(chromium, running_site, name, language)
        return met[name, language]

    yield person
    for one in met.values():
        one.context.close()
    assert {name: one.complaints for name, one in met.items() if one.complaints} == {}
