"""Production starts with what it was told, or not at all; what starts and does not do what is meant is warned of."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings as the_settings

from core.checks import what_production_needs

GIVEN = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "portolan.example",
    "BASE_URL": "https://portolan.example",
    "DATABASE_URL": "postgresql://portolan@database.example/portolan",
    "EMAIL_URL": "smtp+tls://portolan@mail.example:587",
}


def start(**given: str) -> subprocess.CompletedProcess:
    """The production settings read by a process of their own."""
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(the_settings.ROOT), str(the_settings.ROOT / "platform")]),
        **given,
    }
    command = [sys.executable, "-c", "import config.settings.production as p; print(p.DATABASES['default']['ENGINE'])"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own)


def test_production_starts_with_all_that_has_no_default():
    started = start(**GIVEN)

    assert (started.returncode, started.stdout.strip()) == (0, "django.db.backends.postgresql")


def test_production_refuses_to_start_without_and_names_all_that_is_missing():
    refused = start()

    assert refused.returncode != 0
    assert [name for name in GIVEN if f"{name} (" not in refused.stderr] == []


@pytest.mark.parametrize("name", ["BASE_URL", "DATABASE_URL", "EMAIL_URL"])
def test_production_refuses_an_empty_one(name):
    refused = start(**GIVEN | {name: ""})

    assert refused.returncode != 0
    assert f"ImproperlyConfigured: Production has no default for: {name} (" in refused.stderr


def test_production_refuses_an_address_that_is_none():
    refused = start(**GIVEN | {"BASE_URL": "portolan.example"})

    assert refused.returncode != 0
    assert "BASE_URL is a whole address" in refused.stderr


@pytest.fixture
def as_in_production(settings, monkeypatch):
    settings.BASE_URL = "https://portolan.example"
    settings.ALLOWED_HOSTS = [".portolan.example"]
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Portolan <portolan@portolan.example>"
    return settings


@pytest.mark.parametrize(
    ("name", "value", "warning"),
    [
        ("BASE_URL", "http://127.0.0.1:8000", "portolan.W001"),
        ("BASE_URL", "http://portolan.example", "portolan.W002"),
        ("BASE_URL", "https://elsewhere.example", "portolan.W003"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "portolan.W005"),
        ("DEFAULT_FROM_EMAIL", "Portolan <portolan@localhost>", "portolan.W006"),
    ],
)
def test_what_starts_and_is_not_meant_is_warned_of(as_in_production, name, value, warning):
    assert what_production_needs(None) == []

    setattr(as_in_production, name, value)

    assert warning in [found.id for found in what_production_needs(None)]


def test_an_sqlite_file_is_warned_of(as_in_production, monkeypatch):
    monkeypatch.setitem(as_in_production.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")

    assert [found.id for found in what_production_needs(None)] == ["portolan.W004"]
