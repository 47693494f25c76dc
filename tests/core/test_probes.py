"""What a monitor is told, whatever name it asks by."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "nobody.knows.example"])
def test_probes_are_answered_by_any_name_and_without_tls(client, settings, address, host):
    settings.ALLOWED_HOSTS = ["portolan.example"]
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(address, headers={"host": host})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_site_itself_goes_on_asking_who_is_addressed(client, settings):
    settings.ALLOWED_HOSTS = ["portolan.example"]

    assert client.get("/en/", headers={"host": "nobody.knows.example"}).status_code == 400


def test_without_the_database_the_site_is_not_ready_but_lives(client, monkeypatch):
    def away(*args, **kwargs):
        raise OSError("the database is away")

    monkeypatch.setattr(connection, "cursor", away)
    ready, lives = client.get("/readyz"), client.get("/healthz")

    assert (ready.status_code, ready.json()["database"]) == (503, "unavailable")
    assert lives.status_code == 200


def test_a_cache_that_is_away_is_named_and_pages_go_on(client, settings, site):
    settings.CACHES = settings.CACHES | {
        "renditions": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }

    ready, page = client.get("/readyz"), client.get(site.get_url())

    assert (ready.status_code, ready.json()) == (200, {"database": "ok", "cache": "unavailable"})
    assert page.status_code == 200


def test_nobody_makes_the_site_fail_on_purpose(client):
    assert client.get("/admin/failwhale/", follow=True).status_code == 404


def test_the_contact_for_weaknesses_is_given_with_the_day_until_which_it_holds(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@portolan.example"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert "Contact: mailto:security@portolan.example" in lines
    assert [line for line in lines if line.startswith("Expires: ") and line.endswith("+00:00")]
