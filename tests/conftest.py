"""What every test may ask for."""

from __future__ import annotations

import pytest

from core import facets, keeping
from tests import factories


@pytest.fixture(autouse=True)
def _process_that_has_just_begun():
    """The database goes back in time between tests; what a process remembers of it must go too."""
    facets.forget()
    keeping.forget()


@pytest.fixture
def site(db):
    """The front page with its index pages; the root of the only site."""
    return factories.site()


@pytest.fixture
def admin_client(client, django_user_model, site):
    client.force_login(django_user_model.objects.create_superuser("admin", "admin@example.org", "password"))
    return client
