"""What is changed in the admin is true in the facets of cities at once."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from cities.models import Participation
from facets import ask
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(site):
    """Tangier, a member; a process has counted it already."""
    tangier = factories.city("Tangier", participations=[Participation(phase=factories.phase(1), role="member")])
    assert found("country=MA") == 1
    return tangier


def found(question: str = "") -> int:
    return len(ask("cities", QueryDict(question)))


def label(facet: str, code: str) -> str:
    return ask("cities", QueryDict()).index.vocabulary.values[facet][code].label("en")


def test_its_country_and_size_are_counted_when_they_are_published_and_not_before(city):
    city.country = factories.country("FR")
    city.facts.create(kind="population", value=2_000_000)
    revision = city.save_revision()
    as_draft = found("country=FR"), found("size=very-large")
    revision.publish()

    assert as_draft == (0, 0)
    assert (found("country=MA"), found("country=FR"), found("size=very-large")) == (0, 1, 1)


def test_another_part_in_the_programme_is_counted(city):
    city.participations.add(Participation(phase=factories.phase(2), role="host"))
    city.save_revision().publish()

    assert found("role=host") == found("phase=2") == 1


def test_what_is_unpublished_or_deleted_is_gone(city):
    other = factories.city("Rabat")
    assert found() == 2

    city.page_ptr.unpublish()
    other.delete()

    assert found() == 0


def test_a_vocabulary_that_is_renamed_is_called_so(city):
    country = factories.country("MA")
    country.name_en = "The Kingdom"
    country.save()

    assert label("country", "MA") == "The Kingdom"
