"""A word of two genders is translated as its noun asks, and a number chooses the form of what it counts."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import ngettext, pgettext

from evaluations.commitments.committing import COMMITTED, TAKEN_BACK
from evaluations.evaluating import PUBLISHED, WITHDRAWN
from evaluations.log import PLAIN
from practices.lineage import RELATIONS
from practices.models import PracticePage, PracticeRelation


def test_an_evaluation_and_a_commitment_are_published_each_in_its_gender():
    told = (PUBLISHED, COMMITTED, WITHDRAWN, TAKEN_BACK)

    with translation.override("fr"):
        assert [str(PLAIN[step]) for step in told] == ["Publiée", "Publié", "Retirée", "Retiré"]
    with translation.override("es"):
        assert [str(PLAIN[step]) for step in told] == ["Publicada", "Publicado", "Retirada", "Retirado"]


def test_a_practice_and_a_session_are_funded_in_the_feminine_and_the_programme_in_the_masculine():
    with translation.override("fr"):
        _column, _kind, of_a_practice = RELATIONS[PracticeRelation.Kind.FUNDED_BY]
        assert str(of_a_practice) == pgettext("a session", "Funded by") == "Financée par"
        assert pgettext("the programme", "Funded by") == "Financé par"


@pytest.mark.parametrize(
    ("noun", "french", "spanish"), [("a city", "Toutes", "Todas"), ("an indicator", "Tous", "Todos")]
)
def test_any_agrees_with_what_is_chosen(noun, french, spanish):
    with translation.override("fr"):
        assert pgettext(noun, "Any") == french
    with translation.override("es"):
        assert pgettext(noun, "Any") == spanish


@pytest.mark.parametrize(("lines", "words"), [(1, "له قيمة"), (2, "لهما قيمة"), (5, "لها قيمة"), (11, "له قيمة")])
def test_in_arabic_lines_with_a_value_have_the_form_of_their_number(lines, words):
    with translation.override("ar"):
        assert ngettext("with a value", "with a value", lines) == words


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_hint_on_depth_names_the_option_as_the_form_does(language):
    with translation.override(language):
        hint = str(PracticePage._meta.get_field("detail").help_text)
        assert str(PracticePage.Detail.FULL.label) in hint
