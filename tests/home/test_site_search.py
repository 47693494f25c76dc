"""Search across all of it."""

from __future__ import annotations

import pytest

from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def lyon(site):
    return factories.city(name_en="Lyon", name_ar="ليون", country=factories.country("FR"))


def test_what_is_found_stands_by_kind_with_its_number_and_the_way_to_all(client, lyon):
    for number in range(6):
        factories.practice(f"Desk {number}", under=lyon)
    factories.session("A meeting", host_city=lyon, phase=factories.phase())

    page = read(client.get("/ar/search/", {"q": "ليون"}))

    assert texts(page, "section h2 .count") == ["6", "1", "1"]
    assert len(texts(page, "section[aria-labelledby=practices] h3")) == 4
    assert attributes(page, "section[aria-labelledby=practices] > p a", "href")[0].startswith("/ar/practices/?q=")
    assert has(page, "section[aria-labelledby=cities] h3")


def test_what_was_typed_is_shown_as_it_was_typed_and_is_never_markup(client, lyon):
    typed = '"><script>alert(1)</script> Lyon'

    page = client.get("/en/search/", {"q": typed})

    assert attributes(read(page), "#q", "value") == [typed]
    assert_nowhere(page, "<script>alert")


@pytest.mark.parametrize("typed", ["", "   ", "!?", "🙂"])
def test_nothing_to_search_for_is_said_and_nothing_is_listed(client, lyon, typed):
    page = read(client.get("/en/search/", {"q": typed}))

    assert not has(page, "section")
    assert ("nothing to search for" in text(page, "main")) == bool(typed.strip())


def test_where_nothing_is_found_the_lists_are_offered(client, lyon):
    page = read(client.get("/en/search/", {"q": "zzzzzz"}))

    assert "Nothing was found for this search." in text(page, ".empty")
    assert len(texts(page, ".empty a")) == 5


def test_drafts_are_nowhere(client, lyon):
    factories.practice("Secret cellar", under=lyon, live=False)

    assert_nowhere(client.get("/en/search/", {"q": "cellar"}), "Secret")


@pytest.mark.parametrize("practices", [3, 12])
def test_it_asks_the_database_as_often_however_much_is_found(client, lyon, practices, django_assert_max_num_queries):
    for number in range(practices):
        factories.practice(f"Lyon desk {number}", under=lyon)
    client.get("/en/search/", {"q": "lyon"})

    with django_assert_max_num_queries(34):
        client.get("/en/search/", {"q": "lyon"})
