"""The cache that counts who tried what, and how often."""

from __future__ import annotations

import logging

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)


class CountersCache(DatabaseCache):
    """Django's database cache, but an entry leaves only once it has expired.

    Django's own throws out a third of all entries, by the order of their keys, as soon as there are more than 300:
    whoever causes enough of them frees an account that was locked.
    """

    _table: str  # Django's own, not in its types

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT) -> bool:
        """A database that cannot write (a full disk) keeps nobody from reading: nothing is kept, and False says so."""
        try:
            return super()._base_set(mode, key, value, timeout)  # type: ignore[misc]  # Django's own, not in its types
        except DatabaseError:
            logger.exception("Could not be counted: %s", key)
            return False

    def _base_delete_many(self, keys) -> bool:
        try:
            return super()._base_delete_many(keys)  # type: ignore[misc]  # likewise
        except DatabaseError:
            logger.exception("Could not be forgotten: %s", keys)
            return False

    def _cull(self, db, cursor, now, num) -> None:
        connection = connections[db]
        table = connection.ops.quote_name(self._table)
        expires = connection.ops.quote_name("expires")
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [connection.ops.adapt_datetimefield_value(now)])  # noqa: S608
