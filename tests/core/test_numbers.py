"""Numbers are read as people of the four languages write them, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import NumberField, number_for_input, read_number


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("300", "en", "300"),
        ("1,234.5", "en", "1234.5"),
        ("1,234,567", "en", "1234567"),
        ("1.234", "en", "1.234"),
        ("1,5", "en", "1.5"),
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1,234", "fr", "1.234"),
        ("1.5", "fr", "1.5"),
        ("1.234.567,8", "fr", "1234567.8"),
        ("1.234,5", "es", "1234.5"),
        ("1.234", "es", "1234"),
        ("1'234.5", "en", "1234.5"),
        ("١٢٣٤٫٥", "ar", "1234.5"),
        ("١٬٢٣٤", "ar", "1234"),
        ("\u200f۱۲", "ar", "12"),
        ("0,234", "ar", "0.234"),
        ("\u22123", "en", "-3"),
        (".5", "en", "0.5"),
        ("1 234 567", "en", "1234567"),
        ("1\u00a0234\u00a0567,5", "fr", "1234567.5"),
        ("١٬٢٣٤٬٥٦٧", "ar", "1234567"),
        ("12 500", "ar", "12500"),
        ("- 5", "es", "-5"),
        ("6.075", "ar", "6.075"),
    ],
)
def test_a_number_is_read_in_the_language_of_its_writer(text, language, number):
    assert read_number(text, language) == Decimal(number)


@pytest.mark.parametrize(("text", "language"), [("1.234", "fr"), ("1,234", "ar")])
def test_what_can_be_read_in_two_ways_is_asked_about(text, language):
    with pytest.raises(ValidationError) as caught:
        read_number(text, language)

    assert caught.value.code == "ambiguous"
    assert "1234" in caught.value.messages[0]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(
    "text", ["300 12", "2024 120", "1 23", "1 2345", "0 123", "1 234.567 890", "1,234 567", "1\u202f2", "١٢ ٣٤", "1'23"]
)
def test_digits_stand_in_groups_only_where_they_can_be_groups(text, language):
    with pytest.raises(ValidationError) as caught:
        read_number(text, language)

    assert caught.value.code == "invalid"


def test_a_number_without_end_is_refused_at_once():
    with pytest.raises(ValidationError):
        read_number("9" * 5_000_000, "en")


@pytest.mark.parametrize("text", ["", "many", "12-3", "1,23,4", "1.234,567,890", "NaN", "1e5", "--3", "½", "1,2.3,4"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValidationError) as caught:
        read_number(text, "en")

    assert caught.value.code == "invalid"


def test_of_a_number_in_words_the_number_is_shown():
    with pytest.raises(ValidationError, match="Write only the number: 300"):
        read_number("environ 300", "fr")


@pytest.mark.parametrize("text", ["1234567890123456", "0.0001"])
def test_what_the_database_cannot_keep_is_refused(text):
    with pytest.raises(ValidationError) as caught:
        read_number(text, "en")

    assert caught.value.code == "too_long"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=3), st.sampled_from(["en", "fr", "es", "ar"]))
def test_what_a_form_writes_is_read_back_as_the_same(number, language):
    assert read_number(number_for_input(number, language), language) == number


class OneNumber(forms.Form):
    value = NumberField(required=False, least=Decimal(0), percent=True)


def test_the_field_keeps_what_was_typed_and_speaks_the_language():
    with translation.override("fr"):
        shown = OneNumber(initial={"value": Decimal("1234.500")})
        refused = OneNumber({"value": "environ 300"})
        negative = OneNumber({"value": "-1"})
        percent = OneNumber({"value": "58,5 %"})

        assert 'value="1234,5"' in str(shown)
        assert 'value="environ 300"' in str(refused)
        assert negative.errors["value"]
        assert percent.is_valid()
        assert percent.cleaned_data["value"] == Decimal("58.5")


def test_the_same_number_written_otherwise_is_no_change():
    form = OneNumber({"value": "1,234.50"}, initial={"value": Decimal("1234.5")})

    assert not form.has_changed()
