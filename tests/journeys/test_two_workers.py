"""Two workers of one site: what an editor changes through one is counted by both at once."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from tests import factories

ROOT = Path(__file__).resolve().parents[2]
PUBLISH = """
import django, sys
django.setup()
from core.models import Theme
from practices.models import PracticePage
practice = PracticePage.objects.get(slug=sys.argv[1])
practice.themes = list(Theme.objects.filter(code=sys.argv[2]))
practice.save_revision().publish()
"""

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def environment(tmp_path, django_user_model) -> dict[str, str]:
    """A site with one practice about housing, in a database that other processes can open."""
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org", "password")
    EmailAddress.objects.create(user=admin, email=admin.email, verified=True, primary=True)
    factories.theme("employment")
    factories.practice("A desk", slug="a-desk", themes=[factories.theme("housing")])
    factories.practice("Beds", themes=[factories.theme("housing")])
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(tmp_path / "site.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        url = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    else:
        known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items() if name.isupper()}
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": path}
    return {**os.environ, **settings}


@pytest.fixture
def workers(environment):
    """The addresses of two processes that serve the site; both have counted already."""
    ports = [free_port(), free_port()]
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
            wait_for(address)
        yield addresses
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)  # noqa: S310 (http)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{address} did not come up")


def counted(address: str) -> tuple[int, int, int]:
    """All practices, those on housing, those on employment, as the page says."""
    page = urllib.request.urlopen(f"{address}/en/practices/", timeout=30).read().decode()  # noqa: S310 (http)
    total = re.search(r'id="count".*?(\d+) practice', page)
    themes = [re.search(rf'id="f-theme-{theme}-count">(\d+)<', page) for theme in ("housing", "employment")]
    return tuple(int(found[1]) for found in (total, *themes))


class Editor:
    """Signed in through one worker's admin."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/accounts/login/", login="admin", password="password", next="/admin/")

    def post(self, path: str, **fields: str) -> None:
        form = self.browser.open(f"{self.address}{path}", timeout=30).read().decode()
        fields["csrfmiddlewaretoken"] = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
        self.browser.open(f"{self.address}{path}", urlencode(fields).encode(), timeout=30)


def test_what_is_changed_is_counted_by_both_workers_at_once(workers, environment):
    first, second = workers
    before = [counted(first), counted(second)]

    subprocess.run([sys.executable, "-c", PUBLISH, "a-desk", "employment"], env=environment, cwd=ROOT, check=True)  # noqa: S603
    switched = [counted(first), counted(second)]
    Editor(first).post(f"/admin/pages/{factories.PracticePage.objects.get(slug='a-desk').pk}/unpublish/")
    unpublished = [counted(second), counted(first)]

    assert before == [(2, 2, 0)] * 2
    assert switched == [(2, 1, 1)] * 2
    assert unpublished == [(1, 1, 0)] * 2
