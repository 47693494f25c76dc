"""Every page answers at its own address, and nothing at any other."""

import pytest

from tests import factories
from tests.pages import text

pytestmark = pytest.mark.django_db


def test_two_practices_with_one_slug_are_told_apart_by_their_city(client):
    rabat, tunis = factories.city("Rabat"), factories.city("Tunis")
    factories.practice("Desk of Rabat", under=rabat, slug="desk")
    factories.practice("Desk of Tunis", under=tunis, slug="desk")

    assert text(client.get("/en/cities/rabat/desk/"), "h1") == "Desk of Rabat"
    assert text(client.get("/en/cities/tunis/desk/"), "h1") == "Desk of Tunis"


@pytest.mark.parametrize(
    "address", ["/en/bench/", "/en/rabat/bench/", "/en/cities/tunis/bench/", "/en/cities/rabat/x/"]
)
def test_a_part_of_an_address_is_no_address(client, address):
    factories.city("Tunis")
    factories.practice("Desk", under=factories.city("Rabat"), slug="bench")

    assert client.get(address).status_code == 404


def test_a_draft_has_no_public_address(client):
    city = factories.city("Rabat")
    factories.practice("Draft", under=city, slug="draft", live=False)

    assert client.get("/en/cities/rabat/draft/").status_code == 404
