"""What the database would refuse is refused before, in words, and at the field where there is one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.utils import translation

from evaluations.models import CriterionScore
from monitoring.models import Contribution, Indicator, MeasurementPart, Period
from pilots.models import PilotPage
from practices.models import Assessment, PracticePage, Transfer
from tests.rooms import our_models


def constraints() -> list:
    return [
        pytest.param(model, constraint, id=constraint.name)
        for model in our_models()
        for constraint in model._meta.constraints
    ]


def fields_of(condition: Q) -> set[str]:
    """The columns that a condition speaks of."""
    found: set[str] = set()
    for child in condition.children:
        found |= fields_of(child) if isinstance(child, Q) else {child[0].split("__")[0]}
    return found


@pytest.mark.parametrize(("model", "constraint"), constraints())
def test_every_constraint_says_in_words_what_it_refuses(model, constraint):
    told = str(constraint.get_violation_error_message())
    with translation.override("fr"):
        in_french = str(constraint.get_violation_error_message())

    assert constraint.name not in told
    assert told != in_french


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), constraints())
def test_what_is_wrong_with_one_number_is_said_at_its_field(model: type[Model], constraint):
    names = fields_of(constraint.condition) if isinstance(constraint, CheckConstraint) else set()
    if len(names) != 1:
        return  # of several fields together: the next test
    field = model._meta.get_field(names.pop())

    with pytest.raises(ValidationError):
        field.clean(field.to_python("-1"), model())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "facts", "field"),
    [
        (PracticePage, {"cost_amount": Decimal(-5), "cost_currency": "EUR"}, "cost_amount"),
        (PracticePage, {"cost_amount": Decimal(5), "cost_currency": "euro"}, "cost_currency"),
        (PilotPage, {"budget": Decimal(-5)}, "budget"),
        (PilotPage, {"currency": "XXL"}, "currency"),
        (Contribution, {"amount": Decimal(-5)}, "amount"),
        (CriterionScore, {"score": 9}, "score"),
        (MeasurementPart, {"value": Decimal(-1)}, "value"),
        (Assessment, {"level": 9}, "level"),
        (Transfer, {"receiver_name": "Fez"}, "giver"),
        (Transfer, {"giver_name": "Fez"}, "receiver"),
        (Indicator, {"aggregation": "sum", "measure": "2"}, "aggregation"),
        (Period, {"starts": date(2026, 6, 30), "ends": date(2026, 1, 1)}, "ends"),
    ],
)
def test_a_form_says_it_at_the_field(model, facts, field):
    record = model(**facts)
    relations = [one.name for one in model._meta.concrete_fields if one.is_relation]

    with pytest.raises(ValidationError) as caught:
        Model.full_clean(record, exclude=relations, validate_unique=False, validate_constraints=False)

    assert field in caught.value.message_dict


@pytest.mark.django_db
def test_a_currency_is_kept_in_capitals_however_it_is_typed():
    field = PracticePage._meta.get_field("cost_currency")

    assert field.clean(" eur ", PracticePage()) == "EUR"
