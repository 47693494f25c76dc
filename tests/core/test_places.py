"""Where in a source something was read: what may be written, and how each language writes it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.models import Source
from core.place_display import NUMBERED, PLAIN, TITLED, display_place
from core.places import NUMBERED as NUMBERED_WORDS
from core.places import PLAIN as PLAIN_WORDS
from core.places import TITLED as TITLED_WORDS
from core.places import validate_place


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("page 12", "page 12"),
        ("page 12-13", "pages 12 and 13"),
        ("paragraph 1-3, 5, 7-9", "paragraphs 1 to 3, 5 and 7 to 9"),
        ("title; last paragraph", "title; last paragraph"),
        ("section “Costs; who > pays” > table 2", "section “Costs; who &gt; pays”, table 2"),
        ("whole text", "whole text"),
    ],
)
def test_a_place_is_written_out(at, text):
    assert display_place(at, "en") == text


def test_a_heading_says_in_which_language_it_is():
    assert display_place("section “Zielsetzung”", "de") == 'section “<span lang="de" dir="ltr">Zielsetzung</span>”'
    with translation.override("ar"):
        assert '<span lang="de" dir="ltr">Zielsetzung</span>' in display_place("section “Zielsetzung”", "de")


def test_what_a_heading_holds_is_no_markup():
    assert "<b>" not in display_place("section “<b>”", "en")


@pytest.mark.parametrize(
    "at",
    ["2nd paragraph", "page", "page 0", "page 9-3", "page 12 > ", "foreword “A”", "page 3, on costs", "section “A", ""],
)
def test_what_not_every_language_can_write_is_refused(at):
    with pytest.raises(ValidationError, match="is no place"):
        validate_place(at)


def test_the_form_of_a_source_refuses_it_too():
    with pytest.raises(ValidationError) as refused:
        Source(url="https://lyon.example/", at="near the end").clean_fields(exclude=["page"])
    assert set(refused.value.message_dict) == {"at"}


def test_what_an_old_draft_says_is_shown_as_it_is():
    assert display_place("near the end", "fr") == "near the end"


def test_every_word_can_be_written():
    assert set(NUMBERED) == set(NUMBERED_WORDS)
    assert set(TITLED) == set(TITLED_WORDS)
    assert set(PLAIN) == set(PLAIN_WORDS)
