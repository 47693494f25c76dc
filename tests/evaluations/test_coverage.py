"""The matrix of cities and objectives: what is public stands in its cell, and nobody is ranked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.models import FrameworkItem
from evaluations.coverage.counting import CoverageKind, coverage
from tests import factories
from tests.factories import evaluations as commitments
from tests.factories import monitoring as made
from tests.pages import assert_nowhere, has, read, text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective(site) -> FrameworkItem:
    return factories.framework_item("gcm-objective", "16", name_en="Empower migrants")


def cell(city, objective) -> dict:
    return dict(coverage().of(city, objective))


def test_a_cell_holds_what_is_public(tangier, objective):
    practice = factories.practice(under=tangier, framework_items=[objective])
    primary = factories.practice(under=tangier, primary_gcm_objective=objective)
    factories.practice(under=tangier, live=False, framework_items=[objective])
    pilot = factories.pilot(under=tangier, framework_items=[objective])
    promise = commitments.committed(tangier, framework_item=objective)
    commitments.commitment(tangier, framework_item=objective)
    commitments.committed(tangier, framework_item=objective, status="dropped")

    assert cell(tangier, objective) == {
        CoverageKind.COMMITMENT: {promise.pk},
        CoverageKind.PRACTICE: {practice.pk, primary.pk},
        CoverageKind.PILOT: {pilot.pk},
    }


def test_a_practice_counts_for_the_further_cities_that_have_part_in_it(tangier, objective):
    lisbon = factories.city("Lisbon")
    practice = factories.practice(under=lisbon, framework_items=[objective], further_cities=[tangier])

    assert cell(tangier, objective) == cell(lisbon, objective) == {CoverageKind.PRACTICE: {practice.pk}}


def test_measured_is_a_public_value_tied_by_its_indicator_its_line_or_its_subject(tangier, objective):
    pilot = factories.pilot(under=tangier, framework_items=[objective])
    by_indicator = made.line(tangier, made.indicator(framework_item=objective))
    by_line, by_subject = made.line(tangier, objective=objective), made.line(pilot)
    for line in (by_indicator, by_line):
        made.approved(made.period(line), 300)
    made.documented(made.period(by_subject), 20)
    made.submitted(made.period(made.line(tangier, made.indicator(framework_item=objective))), 300)
    made.approved(made.period(made.line(tangier)), 300)

    assert cell(tangier, objective)[CoverageKind.MEASURED] == {by_indicator.pk, by_line.pk, by_subject.pk}


def test_it_is_made_anew_when_something_is_approved_or_taken_back(tangier, objective):
    line = made.line(tangier, made.indicator(framework_item=objective))
    before = cell(tangier, objective)
    made.approved(made.period(line), 300)
    during = cell(tangier, objective)
    tangier.unpublish()

    assert (before, during) == ({}, {CoverageKind.MEASURED: {line.pk}})
    assert cell(tangier, objective) == {}


def test_the_page_is_alphabetical_and_each_cell_leads_to_what_is_behind(client, tangier, objective):
    factories.city("Agadir"), factories.city("Almada", country=factories.country("PT"))
    factories.practice("Welcome desk", under=tangier, framework_items=[objective])

    page = read(client.get(reverse("coverage")))
    behind = client.get(reverse("coverage"), {"city": "tangier", "objective": "16"})

    assert texts(page, "tbody th[scope=row] a") == ["Agadir", "Tangier", "Almada"]
    assert "This is not a ranking." in text(page, "main .note")
    assert has(page, f"tbody td [href='{reverse('coverage')}?city=tangier&objective=16#practice']")
    assert_nowhere(page, "Welcome desk")
    assert texts(behind, "h3#practice + ul a") == ["Welcome desk"]


def test_it_is_filtered_and_a_question_it_does_not_know_is_not_asked(client, tangier, objective):
    factories.city("Almada", country=factories.country("PT"))
    commitments.committed(tangier, framework_item=objective)

    def cities(**asked) -> list[str]:
        answer = client.get(reverse("coverage"), asked)
        return [row.city.name_en for row in answer.context["rows"]]

    assert cities(country="PT") == ["Almada"]
    assert cities(recorded="on") == ["Tangier"]
    assert cities(city="almada") == ["Almada"]
    assert cities(country="<script>", objective="99", city="nowhere") == ["Tangier", "Almada"]


@pytest.mark.parametrize("number", [1, 5])
def test_it_costs_the_same_however_many_cities_there_are(client, objective, django_assert_max_num_queries, number):
    for _ in range(number):
        city = factories.city()
        factories.practice(under=city, framework_items=[objective])
        made.approved(made.period(made.line(city, made.indicator(framework_item=objective))), 300)
    client.get("/en/")

    with django_assert_max_num_queries(24):
        client.get(reverse("coverage"))
    with django_assert_max_num_queries(12):
        client.get(reverse("coverage"))
