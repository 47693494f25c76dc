"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from core import facets, keeping
from core.loading import Programme
from tests import factories, kept_database
from tests.programme import Keeper

KEEPER = Keeper()
# A busy machine is no fault of what is tested, and what CI finds is found again at the next run.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("suite")


def _wants_programme(item: pytest.Item) -> bool:
    return "programme" in getattr(item, "fixturenames", ())


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    by_marker = marker is not None and marker.kwargs.get("transaction", False)
    return by_marker or bool({"transactional_db", "live_server"} & set(item.fixturenames))


TESTS = Path(__file__).parent
ALIKE = {
    *("config", "test_house.py", "home/test_headings.py", "home/test_programme_content.py", "journeys/test_letters.py"),
    "journeys/test_foreign_keys.py",
    *(f"core/test_{name}.py" for name in ("block_words", "control_names", "cuts", "date_fields", "drafts", "exports")),
    *(f"core/test_{name}.py" for name in ("folding", "form_references", "glyphs", "headers", "lead_pictures", "logs")),
    *(f"core/test_{name}.py" for name in ("numbers", "partial_dates", "partial_date_display", "probes", "sea_chart")),
    *(f"core/test_{name}.py" for name in ("series", "tag_words", "typed_text", "editorial", "translation_form")),
    *(f"accounts/test_{name}.py" for name in ("account_page", "interface_language", "second_factor")),
    *("cities/test_city_form.py", "journeys/test_editor.py", "journeys/test_roles.py", "practices/test_review.py"),
    *(f"core/test_uploads_{name}.py" for name in ("documents", "images", "renditions")),
    *("pilots", "home/test_front_page.py", "cities/test_city_page.py", "learning/test_session_page.py"),
    *(f"practices/test_{name}.py" for name in ("practice_page", "practice_in_languages", "curated_pages", "writing")),
    *(f"monitoring/test_{name}.py" for name in ("shown_pages", "report_contents", "iati_check", "iati_file")),
    *(f"monitoring/test_{name}.py" for name in ("evaluation_pages", "framework_pages", "framework_sheets", "withheld")),
    *(f"monitoring/test_{name}.py" for name in ("attacker", "doubts", "files_properties", "report_pdf")),
    "monitoring/test_suppression_properties.py",
}
"""What says the same whatever the database: walks over forms and letters, pictures, texts, what pages show."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that want the programme's content come together, so that it is loaded once; those that commit come last."""
    items.sort(key=lambda item: (_commits(item), _wants_programme(item)))
    for item in items:
        here = item.path.relative_to(TESTS)
        if {str(here), here.parts[0]} & ALIKE:
            item.add_marker(pytest.mark.alike)
        if _commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
        if _wants_programme(item):
            item.add_marker(pytest.mark.xdist_group("programme"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the test's own transaction begins: take the content away from a test that does not want it."""
    if KEEPER.was_asked_for:
        with KEEPER.blocker.unblock():
            KEEPER.load() if _wants_programme(item) else KEEPER.unload()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """A test that commits leaves an empty database: what the migrations put there comes back for whoever is next.

    After the last test the database is gone already, and the connection is the real one's again.
    """
    result = yield
    if _commits(item) and nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_test_environment) -> Iterator[None]:
    """Before the test database is made: let it begin as a copy of the kept one, with nothing left to migrate."""
    ours = connection.settings_dict["TEST"]
    ours["MIGRATE"] = False
    if connection.vendor == "sqlite":
        copy = kept_database.copy_to_sqlite(connection.creation._get_test_db_name())
        yield
        copy.close()
    else:
        ours["TEMPLATE"] = kept_database.template_of(os.environ["DATABASE_URL"])
        yield


@pytest.fixture(scope="session")
def _programme_keeper(django_db_setup, django_db_blocker):
    KEEPER.blocker = django_db_blocker
    with django_db_blocker.unblock():
        KEEPER.load()
    yield KEEPER
    with django_db_blocker.unblock():
        KEEPER.unload()


@pytest.fixture
def programme(_programme_keeper, db) -> Programme:
    """The programme's real content in the database, as the command leaves it: see tests/programme.py."""
    return _programme_keeper.programme


@pytest.fixture(autouse=True)
def _process_that_has_just_begun():
    """The database goes back in time between tests; what a process remembers of it, and its language, must go too."""
    cache.clear()
    facets.forget()
    keeping.forget()
    translation.activate("en")


@pytest.fixture
def mailoutbox(mailoutbox, monkeypatch):
    """Letters of a test leave as if its transaction had been committed."""
    monkeypatch.setattr("accounts.post.on_commit", lambda work: work())
    return mailoutbox


@pytest.fixture
def site(db):
    """The front page with its index pages; the root of the only site."""
    return factories.site()


@pytest.fixture
def admin_client(client, django_user_model, site):
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client
