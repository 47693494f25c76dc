"""Two workers of one site: what an editor changes through one is counted by both at once."""

from __future__ import annotations

import re
import urllib.request

import pytest
from allauth.account.models import EmailAddress

from tests import factories
from tests.journeys.running import Person, environment_of, run, two_workers

PUBLISH = """
import django, sys
django.setup()
from core.models import Theme
from practices.models import PracticePage
practice = PracticePage.objects.get(slug=sys.argv[1])
practice.themes = list(Theme.objects.filter(code=sys.argv[2]))
practice.save_revision().publish()
"""

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def environment(tmp_path, django_user_model) -> dict[str, str]:
    """A site with one practice about housing, in a database that other processes can open."""
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org", "password")
    EmailAddress.objects.create(user=admin, email=admin.email, verified=True, primary=True)
    factories.theme("employment")
    factories.practice("A desk", slug="a-desk", themes=[factories.theme("housing")])
    factories.practice("Beds", themes=[factories.theme("housing")])
    return environment_of(tmp_path)


@pytest.fixture
def workers(environment):
    """The addresses of two processes that serve the site; both have counted already."""
    with two_workers(environment) as addresses:
        yield addresses


def counted(address: str) -> tuple[int, int, int]:
    """All practices, those on housing, those on employment, as the page says."""
    page = urllib.request.urlopen(f"{address}/en/practices/", timeout=30).read().decode()  # noqa: S310 (http)
    total = re.search(r'id="count".*?(\d+) practice', page)
    themes = [re.search(rf'id="f-theme-{theme}-count">(\d+)<', page) for theme in ("housing", "employment")]
    return tuple(int(found[1]) for found in (total, *themes))


def test_what_is_changed_is_counted_by_both_workers_at_once(workers, environment):
    first, second = workers
    before = [counted(first), counted(second)]

    run(environment, PUBLISH, "a-desk", "employment")
    switched = [counted(first), counted(second)]
    admin = Person(first, "admin")
    unpublish = f"/admin/pages/{factories.PracticePage.objects.get(slug='a-desk').pk}/unpublish/"
    admin.post(first, unpublish, admin.form(first, unpublish))
    unpublished = [counted(second), counted(first)]

    assert before == [(2, 2, 0)] * 2
    assert switched == [(2, 1, 1)] * 2
    assert unpublished == [(1, 1, 0)] * 2
