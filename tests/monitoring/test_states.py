"""Whatever people do in whatever order: no other order of states than the one that is written down."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from monitoring import measuring
from monitoring.measuring import FOLLOWS, Entry
from monitoring.models import OPEN, Measurement, MeasurementStep, State
from tests import factories
from tests.factories import monitoring as made

NUMBERS = st.integers(0, 9)
VERBS = ["submit", "send_back", "approve", "ask_correction", "withdraw", "discard"]


class Desk(RuleBasedStateMachine):
    """Two periods, and every verb on whatever value there is, the wrong one included."""

    def __init__(self) -> None:
        super().__init__()
        Measurement.objects.all().update(supersedes=None)
        MeasurementStep.objects.all().delete()
        Measurement.objects.all().delete()
        number = next(made.NUMBER)
        line = made.line(factories.phase(number=number % 30_000))
        self.periods = [made.period(line, f"{year}-01-01", f"{year}-06-30") for year in (2024, 2025)]
        self.approved: dict[int, Decimal] = {}

    def value(self, number: int) -> Measurement | None:
        values = list(Measurement.objects.order_by("pk"))
        return values[number % len(values)] if values else None

    @rule(which=st.integers(0, 1), number=NUMBERS)
    def draft(self, which, number):
        with suppress(ValidationError):
            measuring.save_draft(period=self.periods[which], entry=Entry(value=Decimal(number)), by=None)

    @rule(number=NUMBERS, verb=st.sampled_from(VERBS))
    def do(self, number, verb):
        value = self.value(number)
        if value is None:
            return
        told = {"discard": {}, "submit": {"by": None}, "approve": {"by": None}}.get(verb, {"by": None, "note": "Why?"})
        with suppress(ValidationError):
            getattr(measuring, verb)(value, **told)

    @rule(which=st.integers(0, 1), locked=st.booleans())
    def lock(self, which, locked):
        measuring.set_lock(self.periods[which], locked=locked)

    @invariant()
    def states_follow_each_other_as_written(self):
        for value in Measurement.objects.prefetch_related("steps"):
            states = [None, *(State(step.state) for step in value.steps.all())]
            assert all(after in FOLLOWS[before] for before, after in pairwise(states)), states
            assert value.state == states[-1]

    @invariant()
    def a_period_has_one_value_approved_and_one_under_way(self):
        found = Counter(Measurement.objects.values_list("period", "state"))
        assert all(found[period.pk, State.APPROVED] <= 1 for period in self.periods)
        assert all(sum(found[period.pk, state] for state in OPEN) <= 1 for period in self.periods)

    @invariant()
    def what_was_approved_never_changes(self):
        public = dict(
            Measurement.objects.filter(state__in=[State.APPROVED, State.SUPERSEDED, State.WITHDRAWN]).values_list(
                "pk", "value"
            )
        )
        assert all(public.get(pk) == value for pk, value in self.approved.items())
        self.approved = public


class TestStates(DjangoCase):
    def test_no_order_of_steps_breaks_the_rules(self):
        run_state_machine_as_test(
            Desk,
            settings=settings(
                max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
