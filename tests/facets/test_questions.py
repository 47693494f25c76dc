"""A question is whatever the address says, made sense of; and its own address is canonical."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from facets import Question
from facets.index import Index
from tests.facets.worlds import World

INDEX = Index.build(World().collection())


def read(address: str) -> Question:
    return Question.from_query(QueryDict(address), INDEX)


def canonical(question: Question) -> str:
    return question.url("/things/", INDEX)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("", "/things/"),
        ("colour=red", "/things/?colour=red"),
        ("size=small&colour=red", "/things/?colour=red&size=small"),
        ("colour=green&colour=red&colour=green", "/things/?colour=red&colour=green"),
        ("sort=age&view=cards&page=1", "/things/"),
        ("view=list&page=3&colour=red", "/things/?colour=red&page=3&view=list"),
        ("q=+two++words+", "/things/?q=two+words"),
        ("q=words&sort=age", "/things/?q=words&sort=age"),
        ("utm_source=elsewhere&colour=", "/things/"),
    ],
)
def test_an_address_has_one_canonical_form(asked, written):
    assert canonical(read(asked)) == written


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [
        ("colour=purple", ("colour", "purple")),
        ("sort=price", ("sort", "price")),
        ("view=globe", ("view", "globe")),
        ("page=-1", ("page", "-1")),
        ("page=two", ("page", "two")),
        ("q=%21%3F...", ("q", "!?...")),
    ],
)
def test_what_is_not_known_is_left_out_and_named(asked, ignored):
    question = read(asked + "&size=small")

    assert question.ignored == (ignored,)
    assert canonical(question) == "/things/?size=small"


def test_toggling_twice_is_doing_nothing_and_goes_back_to_the_first_page():
    question = read("colour=red&page=4&view=list")

    once = question.toggled("colour", "blue")
    twice = once.toggled("colour", "blue")

    assert canonical(once) == "/things/?colour=red&colour=blue&view=list"
    assert canonical(twice) == "/things/?colour=red&view=list"


def test_clearing_keeps_only_how_results_are_shown():
    question = read("q=word&colour=red&size=small&sort=age&view=list&page=2")

    cleared = question.cleared()

    assert canonical(cleared) == "/things/?sort=age&view=list"
    assert not cleared.is_filtered


@given(st.dictionaries(st.sampled_from(["q", "colour", "size", "sort", "view", "page", "x"]), st.lists(st.text())))
def test_no_address_is_an_error_and_reading_what_was_written_changes_nothing(parameters):
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, values)

    question = Question.from_query(query, INDEX)
    again = Question.from_query(QueryDict(canonical(question).partition("?")[2]), INDEX)

    assert canonical(again) == canonical(question)
    assert again.ignored == ()
