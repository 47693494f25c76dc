"""The databases of a run beside the empty one, which only tests that commit have: with the pages of a fresh site, with
the programme's content, and with what the tests of a module begin with (their world).

Making pages takes time, so what many tests begin with is made once. What a test changes is rolled back in each of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import connection, transaction

from cities.models import CityPage
from tests import factories, kept_database

PROGRAMME, SITE = "programme", "site"


def tangier() -> dict[str, CityPage]:
    """A world of one city."""
    return {"tangier": factories.city("Tangier", name_fr="Tanger", name_ar="طنجة")}


def tangier_and_lisbon() -> dict[str, CityPage]:
    """A world of two."""
    return {**tangier(), "lisbon": factories.city("Lisbon", name_fr="Lisbonne", name_ar="لشبونة")}


class Databases:
    """Made when a test first asks for one; the connections stay open from test to test."""

    def __init__(self) -> None:
        self._usual = connection.settings_dict["NAME"]
        self._open = {}  # by name: the connection of the driver
        self._worlds: dict[Callable, Any] = {}

    @contextmanager
    def connected_to_world(self, make: Callable[[], Any]) -> Iterator[Any]:
        """Inside, Django's connection leads to a fresh site on which `make` was called. Gives what it returned, anew
        for each test."""
        with self.connected(f"world_{make.__module__}_{make.__qualname__}".replace(".", "_").lower()[-40:]):
            if make not in self._worlds:
                with transaction.atomic():
                    self._worlds[make] = make()
                    connection.run_on_commit.clear()  # as in a test, whose transaction never ends
            yield deepcopy(self._worlds[make])

    @contextmanager
    def connected(self, which: str) -> Iterator[None]:
        """Inside, Django's connection leads to this database."""
        is_new = which not in self._open
        usual, connection.connection = connection.connection, self._open.get(which)
        connection.settings_dict["NAME"] = self._name(which)
        if is_new:
            self._make(which)
        try:
            yield
        finally:
            self._open[which], connection.connection = connection.connection, usual
            connection.settings_dict["NAME"] = self._usual

    def _name(self, which: str) -> str:
        return ":memory:" if connection.vendor == "sqlite" else f"{self._usual}_{which}"

    def _make(self, which: str) -> None:
        kept = kept_database.PROGRAMME if which == PROGRAMME else kept_database.EMPTY
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            kept_database.copy_to_sqlite(connection.connection, kept)
        else:
            url = os.environ["DATABASE_URL"]
            template = kept_database.template_of(url, kept)
            with kept_database.server_of(url) as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {self._name(which)} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {self._name(which)} TEMPLATE {template}")
        if which != PROGRAMME:
            factories.site()

    def drop(self) -> None:
        """At the end of the run. Those in memory go with their connection."""
        for which, opened in self._open.items():
            opened.close()
            if connection.vendor == "postgresql":
                with kept_database.server_of(os.environ["DATABASE_URL"]) as cursor:
                    cursor.execute(f"DROP DATABASE {self._name(which)}")
