"""The list of pilots: facets with counts, words, orders, and what it says when nothing fits."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import ask
from tests import factories
from tests.pages import attributes, text, texts


def three_pilots():
    """A desk and a festival in Tangier; a shelter of no city."""
    housing, work = factories.theme("housing", name_en="Housing"), factories.theme("employment", name_en="Employment")
    tangier = factories.city("Tangier", slug="tangier")
    first, second = factories.phase(1), factories.phase(2)
    return {
        "desk": factories.pilot("Desk", under=tangier, themes=[work], phase=first, status="4", starts="2019"),
        "festival": factories.pilot("Festival", under=tangier, phase=second, status="2", starts="2023-02"),
        "shelter": factories.pilot("Shelter", themes=[housing, work], phase=second, objective="Beds for newcomers."),
    }


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=three_pilots)]


def titles(client, question: str = "", language: str = "en") -> list[str]:
    page = client.get(f"/{language}/pilots/?{question}")
    assert page.status_code == 200
    return texts(page, "#found h3")


FOUND = {
    "": ["Festival", "Desk", "Shelter"],
    "sort=title": ["Desk", "Festival", "Shelter"],
    "theme=employment": ["Desk", "Shelter"],
    "theme=employment&theme=housing": ["Desk", "Shelter"],
    "theme=employment&city=tangier": ["Desk"],
    "phase=2": ["Festival", "Shelter"],
    "status=unknown": ["Shelter"],
    "status=2&status=4": ["Festival", "Desk"],
    "lang=fr": [],
    "q=newcomers": ["Shelter"],
    "q=Housing": ["Shelter"],
}


def test_any_value_of_a_facet_and_all_facets(world, client):
    assert {question: titles(client, question) for question in FOUND} == FOUND


def test_what_is_found_is_counted_and_what_was_asked_can_be_taken_away(world, client):
    page = client.get("/en/pilots/?theme=employment&status=4")

    assert text(page, "#count") == "1 of 3 pilots"
    assert texts(page, ".chip") == ["Remove Theme: Employment", "Remove Status: Completed"]
    assert text(page, "#filters [type=submit]") == "Show 1 pilot"


def test_when_nothing_fits_the_page_says_what_to_drop(world, client):
    page = client.get("/en/pilots/?theme=housing&status=4&phase=9")

    assert texts(page, ".note") == ["Phase: “9” is not known here and has been ignored."]
    assert "No pilots match all your filters." in text(page, ".empty")
    assert set(attributes(page, ".empty p a", "href")) == {"/en/pilots/?status=4", "/en/pilots/?theme=housing"}


def test_what_changes_is_counted_at_once(world):
    def found(question: str) -> int:
        return len(ask("pilots", QueryDict(question)))

    desk = world["desk"]
    assert found("theme=employment") == 2

    desk.themes, desk.status = [factories.theme("housing")], "2"
    as_draft = desk.save_revision()
    before = found("theme=housing")
    as_draft.publish()
    factories.translate(world["festival"], "fr")
    world["shelter"].unpublish()

    assert (before, found("theme=housing"), found("theme=employment"), found("status=2")) == (1, 1, 0, 2)
    assert (found("lang=fr"), found("")) == (1, 2)


@pytest.mark.parametrize("many", [2, 8])
def test_the_list_costs_the_same_few_queries_however_many_pilots_there_are(
    site, client, many, django_assert_max_num_queries
):
    housing, phase = factories.theme("housing"), factories.phase()
    for number in range(many):
        factories.pilot(f"Pilot {number}", under=factories.city(), themes=[housing], phase=phase)
    client.get("/en/pilots/?theme=housing&q=pilot")

    with django_assert_max_num_queries(16):
        page = client.get("/en/pilots/?theme=housing&q=pilot")

    assert len(texts(page, "#found .lines > li")) == many
