"""A value goes from draft to public in one order only, and nothing approved is ever overwritten."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from monitoring import measuring
from monitoring.measuring import Entry
from monitoring.models import Measurement, State
from tests import factories
from tests.factories import monitoring as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return made.period(made.line(factories.phase()))


def test_a_value_is_entered_returned_mended_and_approved(period):
    value = made.submitted(period, 300)

    measuring.send_back(value, by=None, note="Which half-year is this?")
    again = measuring.save_draft(period=period, entry=Entry(value=Decimal(280)), by=None)
    measuring.approve(measuring.submit(again, by=None), by=None)

    assert Measurement.objects.approved().get().value == 280
    steps = list(again.steps.values_list("state", flat=True))
    assert steps == ["draft", "submitted", "returned", "draft", "submitted", "approved"]


def test_a_correction_supersedes_and_the_first_value_is_kept(period):
    first = made.approved(period, 300)

    made.approved(period, 310)

    first.refresh_from_db()
    assert first.state == State.SUPERSEDED
    assert first.value == 300
    assert first.superseded_by.value == 310
    assert Measurement.objects.approved().count() == 1


def test_the_first_value_counts_until_its_correction_is_approved(period):
    made.approved(period, 300)

    made.submitted(period, 310)

    assert Measurement.objects.approved().get().value == 300


def test_what_waits_for_approval_cannot_be_written_on(period):
    made.submitted(period, 300)

    with pytest.raises(ValidationError, match="waits for approval"):
        made.draft(period, 310)


@pytest.mark.parametrize("step", [measuring.submit, measuring.approve])
def test_what_is_approved_goes_nowhere(period, step):
    value = made.approved(period)

    with pytest.raises(ValidationError, match="meanwhile"):
        step(value, by=None)


def test_a_locked_period_takes_no_value(period):
    value = made.submitted(period)
    measuring.set_lock(period, locked=True)

    with pytest.raises(ValidationError, match="closed"):
        measuring.approve(value, by=None)


def test_returning_needs_a_note(period):
    with pytest.raises(ValidationError, match="mended"):
        measuring.send_back(made.submitted(period), by=None, note=" ")


@pytest.mark.parametrize(
    ("facts", "value", "entry", "field"),
    [
        ({"measure": "2", "aggregation": "none", "counts_people": False, "dimensions": []}, 130, {}, "value"),
        ({}, "-1", {}, "value"),
        ({}, "1.5", {}, "value"),
        ({}, None, {}, "value"),
        ({"measure": "5", "aggregation": "none", "counts_people": False, "dimensions": []}, None, {}, "narrative"),
        ({}, 10, {"parts": {"sex": {"female": Decimal(3), "male": Decimal(4)}}}, "parts"),
        ({}, 10, {"parts": {"sex": {"refugee": Decimal(10)}}}, "parts"),
    ],
)
def test_what_is_impossible_is_refused_at_its_field(facts, value, entry, field):
    period = made.period(made.line(factories.phase(), made.indicator(**facts)))

    with pytest.raises(ValidationError) as refused:
        made.submitted(period, value, **entry)

    assert field in refused.value.message_dict


def test_a_documented_value_is_public_at_once_and_never_approved(period):
    made.documented(period, 22, source="EIP-UCLG review")

    assert Measurement.objects.public().get().source == "EIP-UCLG review"
    assert not Measurement.objects.approved().exists()
