"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def site(db):
    """The front page with its index pages; the root of the only site."""
    return factories.site()


@pytest.fixture
def admin_client(client, django_user_model, site):
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client
