"""What is changed in the admin is true at once in the counts of sessions and of the library."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import ask
from learning.models import Edition, SessionDocument
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(site):
    """Published, about housing, in Tangier; a process has counted it already."""
    tangier = factories.city("Tangier", slug="tangier")
    housing = factories.theme("housing")
    session = factories.session("Homes", phase=factories.phase(), host_city=tangier, themes=[housing], starts="2018")
    assert found("sessions", "theme=housing&region=015") == 1
    return session


@pytest.fixture
def publication(site):
    """Published, of 2018, about Tangier; a process has counted it already."""
    tangier = factories.city("Tangier", slug="tangier")
    publication = factories.publication("Profile", year=2018, cities=[tangier], editions=[Edition(language="en")])
    assert found("publications", "city=tangier&year=2018&lang=en") == 1
    return publication


def found(collection: str, question: str = "") -> int:
    return len(ask(collection, QueryDict(question)))


def label(collection: str, facet: str, code: str) -> str:
    return str(ask(collection, QueryDict()).index.vocabulary.values[facet][code].label("en"))


# --- sessions -------------------------------------------------------------------------------------------------------
def test_another_theme_and_year_are_counted_when_they_are_published_and_not_before(session):
    session.themes, session.starts = [factories.theme("health")], "2019-04"
    revision = session.save_revision()
    as_draft = found("sessions", "theme=housing&year=2018"), found("sessions", "theme=health&year=2019")
    revision.publish()

    assert as_draft == (1, 0)
    assert (found("sessions", "theme=housing"), found("sessions", "theme=health&year=2019")) == (0, 1)


def test_a_session_that_is_unpublished_is_gone_and_comes_back(session):
    session.unpublish()
    gone = found("sessions")
    session.get_latest_revision().publish()

    assert (gone, found("sessions")) == (0, 1)


def test_a_session_that_is_deleted_is_gone(session):
    session.delete()

    assert found("sessions") == 0


def test_what_loses_its_phase_is_the_programmes_own_no_more(session):
    session.phase = None
    session.save_revision().publish()

    assert found("sessions") == 0


def test_a_theme_that_is_renamed_is_called_so_in_both_lists(session):
    theme = factories.theme("housing")
    theme.name_en = "Homes"
    theme.save()

    assert label("sessions", "theme", "housing") == label("publications", "theme", "housing") == "Homes"


def test_a_theme_that_is_new_can_be_asked_for_at_once(session):
    session.themes = [factories.theme("health")]
    session.save_revision().publish()

    assert found("sessions", "theme=health") == 1


def test_a_phase_that_is_renamed_is_called_so(session):
    phase = session.phase
    phase.name_en = "The second phase"
    phase.save()

    assert label("sessions", "phase", "2") == "The second phase"


def test_a_session_is_in_the_region_that_its_city_is_in(session):
    city = session.host_city
    city.country = factories.country("FR")
    city.save_revision().publish()

    assert (found("sessions", "region=015"), found("sessions", "region=155")) == (0, 1)


def test_a_translation_of_a_session_counts_while_it_is_public(session):
    draft = factories.translate(session, "fr", "Des logements", live=False)
    before = found("sessions", "lang=fr")
    draft.get_latest_revision().publish()
    public = found("sessions", "lang=fr")
    draft.refresh_from_db()
    draft.unpublish()

    assert (before, public, found("sessions", "lang=fr")) == (0, 1, 0)


def test_a_document_of_a_session_says_its_languages(session):
    document = SessionDocument.objects.create(session=session, title="Report", languages=["ar"])
    with_it = found("sessions", "lang=ar")
    document.delete()

    assert (with_it, found("sessions", "lang=ar")) == (1, 0)


def test_saving_a_draft_is_no_change_of_what_is_public(session, django_assert_num_queries):
    session.title = "Other homes"
    session.save_revision()

    with django_assert_num_queries(1):
        found("sessions")


# --- the library ----------------------------------------------------------------------------------------------------
def test_an_edition_that_is_added_is_found_in_its_language(publication):
    edition = Edition.objects.create(publication=publication, language="zh")
    with_it = found("publications", "lang=zh&lang=fr")
    edition.delete()

    assert (with_it, found("publications", "lang=zh&lang=fr")) == (1, 0)


def test_an_edition_that_is_added_with_its_page_is_found_too(publication):
    publication.editions = [Edition(language="fr")]
    publication.save_revision().publish()

    assert (found("publications", "lang=fr"), found("publications", "lang=en")) == (1, 0)


def test_another_year_and_kind_are_counted(publication):
    publication.year, publication.kind = 2020, "guide"
    publication.save_revision().publish()

    assert (found("publications", "year=2018"), found("publications", "year=2020&kind=guide")) == (0, 1)


def test_a_publication_that_is_unpublished_is_gone(publication):
    publication.page_ptr.unpublish()

    assert found("publications") == 0


def test_a_translation_that_is_published_is_sorted_by_its_title(publication):
    other = factories.publication("Amman")
    factories.translate(publication, "fr", "Aaa")

    assert ask("publications", QueryDict("sort=title")).pks("fr", 0, 9) == [publication.pk, other.pk]


def test_a_city_that_is_renamed_is_called_so_and_one_that_is_not_public_is_no_value(publication):
    city = publication.cities.get()
    city.name_en = "Tanger"
    city.save_revision().publish()
    renamed = label("publications", "city", "tangier")
    city.unpublish()

    assert renamed == "Tanger"
    assert ask("publications", QueryDict("city=tangier")).question.ignored == (("city", "tangier"),)


def test_what_names_no_theme_follows_the_themes_of_its_session(session):
    factories.publication("Note", session=session)
    before = found("publications", "theme=housing")
    session.themes = [factories.theme("health")]
    session.save_revision().publish()

    assert (before, found("publications", "theme=housing"), found("publications", "theme=health")) == (1, 0, 1)
