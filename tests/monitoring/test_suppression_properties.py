"""The rule of small numbers against somebody who can subtract: pure, and on the pages themselves.

The attacker knows the rule and everything that is published, tries every truth that would be published in the same
way, and must be left with a doubt about each withheld number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product

import polib
import pytest
from django.conf import settings as site_settings
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import suppressing
from monitoring.public.values import breakdowns_of
from monitoring.suppressing import (
    Published,
    Value,
    added,
    is_small,
    published,
    published_in_turn,
    published_share,
)
from tests.pages import texts

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
    html = render_to_string("monitoring/public/_breakdowns.html", {"breakdowns": breakdowns})

    written = [int(number) for number in texts(html, "b") if number.isdigit()]
    assert written == ([] if shown.withheld else values)
    assert any("withheld" in note for note in texts(html, "*")) == bool(shown.withheld)
    assert not any(is_small(number) for number in written)


# --- periods of a line whose values count partly the same people ----------------------------------------------------
HISTORIES = st.lists(st.tuples(st.integers(0, 16), st.integers(0, 16)), min_size=2, max_size=3)
SMALL_WORLD = range(22)


def history_published(history, *, baseline: int | None = None) -> dict[int, Published]:
    """Women and men of one period after the other, as they are published one after the other."""
    values = [
        Value(key=at, total=Decimal(sum(parts)), breakdowns={"sex": parts_of(parts)})
        for at, parts in enumerate(history)
    ]
    return published_in_turn(values, baseline=None if baseline is None else Decimal(baseline))


def small_differences(shown: dict[int, Published], *, baseline: int | None = None) -> list[tuple]:
    """What the attacker has by subtracting one published number from another: every 1 to 4."""
    numbers = [
        {"total": one.total, **{f"sex {name}": number for name, number in one.breakdowns.get("sex", {}).items()}}
        for one in shown.values()
    ]
    numbers += [{"total": Decimal(baseline)}] if baseline is not None and not is_small(Decimal(baseline)) else []
    return [
        (name, one[name], other[name])
        for one, other in combinations(numbers, 2)
        for name in one.keys() & other.keys()
        if one[name] is not None and other[name] is not None and is_small(abs(one[name] - other[name]))
    ]


@settings(max_examples=100, deadline=None)
@given(history=HISTORIES, baseline=st.none() | st.integers(0, 32))
def test_no_difference_of_periods_is_a_small_number_of_people(history, baseline):
    assert small_differences(history_published(history, baseline=baseline), baseline=baseline) == []


@settings(max_examples=100, deadline=None)
@given(history=HISTORIES)
def test_what_was_published_once_stays_as_it_was_whatever_comes_later(history):
    """Otherwise somebody who kept the page of last year would have both."""
    whole = history_published(history)

    for until in range(1, len(history)):
        assert history_published(history[:until]) == {at: whole[at] for at in range(until)}


@lru_cache
def second_periods(first: tuple[int, int]) -> dict[str, list[tuple[int, int]]]:
    """Every second period after a first one, by what is published of both."""
    alike: dict[str, list[tuple[int, int]]] = {}
    for second in product(SMALL_WORLD, repeat=2):
        alike.setdefault(repr(history_published((first, second))), []).append(second)
    return alike


@few_examples
@given(first=st.tuples(st.integers(0, 8), st.integers(0, 8)), second=st.tuples(st.integers(0, 12), st.integers(0, 12)))
def test_of_a_withheld_period_neither_the_number_nor_the_change_can_be_told(first, second):
    """He tries every truth that would be published in the same way."""
    shown = history_published((first, second))[1]
    possible = second_periods(first)[repr(history_published((first, second)))]

    if shown.total_withheld:
        assert len({sum(truth) for truth in possible}) > 1
    if shown.withheld:
        assert all(len({truth[category] for truth in possible}) > 1 for category in (0, 1))


def test_a_hundred_and_fifty_three_and_a_hundred_and_fifty_four_do_not_tell_of_one_man():
    shown = history_published([(80, 70), (82, 71), (82, 72), (86, 74)])

    assert [(one.total, one.near, sorted(one.withheld)) for one in shown.values()] == [
        (150, None, []),
        (None, 150, ["sex"]),
        (None, 150, ["sex"]),
        (160, None, ["sex"]),
    ]


# --- percentages ----------------------------------------------------------------------------------------------------
def rounded(part: int, of: int, decimals: int) -> Decimal:
    return round(Decimal(100 * part) / of, decimals)


@given(of=st.integers(1, 60), share=st.integers(0, 60), decimals=st.integers(0, 3))
def test_a_percentage_tells_neither_how_few_it_is_of_nor_that_it_is_few(of, share, decimals):
    part, people = share % (of + 1), measurement(of)

    shown = published_share(rounded(part, of, decimals), [people], is_of_them=True)

    if people.total_withheld:
        assert shown.total_withheld
    if shown.total is not None:
        assert not is_small(Decimal(part))
        assert not is_small(Decimal(of - part))


@given(of=st.integers(1, 4), share=st.integers(0, 4), decimals=st.integers(0, 3))
def test_nor_where_nobody_has_said_of_whom_it_is(of, share, decimals):
    value = rounded(share % (of + 1), of, decimals)

    assert published_share(value, [measurement(of), measurement(40)], is_of_them=False).total_withheld


@given(value=st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10))
def test_beside_numbers_that_are_shown_a_percentage_of_something_else_is_shown(value):
    assert published_share(value, [measurement(40)], is_of_them=False) == Published(value)


# --- the attacker is worth something --------------------------------------------------------------------------------
def test_without_the_rule_of_periods_the_attacker_finds_the_one_man(monkeypatch):
    monkeypatch.setattr(suppressing, "_apart_from", lambda _others, shown: shown)

    found = small_differences(history_published([(80, 70), (82, 71), (82, 72)]))

    assert ("sex male", 71, 72) in found


def test_without_the_rule_of_breakdowns_over_periods_he_finds_him_among_ten(monkeypatch):
    monkeypatch.setattr(suppressing, "_differ_by_few", lambda *_numbers: False)

    assert small_differences(history_published([(80, 70), (89, 71)])) == [("sex male", 70, 71)]


def test_the_order_is_that_of_publication_not_of_time():
    """A rule that looked at the order of time would withhold 2025 once 2024 is reported late."""
    late = history_published([(83, 70), (80, 70)])
    in_time = history_published([(80, 70), (83, 70)])

    assert (late[0].total, late[1].near) == (153, 153)
    assert (in_time[0].total, in_time[1].near) == (150, 150)


def test_no_sentence_says_by_itself_how_many_people_are_too_few():
    """It is computed from the constant, so that a programme with another rule changes one line."""
    catalogue = polib.pofile(str(site_settings.ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    sentences = [text for entry in catalogue if not entry.obsolete for text in (entry.msgid, entry.msgid_plural)]

    assert any("fewer than %(threshold)s" in text for text in sentences)
    assert [text for text in sentences if re.search(r"\b(fewer|smaller|under)( than)? 5\b", text)] == []
