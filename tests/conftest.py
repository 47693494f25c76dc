"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

import facets
from cities.models import CityPage
from core import after_response, caching
from search import current_index
from tests import factories, kept_database
from tests.databases import PROGRAMME, SITE, Databases, tangier_and_lisbon
from tests.databases import tangier as only_tangier

# A busy machine is no fault of what is tested, and what CI finds is found again at the next run.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("suite")


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    by_marker = marker is not None and marker.kwargs.get("transaction", False)
    return by_marker or bool({"transactional_db", "live_server"} & set(item.fixturenames))


def _is_alike(item: pytest.Item) -> bool:
    """It asks no database, or how often one is asked, which is the same for every one."""
    asks = item.get_closest_marker("django_db") is not None or "_django_db_helper" in item.fixturenames
    return not asks or bool({"django_assert_num_queries", "django_assert_max_num_queries"} & set(item.fixturenames))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit come last: they are slow, and each puts back what the migrations had left.

    Of whole modules that say the same whatever the database, they say so themselves.
    """
    items.sort(key=_commits)
    for item in items:
        if _is_alike(item):
            item.add_marker(pytest.mark.alike)
        if _commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def pytest_collection_finish() -> None:
    """What is imported by now stays until the end: looking through it for garbage took a fifth of the suite's time."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


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
        with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as database:
            kept_database.copy_to_sqlite(database)
            yield  # in memory it lives as long as somebody is connected
    else:
        ours["TEMPLATE"] = kept_database.template_of(os.environ["DATABASE_URL"])
        yield


@pytest.fixture(scope="session")
def databases(django_db_setup) -> Iterator[Databases]:
    databases = Databases()
    yield databases
    databases.drop()


@pytest.fixture
def _database(request, databases, django_db_blocker) -> Iterator[Any]:
    """Connects a test to the database that its fixtures ask for, the empty one if it commits. Gives its world."""
    if _commits(request.node):
        yield None
        return
    asked, begins_with = request.fixturenames, request.node.get_closest_marker("begins_with")
    if begins_with and "world" in asked:
        connected = databases.connected_to_world(begins_with.kwargs["world"])
    elif {"tangier", "lisbon"} & set(asked):
        connected = databases.connected_to_world(tangier_and_lisbon if "lisbon" in asked else only_tangier)
    else:
        connected = databases.connected(PROGRAMME if "programme" in asked else SITE)
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            world = stack.enter_context(connected)
        yield world


@pytest.fixture
def _django_db_helper(_database, _django_db_helper) -> None:
    """pytest-django's: begins a test's transaction, so is connected before."""


@pytest.fixture
def world(db, _database):
    """What the tests of a module begin with: the mark `begins_with(world=World)` names who makes it, once."""
    return _database


@pytest.fixture
def tangier(db, _database) -> CityPage:
    return _database["tangier"]


@pytest.fixture
def lisbon(db, _database) -> CityPage:
    return _database["lisbon"]


@pytest.fixture
def programme(db) -> None:
    """The programme's real content is in the database, as the command leaves it."""


@pytest.fixture(autouse=True)
def _process_that_has_just_begun():
    """The database goes back in time between tests; what a process remembers of it, and its language, must go too."""
    cache.clear()
    facets.forget()
    current_index.forget()
    caching.forget()
    after_response.forget()
    translation.activate("en")


@pytest.fixture
def mailoutbox(mailoutbox, monkeypatch):
    """Letters of a test leave as if its transaction had been committed."""
    monkeypatch.setattr("accounts.post.on_commit", lambda work: work())
    return mailoutbox


@pytest.fixture
def site(db):
    """The front page with its index pages, which are in the database already; the root of the only site."""
    return factories.site()


@pytest.fixture
def admin_client(client, django_user_model, site):
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client
