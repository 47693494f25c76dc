"""Numbers that are asked back: over all pairs of numbers, and never a loop that waits for a number to come near."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.numbers import DECIMALS, DIGITS
from monitoring.models import Indicator
from monitoring.values.doubts import TIMES, doubts_about
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person

pytestmark = pytest.mark.alike
every_number = st.decimals(-(10**DIGITS) + 1, 10**DIGITS - 1, places=DECIMALS)
near_zero = st.decimals(-200, 200, places=DECIMALS)
any_number = st.one_of(every_number, near_zero)


def indicator(**facts) -> Indicator:
    return Indicator(**{"name_en": "Euros", "measure": "1", "aggregation": "sum", **facts})


@given(value=any_number, last=any_number, people=st.booleans(), rule=st.sampled_from(["sum", "last", "none"]))
def test_every_pair_of_numbers_is_judged_and_what_is_proposed_is_of_the_last_ones_size(value, last, people, rule):
    found = doubts_about(value, indicator(counts_people=people, aggregation=rule), last)

    for doubt in found:
        if doubt.likely is not None:
            assert abs(last) / TIMES < abs(doubt.likely) < abs(last) * TIMES
            assert (doubt.likely < 0) == (last < 0)
            assert round(doubt.likely, 0 if people else DECIMALS) == doubt.likely


@given(value=any_number, last=any_number)
def test_a_number_of_another_size_is_always_asked_back(value, last):
    of_another_size = value and last and not abs(last) / TIMES < abs(value) < abs(last) * TIMES

    assert bool(doubts_about(value, indicator(), last)) == bool(of_another_size)


@pytest.mark.parametrize(
    ("value", "last", "likely"),
    [
        ("3400", "340", "340"),
        ("34", "340", "340"),
        ("1000", "99", "100"),
        ("-3400", "-340", "-340"),
        ("-5", "99", None),
        ("5", "-99", None),
        ("0.001", "999", "1000"),
    ],
)
def test_the_number_that_was_perhaps_meant(value, last, likely):
    (doubt,) = doubts_about(Decimal(value), indicator(), Decimal(last))

    assert doubt.likely == (likely and Decimal(likely))


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), [("-5", "3"), ("99", "-5"), ("-5", "-500"), ("0", "-1"), ("-1", "0")])
def test_the_form_and_the_officers_page_answer_whatever_the_numbers(client, first, second):
    tangier = factories.city("Tangier")
    line = made.line(tangier, made.indicator("Balance", counts_people=False, dimensions=[]))
    made.approved(made.period(line, "2025-01-01", "2025-12-31"), first)
    period = made.period(line, "2026-01-01", "2026-06-30")
    client.force_login(person("official", Role.OFFICIAL, tangier))

    typed = {"seen": "0", "send": "", "value": second, "right": second}
    sent = client.post(reverse("measure", args=[period.pk]), typed)
    client.force_login(person("officer", Role.MNE))
    opened = client.get(reverse("measurement", args=[period.measurements.get().pk]))

    assert (sent.status_code, opened.status_code) == (302, 200)
