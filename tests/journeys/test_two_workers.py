"""Two workers of one site: what an editor changes through one is counted by both at once."""

from __future__ import annotations

import urllib.request

import pytest
from allauth.account.models import EmailAddress

from core.models import Theme
from practices.models import PracticePage
from tests import factories
from tests.journeys.running import Person, database_of_many, two_workers
from tests.pages import read, text

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def workers(tmp_path, django_user_model):
    """The addresses of two processes that serve a site with one practice about housing; both have counted already."""
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org", "password")
    EmailAddress.objects.create(user=admin, email=admin.email, verified=True, primary=True)
    factories.theme("employment")
    factories.practice("A desk", slug="a-desk", themes=[factories.theme("housing")])
    factories.practice("Beds", themes=[factories.theme("housing")])
    factories.practice("Clinic", themes=[factories.theme("health")])  # or there would be no theme to choose
    with database_of_many(tmp_path), two_workers() as addresses:
        yield addresses


def counted(address: str) -> tuple[int, int, int]:
    """All practices, those on housing, those on employment, as the page says."""
    page = read(urllib.request.urlopen(f"{address}/en/practices/", timeout=30).read().decode())  # noqa: S310 (http)
    total, _practices = text(page, "#count").split()
    themes = [text(page, f"label:has(#f-theme-{theme}) .count") for theme in ("housing", "employment")]
    return tuple(int(found) for found in (total, *themes))


def test_what_is_changed_is_counted_by_both_workers_at_once(workers):
    first, second = workers
    practice = PracticePage.objects.get(slug="a-desk")
    before = [counted(first), counted(second)]

    practice.themes = [Theme.objects.get(code="employment")]
    practice.save_revision().publish()
    switched = [counted(first), counted(second)]
    admin = Person(first, "admin")
    unpublish = f"/admin/pages/{practice.pk}/unpublish/"
    admin.post(first, unpublish, admin.form(first, unpublish))
    unpublished = [counted(second), counted(first)]

    assert before == [(3, 2, 0)] * 2
    assert switched == [(3, 1, 1)] * 2
    assert unpublished == [(2, 1, 0)] * 2
