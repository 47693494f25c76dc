"""What every test may ask for."""

from __future__ import annotations

import pytest
from django.utils import translation

from core import facets, keeping
from core.loading import Programme
from tests import factories
from tests.programme import Keeper

KEEPER = Keeper()


def _wants_programme(item: pytest.Item) -> bool:
    return "programme" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that want the programme's content come together, so that it is loaded once; last in their kind of test."""
    transactional = {"transactional_db", "live_server"}
    items.sort(key=lambda item: (bool(transactional & set(item.fixturenames)), _wants_programme(item)))
    for item in filter(_wants_programme, items):
        item.add_marker(pytest.mark.xdist_group("programme"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the test's own transaction begins: take the content away from a test that does not want it."""
    if KEEPER.was_asked_for:
        with KEEPER.blocker.unblock():
            KEEPER.load() if _wants_programme(item) else KEEPER.unload()


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
    facets.forget()
    keeping.forget()
    translation.activate("en")


@pytest.fixture
def site(db):
    """The front page with its index pages; the root of the only site."""
    return factories.site()


@pytest.fixture
def admin_client(client, django_user_model, site):
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client
