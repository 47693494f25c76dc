"""Whoever registers, comes and erases it has left their name and address nowhere: no row, no file, no line of a log."""

from __future__ import annotations

import logging
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.letter_files import BETWEEN_LETTERS
from accounts.models import Letter
from accounts.roles import Role
from core.logs import WithoutKeys
from core.sealing import unseal
from learning import signed_links
from learning.introducing import ask_both
from learning.models import Registration
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes

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
    theme, other = factories.theme(), comes(session, "Bo", language="ar", agrees_to_introductions=True)
    other.offers.add(theme)
    form |= {"wants": [theme.pk], "wants_in_words": "Walls of basalt", "agrees_to_introductions": "on"}

    client.post(f"/en/sessions/{session.slug}/register/", form)
    registration = Registration.objects.get(email=ADDRESS)
    link, key = signed_links.link_of(registration), registration.key
    client.post(link, {"step": "confirm"})
    introduction = ask_both(one=registration, other=other, by=person("lead", Role.ORGANISER))
    work()
    for one in (registration, other):
        client.post(signed_links.link_of(one, "registration_introduction", introduction.pk), {"answer": "agree"})
    work()
    client.get(link)
    client.get(signed_links.link_of(registration, "registration_data"))
    assert says(mail_to(other, as_in_production)), "the other has the name and address"
    found_before = traces(as_in_production, caplog.text)
    client.post(signed_links.link_of(registration, "registration_erase"))
    assert Letter.objects.filter(address=ADDRESS).count() == 1, "the last letter has not left yet"
    work()
    client.get(link)

    assert "learning_registration" in found_before, "the test looks where it stands"
    assert any(where.endswith(".log") for where in found_before)
    assert traces(as_in_production, caplog.text) == []
    assert key not in caplog.text
    registration.refresh_from_db()
    assert registration.state == Registration.State.CANCELLED
    other.refresh_from_db()
    assert other.name == "Bo", "who stays is there still"


def traces(folder: Path, logged: str) -> list[str]:
    """Where any of the words stands: tables, with what is sealed in them; files; the log."""
    tables = [name for name in connection.introspection.table_names() if says(whole(name))]
    files = [str(path) for path in folder.rglob("*") if path.is_file() and says(path.read_bytes().decode("latin-1"))]
    return [*tables, *files, *(["the log"] if says(logged) else [])]


def mail_to(registration: Registration, folder: Path) -> str:
    """What the files have of it, as it is read."""
    files = [path.read_bytes() for path in (folder / "mail").glob("*.log")]
    letters = [
        message_from_bytes(one.lstrip(), policy=policy.default) for text in files for one in text.split(BETWEEN_LETTERS)
    ]
    mine = [letter for letter in letters if letter["To"] == registration.email]
    return "\n".join(letter.get_body(["plain"]).get_content() for letter in mine)


def whole(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (names of our own tables)
        return "\n".join(plain(value) for row in cursor.fetchall() for value in row)


def plain(value: object) -> str:
    text = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
    return unseal(text) if text.startswith("gAAAA") else text


def says(text: str) -> bool:
    return any(needle in text.casefold() for needle in NEEDLES)
