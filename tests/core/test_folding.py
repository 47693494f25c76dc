"""What is searched and what is asked for meet in one form, whatever the database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import fold, fold_words

FOUR_LANGUAGES = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from("ال و ب ف ك لل œßæ’–\u200f\u00a0"),
        st.characters(exclude_categories=["Cs"]),
    )
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L’accès au logement", "l acces au logement"),
        ("Œuvre, STRASSE und Straße", "oeuvre strasse und strasse"),
        ("Málaga – España (2016)", "malaga espana 2016"),
        ("snake_case/and-dashes", "snake case and dashes"),
        ("إدماج وأسرة وآخر", "ادماج واسره واخر"),
        ("مدينة القرى", "مدينه قري"),
        ("الســـكن", "سكن"),
        ("عَمَّان", "عمان"),
        ("٢٠١٦ و۲۰۱۷", "2016 و 2017"),
        ("عمان\u200f، الأردن", "عمان اردن"),
        ("   ", ""),
    ],
)
def test_a_text_folds_to_plain_lower_case_words(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["السكن", "والسكن", "بالسكن", "فالسكن", "كالسكن", "للسكن", "وللسكن", "وبالسكن"])
def test_the_arabic_article_and_what_clings_to_it_are_dropped(written):
    assert fold(written) == "سكن"


@pytest.mark.parametrize("written", ["لاجئين", "اللاجئين", "للاجئين", "وللاجئين", "باللاجئين"])
def test_refugees_are_found_however_the_article_is_written(written):
    assert fold(written) == "لاجيين"


@pytest.mark.parametrize("word", ["والد", "بال", "فالح", "الي", "ال", "بالغ", "سؤال", "عالم"])
def test_words_that_only_look_like_an_article_stay_whole(word):
    assert fold(word) == word.replace("ؤ", "و")


def test_the_generations_are_not_taken_for_refugees():
    assert fold("للأجيال") == fold("الأجيال") == fold("أجيال")


def test_words_come_in_order_and_repeated():
    assert fold_words("À Tunis, à Sfax") == ["a", "tunis", "a", "sfax"]
    assert fold_words("…") == []


@given(FOUR_LANGUAGES)
def test_folding_twice_changes_nothing(text):
    once = fold(text)

    assert fold(once) == once


@given(FOUR_LANGUAGES)
def test_no_upper_case_no_mark_and_single_spaces_are_left(text):
    folded = fold(text)

    assert folded == folded.lower()
    assert not any(unicodedata.combining(char) for char in folded)
    assert folded == " ".join(folded.split())
    assert all(char.isalnum() or char == " " for char in folded)


@given(FOUR_LANGUAGES)
def test_composed_and_decomposed_writing_fold_alike(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(decomposed)


@given(FOUR_LANGUAGES, FOUR_LANGUAGES)
def test_two_texts_fold_to_the_words_of_both(first, second):
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()
