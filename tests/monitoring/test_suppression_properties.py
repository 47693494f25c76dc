"""The rule of small numbers against somebody who can subtract: pure, and on the pages themselves.

The attacker knows the rule and everything that is published, tries every truth that would be published in the same
way, and must be left with a doubt about each withheld number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.shown.lines import breakdowns_of
from monitoring.suppressing import Published, added, is_small, published

CATEGORIES = ("female", "male", "other-sex")
MOST = 10
numbers = st.integers(0, MOST)
few_examples = settings(max_examples=30, deadline=None)


def parts_of(values) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in zip(CATEGORIES, values, strict=False)}


def measurement(total: int, *dimensions) -> Published:
    breakdowns = {str(at): parts_of(values) for at, values in enumerate(dimensions)}
    return published(Decimal(total), breakdowns, counts_people=True)


@lru_cache
def withheld_truths(total: int, size: int) -> list[tuple[int, ...]]:
    """Every breakdown of a total that is withheld: they leave the house alike, nobody can tell one from another."""
    truths = (values for values in product(range(total + 1), repeat=size) if sum(values) <= total)
    return [values for values in truths if measurement(total, values).withheld]


# --- one measurement ------------------------------------------------------------------------------------------------
@few_examples
@given(total=st.integers(5, MOST), size=st.integers(1, 3), they_add_up=st.booleans())
def test_no_withheld_category_can_be_told(total, size, they_add_up):
    """Whether or not the attacker knows that the parts add up to the total."""
    possible = [truth for truth in withheld_truths(total, size) if not they_add_up or sum(truth) == total]

    assert len({repr(measurement(total, truth)) for truth in possible}) <= 1
    for category in range(size) if possible else ():
        assert len({truth[category] for truth in possible}) > 1


@few_examples
@given(total=numbers, values=st.lists(numbers, min_size=1, max_size=3))
def test_what_is_published_has_no_small_group_and_no_small_rest(total, values):
    shown = measurement(total, values)

    for parts in shown.breakdowns.values():
        assert not any(is_small(number) for number in parts.values())
        assert not is_small(abs(shown.total - sum(parts.values())))


@pytest.mark.parametrize("total", [1, 2, 3, 4])
def test_a_small_total_of_people_reads_like_any_other(total):
    assert measurement(total, [total]) == measurement(1, [1])


# --- put together ---------------------------------------------------------------------------------------------------
many = st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=4)


@few_examples
@given(many)
def test_what_is_put_together_is_the_same_for_every_truth_that_is_published_alike(people):
    """So an aggregate tells nothing that the single values do not tell: there is nothing to subtract."""
    truths = [(women + men + other, (women, men, other)) for women, men, other in people]
    shown = [measurement(total, values) for total, values in truths]
    others = [_another_truth(one, total, values) for one, (total, values) in zip(shown, truths, strict=True)]

    assert added(shown) == added(measurement(total, values) for total, values in others)


def _another_truth(shown: Published, total: int, values: tuple) -> tuple[int, tuple]:
    """The most different truth behind the same publication; the truth itself where all of it is published."""
    if shown.total_withheld:
        return 5 - total, (0, 5 - total, 0)
    alike = withheld_truths(total, len(values)) if shown.withheld else [values]
    return total, max(alike, key=lambda truth: sum(abs(a - b) for a, b in zip(truth, values, strict=True)))


@few_examples
@given(many)
def test_nothing_small_is_ever_in_a_sum_nor_left_of_one(people):
    whole = added(measurement(sum(values), values) for values in people)
    totals = [sum(values) for values in people]

    assert whole.left_out == sum(is_small(total) for total in totals)
    assert (whole.total or 0) == sum(total for total in totals if not is_small(total))
    for parts in whole.breakdowns.values():
        assert not any(is_small(number) for number in parts.values())
        assert not is_small(abs(whole.total - sum(parts.values())))


# --- on the page ----------------------------------------------------------------------------------------------------
@settings(max_examples=20, deadline=None)
@given(values=st.lists(st.integers(0, 60), min_size=2, max_size=3))
def test_a_page_writes_a_withheld_group_in_no_way(values):
    shown = published(Decimal(sum(values)), {"sex": parts_of(values)}, counts_people=True)

    breakdowns = breakdowns_of(shown.breakdowns, shown.withheld)
    html = render_to_string("monitoring/_breakdowns.html", {"breakdowns": breakdowns})

    written = [int(number) for number in re.findall(r"<b>(\d+)</b>", html)]
    assert written == ([] if shown.withheld else values)
    assert ("withheld" in html) == bool(shown.withheld)
    assert not any(is_small(number) for number in written)
