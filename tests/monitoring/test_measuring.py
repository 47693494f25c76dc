"""A value goes from draft to public in one order only, and nothing approved is ever overwritten."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from monitoring import measuring
from monitoring.measuring import Entry
from monitoring.models import Measurement, State
from monitoring.values.due_values import unanswered
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person

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

    with pytest.raises(ValidationError, match="is waiting for approval"):
        made.draft(period, 310)


@pytest.mark.parametrize("step", [measuring.submit, measuring.approve])
def test_what_is_approved_is_not_sent_or_approved_again(period, step):
    value = made.approved(period)

    with pytest.raises(ValidationError, match="has been approved"):
        step(value, by=None)


@pytest.mark.parametrize(
    ("begin", "verb", "said"),
    [
        (made.draft, measuring.approve, "is a draft"),
        (made.submitted, measuring.submit, "is waiting for approval"),
        (made.submitted, measuring.withdraw, "is waiting for approval"),
        (made.approved, measuring.send_back, "has been approved"),
        (lambda of: measuring.withdraw(made.approved(of), by=None, note="Wrong"), measuring.approve, "been withdrawn"),
        (lambda of: measuring.withdraw(made.approved(of), by=None, note="Wrong"), measuring.withdraw, "been withdrawn"),
        (made.documented, measuring.approve, "published source"),
        (made.documented, measuring.ask_correction, "published source"),
        (lambda of: measuring.send_back(made.submitted(of), by=None, note="No"), measuring.approve, "been returned"),
    ],
)
def test_a_refused_step_says_how_the_value_stands(period, begin, verb, said):
    value = begin(period)
    told = {"note": "Because"} if verb in (measuring.withdraw, measuring.send_back, measuring.ask_correction) else {}

    with pytest.raises(ValidationError, match=said):
        verb(value, by=None, **told)


# --- after approval -------------------------------------------------------------------------------------------------
def test_a_withdrawn_value_is_kept_and_is_public_no_more(period):
    value = made.approved(period, 300)

    measuring.withdraw(value, by=None, note="Two courses were counted twice.")

    assert not Measurement.objects.public().exists()
    assert Measurement.objects.get().value == 300
    assert value.steps.last().note == "Two courses were counted twice."
    assert period in unanswered()


def test_a_withdrawn_documented_value_is_public_no_more_and_can_be_entered_anew(period):
    measuring.withdraw(made.documented(period, 22), by=None, note="Another project's.")

    again = made.documented(period, 23)

    assert list(Measurement.objects.public()) == [again]


@pytest.mark.parametrize("verb", [measuring.withdraw, measuring.ask_correction])
def test_what_is_public_is_touched_with_a_reason_only(period, verb):
    with pytest.raises(ValidationError) as refused:
        verb(made.approved(period), by=None, note=" ")

    assert "note" in refused.value.message_dict


def test_a_value_stays_public_while_its_correction_is_asked_for(period):
    parts = {"sex": {"female": Decimal(100), "male": Decimal(200)}}
    value = made.approved(period, 300, parts=parts, narrative="Two desks", photo_description="A desk")

    correction = measuring.ask_correction(value, by=None, note="Only the half-year, please.")

    assert Measurement.objects.approved().get() == value
    assert (correction.state, correction.value, correction.narrative) == (State.RETURNED, 300, "Two desks")
    assert (correction.parts.count(), correction.photo_description) == (2, "A desk")
    measuring.approve(measuring.submit(made.draft(period, 150), by=None), by=None)
    assert Measurement.objects.approved().get().value == 150
    value.refresh_from_db()
    assert value.state == State.SUPERSEDED


def test_a_correction_is_asked_for_once_and_not_in_a_closed_period(period):
    value = made.approved(period, 300)
    measuring.ask_correction(value, by=None, note="Only the half-year, please.")
    with pytest.raises(ValidationError, match="There is already a correction of this value"):
        measuring.ask_correction(value, by=None, note="Again")

    other = made.period(period.line, "2027-01-01", "2027-06-30")
    closed = made.approved(other, 10)
    measuring.set_lock(other, locked=True)
    with pytest.raises(ValidationError, match="closed"):
        measuring.ask_correction(closed, by=None, note="Please")
    measuring.withdraw(closed, by=None, note="Not ours")


def test_somebody_else_approves_what_one_has_entered(period):
    officer, second = person("nadia", Role.MNE), person("omar", Role.MNE)
    administrator = person("root", Role.EDITOR, is_superuser=True)
    value = made.submitted(period, by=officer)

    with pytest.raises(ValidationError, match="somebody else has to approve it"):
        measuring.approve(value, by=officer)

    measuring.approve(value, by=second)
    own = made.submitted(made.period(period.line, "2027-01-01", "2027-06-30"), by=administrator)
    assert measuring.approve(own, by=administrator).state == State.APPROVED


# --- what an indicator takes ------------------------------------------------------------------------------------------
RATING = {"measure": "4", "unit": "1 to 5"}
YES_NO = {"measure": "3", "unit": ""}
IN_WORDS = {"measure": "5", "unit": ""}
SHARE = {"measure": "2", "unit": "%"}


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        (RATING, "9"),
        (RATING, "0"),
        (RATING, "3.5"),
        (YES_NO, "7"),
        (YES_NO, "0.5"),
        (IN_WORDS, "1"),
        (SHARE, "130"),
        (SHARE, "-1"),
    ],
)
@pytest.mark.parametrize("field", ["baseline", "target", "period target", "value", "documented"])
def test_no_number_is_taken_that_the_indicator_cannot_come_to(facts, number, field):
    plain = {"aggregation": "none", "counts_people": False, "dimensions": []}
    line = made.line(factories.phase(), made.indicator(**plain, **facts))
    number, period = Decimal(number), made.period(line)
    line.baseline_year = 2019

    def take() -> None:
        if field == "value":
            made.submitted(period, number, narrative="So")
        elif field == "documented":
            made.documented(period, number, narrative="So")
        else:
            thing = period if field == "period target" else line
            setattr(thing, field.removeprefix("period "), number)
            thing.full_clean()

    with pytest.raises(ValidationError) as refused:
        take()

    wanted = {"period target": "target", "documented": "value"}.get(field, field)
    assert wanted in refused.value.message_dict


@pytest.mark.parametrize(("facts", "number"), [(RATING, 5), (YES_NO, 0), (SHARE, "58.5")])
def test_what_it_can_come_to_is_taken(facts, number):
    plain = {"aggregation": "none", "counts_people": False, "dimensions": []}
    line = made.line(factories.phase(), made.indicator(**plain, **facts), target=Decimal(number))

    line.full_clean()

    assert made.submitted(made.period(line), number).value == Decimal(number)


def test_parts_of_people_are_counted_whole(period):
    with pytest.raises(ValidationError) as refused:
        made.submitted(period, 10, parts={"sex": {"female": Decimal("4.5"), "male": Decimal("5.5")}})

    assert "parts" in refused.value.message_dict


def test_a_locked_period_takes_no_value(period):
    value = made.submitted(period)
    measuring.set_lock(period, locked=True)

    with pytest.raises(ValidationError, match="closed"):
        measuring.approve(value, by=None)


def test_returning_needs_a_note(period):
    with pytest.raises(ValidationError, match="needs correcting"):
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
