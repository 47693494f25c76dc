"""A kind of page is complete: whoever adds one reads `docs/how-to/add-a-kind-of-page.md`, and forgets no place."""

from __future__ import annotations

import pytest
from django.template.loader import get_template
from django.utils.module_loading import import_string
from wagtail.models import get_page_models

from core.models import IndexPage, SubjectPage
from home.sections import LISTED_IN, SECTIONS
from intake.kinds import registered
from tests.factories import INDEXES, TRANSLATIONS

KINDS = [model for model in get_page_models() if issubclass(model, SubjectPage)]
OF_EVERY_SECTION = {"home.HomePage", "home.StandardPage"}
"""The front page, and what is linked from every footer."""
BEGIN_IN_THE_EDITORS_INTERFACE = {"practices.DossierPage"}
"""No file of a programme has them: they are curated."""


@pytest.fixture(params=KINDS, ids=lambda kind: kind._meta.label)
def kind(request) -> type[SubjectPage]:
    return request.param


def test_its_words_have_a_translation_page_of_the_same_room_once_a_language(kind):
    translation = kind.translation_model()

    assert translation._meta.app_label == kind._meta.app_label
    assert translation in kind.allowed_subpage_models()
    assert any({"subject", "language"} <= set(getattr(one, "fields", ())) for one in translation._meta.constraints)


def test_its_template_and_its_presenter_are_of_its_own_room(kind):
    assert get_template(kind.template)
    assert callable(import_string(kind.presenter))
    assert {kind.template.split("/")[0], kind.presenter.split(".")[0]} == {kind._meta.app_label}


def test_it_has_a_place_in_the_tree_and_a_section_of_the_header(kind):
    sections = {section.slug for section in SECTIONS}
    indexes = {INDEXES[slug] for slug in sections}
    stands_in_one = bool(indexes & set(kind.allowed_parent_page_models()))

    assert kind.allowed_parent_page_models()
    assert stands_in_one or LISTED_IN.get(kind) in sections or kind._meta.label in OF_EVERY_SECTION


def test_the_loader_brings_it_or_it_begins_in_the_editors_interface(kind):
    loaded = {getattr(one, "model", None) for one in registered()}

    assert (kind in loaded) != (kind._meta.label in BEGIN_IN_THE_EDITORS_INTERFACE), "step 5 of the how-to"


def test_tests_can_make_it_and_translate_it(kind):
    assert TRANSLATIONS.get(kind) is kind.translation_model(), "step 6 of the how-to"


def test_every_list_of_the_site_has_its_section_or_stands_in_another():
    lists = {model for model in get_page_models() if issubclass(model, IndexPage)}

    assert lists == set(INDEXES.values())
