"""Whoever registers, comes and erases it has left their name and address nowhere: no row, no file, no line of a log."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.models import Letter
from core.logs import WithoutKeys
from core.sealing import unseal
from learning import signed_links
from learning.models import Registration
from tests import factories

NAME, ADDRESS, PLACE, NEEDS = "Zebulina Quartz", "zebulina.quartz@example.org", "Xanadu-les-Bains", "a ramp of basalt"
NEEDLES = ("zebulina", "quartz", "xanadu", "basalt")


@pytest.fixture
def as_in_production(settings, tmp_path):
    """Tasks in the database, letters in files."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX = tmp_path / "search"
    tasks = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with override_settings(TASKS=tasks):
        yield tmp_path


def work() -> None:
    """What the worker does, and the daily work."""
    call_command("db_worker", batch=True, interval=0, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_erased_is_erased(client, as_in_production, caplog):
    caplog.handler.addFilter(WithoutKeys())
    caplog.set_level(logging.INFO)
    day = timezone.localdate() + timedelta(days=10)
    session = factories.session(
        "Housing for newcomers", starts=str(day), status="planned", desk={"registration": "open"}
    )
    form = {"name-field": NAME, "email": ADDRESS, "place": PLACE, "language": "en", "consent": "on"}
    form["access_needs"] = NEEDS

    client.post(f"/en/sessions/{session.slug}/register/", form)
    registration = Registration.objects.get()
    link, key = signed_links.link_of(registration), registration.key
    client.post(link, {"step": "confirm"})
    work()
    client.get(link)
    client.get(signed_links.link_of(registration, "registration_data"))
    found_before = traces(as_in_production, caplog.text)
    client.post(signed_links.link_of(registration, "registration_erase"))
    assert Letter.objects.filter(address=ADDRESS).count() == 1, "the last letter has not left yet"
    work()
    client.get(link)

    assert "learning_registration" in found_before, "the test looks where it stands"
    assert any(where.endswith(".log") for where in found_before)
    assert traces(as_in_production, caplog.text) == []
    assert key not in caplog.text
    assert Registration.objects.get().state == Registration.State.CANCELLED


def traces(folder: Path, logged: str) -> list[str]:
    """Where any of the words stands: tables, with what is sealed in them; files; the log."""
    tables = [name for name in connection.introspection.table_names() if says(whole(name))]
    files = [str(path) for path in folder.rglob("*") if path.is_file() and says(path.read_bytes().decode("latin-1"))]
    return [*tables, *files, *(["the log"] if says(logged) else [])]


def whole(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (names of our own tables)
        return "\n".join(plain(value) for row in cursor.fetchall() for value in row)


def plain(value: object) -> str:
    text = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
    return unseal(text) if text.startswith("gAAAA") else text


def says(text: str) -> bool:
    return any(needle in text.casefold() for needle in NEEDLES)
