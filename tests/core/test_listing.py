"""What stands between the items of a list and after a label is a word of the reader's language, and so is its name."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from core import languages
from core.listing import labelled, listed, listed_at_length
from core.numbers import display_number


@pytest.mark.parametrize(
    ("language", "line", "long_line", "label"),
    [
        ("en", "a, b", "a; b", "a: b"),
        ("fr", "a, b", "a\u202f; b", "a\u00a0: b"),
        ("es", "a, b", "a; b", "a: b"),
        ("ar", "a، b", "a؛ b", "a: b"),
    ],
)
def test_separators_are_those_of_the_language(language, line, long_line, label):
    template = Template("{{ texts|listed }}|a{% semicolon %}b|a{% colon %}b")
    with translation.override(language):
        assert (listed(["a", "b"]), listed_at_length(["a", "b"]), labelled("a", "b")) == (line, long_line, label)
        assert template.render(Context({"texts": ["a", "b"]})) == f"{line}|{long_line}|{label}"


@pytest.mark.parametrize(
    ("language", "arabic", "italian"),
    [
        ("en", "Arabic", "Italian"),
        ("fr", "arabe", "italien"),
        ("es", "árabe", "italiano"),
        ("ar", "العربية", "الإيطاليّة"),
    ],
)
def test_a_language_is_named_as_inside_a_sentence(language, arabic, italian):
    with translation.override(language):
        assert (languages.name_of("ar"), languages.name_of("it")) == (arabic, italian)


@pytest.mark.parametrize(
    ("language", "four_digits", "five_digits"),
    [
        ("en", "5,275.5", "12,000"),
        ("fr", "5\u202f275,5", "12\u202f000"),
        ("es", "5275,5", "12\u202f000"),
        ("ar", "5,275.5", "12,000"),
    ],
)
def test_thousands_are_set_apart_as_the_language_does(language, four_digits, five_digits):
    with translation.override(language):
        assert (display_number(5275.5), display_number(12000)) == (four_digits, five_digits)
