"""What counts attempts keeps them until they expire, however many others there are."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def counters(settings):
    """The cache as the site has it, in place of the tests' own."""
    settings.CACHES = settings.CACHES | {"default": settings.COUNTERS}
    call_command("createcachetable", verbosity=0)
    return caches["default"]


def test_others_traffic_pushes_no_counter_out(counters):
    counters.set("0-locked", "yes", 300)  # the first by order of keys, which Django's own cache throws out first
    for number in range(700):
        counters.set(f"9-{number}", 1, 300)

    assert counters.get("0-locked") == "yes"
    assert counters.get("9-0") == 1


def test_what_has_expired_makes_room(counters):
    for number in range(310):
        counters.set(f"old-{number}", 1, -1)
    counters.set("new", 1, 300)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM portolan_cache")
        assert cursor.fetchone()[0] < 20
    assert counters.get("new") == 1
