"""What is changed in the admin is true in the counts at once: pages, translations, assessments, vocabularies."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import ask
from practices.models import Assessment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(site):
    """Published, about housing, in Tangier; a process has counted it already."""
    factories.theme("employment")
    tangier = factories.city("Tangier", slug="tangier")
    practice = factories.practice("A desk", under=tangier, themes=[factories.theme("housing")])
    assert found("theme=housing") == 1
    return practice


def found(question: str = "") -> int:
    return len(ask("practices", QueryDict(question)))


def label(facet: str, code: str) -> str:
    return ask("practices", QueryDict()).index.vocabulary.values[facet][code].label("en")


def test_another_theme_is_counted_when_it_is_published_and_not_before(practice):
    practice.themes = [factories.theme("employment")]
    revision = practice.save_revision()
    as_draft = found("theme=housing"), found("theme=employment")
    revision.publish()

    assert as_draft == (1, 0)
    assert (found("theme=housing"), found("theme=employment")) == (0, 1)


def test_what_is_unpublished_is_gone_in_all_languages(practice):
    factories.translate(practice, "fr")
    assert found("lang=fr") == 1

    practice.unpublish()

    assert found() == found("lang=fr") == 0


def test_what_is_unpublished_as_a_bare_page_is_gone_too(practice):
    practice.page_ptr.unpublish()

    assert found() == 0


def test_what_is_deleted_is_gone(practice):
    practice.delete()

    assert found() == 0


def test_what_was_deleted_with_its_city_is_gone(practice):
    practice.get_parent().delete()

    assert found() == 0


def test_what_is_moved_belongs_to_its_new_city(practice):
    lyon = factories.city("Lyon", slug="lyon", country=factories.country("FR"))
    assert found("city=tangier") == 1

    practice.move(lyon, pos="last-child")

    assert (found("city=tangier"), found("city=lyon"), found("country=FR")) == (0, 1, 1)


def test_a_copy_is_counted_when_it_is_live(practice):
    practice.copy(update_attrs={"slug": "a-copy"}, keep_live=True)

    assert found("theme=housing") == 2


def test_a_translation_counts_while_it_is_public(practice):
    draft = factories.translate(practice, "fr", live=False)
    before = found("lang=fr")
    draft.get_latest_revision().publish()
    public = found("lang=fr")
    draft.refresh_from_db()
    draft.delete()

    assert (before, public, found("lang=fr")) == (0, 1, 0)


def test_the_newest_assessment_counts(practice):
    Assessment.objects.create(practice=practice, level=3, why="Compared.")
    newest = Assessment.objects.create(practice=practice, level=1, why="Corrected.")
    with_both = found("evidence=1"), found("evidence=3")
    newest.delete()

    assert with_both == (1, 0)
    assert found("evidence=3") == 1


def test_a_vocabulary_that_is_renamed_is_called_so(practice):
    theme = factories.theme("housing")
    theme.name_en = "Homes"
    theme.save()

    assert label("theme", "housing") == "Homes"


def test_a_theme_that_is_deleted_is_no_value_any_more(practice):
    factories.theme("housing").delete()

    assert found("theme=housing") == 1
    assert ask("practices", QueryDict("theme=housing")).question.ignored == (("theme", "housing"),)


def test_what_a_city_says_of_itself_is_true_of_its_practices(practice):
    city = practice.get_parent().specific
    city.name_en, city.country = "Lyon", factories.country("FR")
    city.facts.create(kind="population", value=2_000_000)
    city.save_revision().publish()

    assert (found("country=FR"), found("country=MA"), found("size=very-large")) == (1, 0, 1)
    assert label("city", "tangier") == "Lyon"


def test_saving_a_draft_is_no_change_of_what_is_public(practice, django_assert_num_queries):
    practice.title = "Another desk"
    practice.save_revision()

    with django_assert_num_queries(1):
        found()


def test_cities_that_change_places_in_the_tree_keep_their_practices(practice):
    first = factories.city("Lyon", slug="lyon", country=factories.country("FR"))
    first.move(practice.get_parent(), pos="left")
    practice.refresh_from_db()

    practice.title = "Another desk"
    practice.save_revision().publish()

    assert (found("city=tangier"), found("city=lyon"), found("country=MA")) == (1, 0, 1)
