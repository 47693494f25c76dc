"""The cache that counts who tried what, and how often."""

from __future__ import annotations

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class CountersCache(DatabaseCache):
    """Django's database cache, but an entry leaves only once it has expired.

    Django's own throws out a third of all entries, by the order of their keys, as soon as there are more than 300:
    whoever causes enough of them frees an account that was locked.
    """

    def _cull(self, db, cursor, now, num) -> None:
        connection = connections[db]
        table = connection.ops.quote_name(self._table)
        expires = connection.ops.quote_name("expires")
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [connection.ops.adapt_datetimefield_value(now)])  # noqa: S608
