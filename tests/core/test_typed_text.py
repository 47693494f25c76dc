"""What forms send is read as it was meant: a line break is one character, and invisible marks are none."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from accounts.roles import Role
from cities.models import Invitation
from core.middleware import meant
from tests import factories
from tests.factories.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\u200fnadia@example.org\u200e", "nadia@example.org"),
        ("nadia\u200e@\u202aexample.org\u202c", "nadia@example.org"),
        ("\u2066https://example.org/a\u2069", "https://example.org/a"),
        ("\u200f123\u200e456", "123456"),
        ("\u202bنادية بن علي\u202c", "نادية بن علي"),
        ("في \u200eUCLG\u200e نفسها", "في \u200eUCLG\u200e نفسها"),
        ("one\r\ntwo", "one\ntwo"),
        ("", ""),
    ],
)
def test_marks_go_where_they_have_no_use(typed, read):
    assert meant(typed) == read


def test_addresses_are_read_without_them_wherever_they_are_typed(client, site):
    cache.clear()
    city = factories.city("Tangier")
    focal = person("focal", Role.FOCAL_POINT, city)
    client.force_login(focal)
    form = {"email": "\u202anew@example.org\u202c", "role": Role.OFFICIAL, "language": "en"}

    client.post("/en/desk/people/", form)
    client.logout()
    signing_in = client.post("/accounts/login/", {"login": "\u200efocal@example.org\u200e", "password": "password"})

    assert Invitation.objects.get().email == "new@example.org"
    assert signing_in.url == "/accounts/confirm-email/"  # known, and its address still to be confirmed


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_line_break_is_one_character_of_the_longest_text(client, site, line_break):
    city = factories.city("Tangier")
    client.force_login(person("focal", Role.FOCAL_POINT, city))
    form = {"accepts_requests": "on", "requests_per_month": "10", "contact_role": "a" * 98 + line_break + "b"}

    answer = client.post("/en/desk/settings/", form)

    sent = answer.wsgi_request.POST["contact_role"]
    assert len(sent) == 100
