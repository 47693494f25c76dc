"""The site calls itself by the address it is started at, in letters, citations and in Wagtail's record of it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from wagtail.models import Site

from home.site_address import follow_base_url
from tests import factories


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [("http://127.0.0.1:8091", "127.0.0.1", 8091), ("https://portolan.example", "portolan.example", 443)],
)
@pytest.mark.django_db
def test_wagtail_s_record_follows(site, settings, address, host, port):
    settings.BASE_URL = address

    follow_base_url()

    record = Site.objects.get()
    assert (record.hostname, record.port) == (host, port)
    assert factories.practice().full_url.startswith(address)


@pytest.mark.parametrize(
    ("said", "host", "port", "address"),
    [
        ("", "127.0.0.1", 8091, "http://127.0.0.1:8091"),
        ("", "0.0.0.0", 8091, "http://127.0.0.1:8091"),  # noqa: S104 (compared, not bound)
        ("", "192.0.2.7", 80, "http://192.0.2.7:80"),
        ("https://portolan.example", "127.0.0.1", 8091, "https://portolan.example"),
    ],
)
def test_a_start_at_another_port_is_known_to_the_settings(said, host, port, address):
    known = {name: value for name, value in os.environ.items() if name not in ("BASE_URL", "ALLOWED_HOSTS")}
    program = (
        f"from config import start; start._be_at({host!r}, {port});"
        "from django.conf import settings; print(settings.BASE_URL, settings.ALLOWED_HOSTS)"
    )

    printed = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", program],
        env={**known, "BASE_URL": said, "DJANGO_SETTINGS_MODULE": "config.settings.local", "PYTHONPATH": ".:platform"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed.startswith(f"{address} ")
    assert host == "0.0.0.0" or host in printed  # noqa: S104 (compared, not bound)
