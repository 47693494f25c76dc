"""Small numbers of people are not shown: the one place that decides what of a value may be published.

A breakdown with any category of 1 to 4 is withheld whole, and so is one whose unexplained rest is 1 to 4, because the
rest can be had by subtracting. The total stays, but a total of people of 1 to 4 reads "fewer than 5". Zero is shown
only where nothing is withheld. Where the values of a line count partly the same people, what one period has more than
another is a number of people too. A percentage tells of how many it is a share. Put together are only totals that are
shown themselves, and breakdowns only of measurements of which nothing is withheld; how many were left out is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

SUPPRESSION_THRESHOLD = 5
"""Of how many people at least a published number is. Sentences that say it take it from here."""
Breakdown = Mapping[str, Decimal]
ROUNDED = Decimal("0.5")
"""A percentage may be written without decimals."""
SHARES_OF_FEW = {Decimal(100 * part) / of for of in range(1, SUPPRESSION_THRESHOLD) for part in range(of + 1)}
"""What a percentage of 1 to 4 people can be: 0, 25, 33.3, 50, 66.7, 75, 100."""


def is_small(number: Decimal) -> bool:
    """Whether so few people could be recognised. Nobody can be recognised in a zero."""
    return 0 < number < SUPPRESSION_THRESHOLD


@dataclass(frozen=True)
class Published:
    """What of one value may leave the house. `total` is None where it is withheld (`total_withheld`) or where there is
    none; a dimension that is `withheld` is not in `breakdowns`.

    A total of people that is withheld reads "fewer than 5", unless it is `near` one that is shown: then it is withheld
    because it differs from that by fewer than 5. Whatever comes with a withheld total (words, source, documents, photo)
    is withheld with it.
    """

    total: Decimal | None
    total_withheld: bool = False
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    near: Decimal | None = None

    @property
    def hides_its_company(self) -> bool:
        """Whatever came with a withheld total would say it. Who shows any of that asks here."""
        return self.total_withheld

    @property
    def is_whole(self) -> bool:
        return not self.total_withheld and not self.withheld

    @property
    def counted(self) -> Decimal | None:
        """What goes into a sum: a number that is published itself."""
        return self.near if self.total is None else self.total


def published(total: Decimal | None, breakdowns: Mapping[str, Breakdown], *, counts_people: bool) -> Published:
    """One value, looked at alone. `breakdowns`: dimension, category, how many. A small total withholds them too."""
    if counts_people and total is not None and is_small(total):
        return Published(None, total_withheld=True, withheld=frozenset(breakdowns))
    return _without(
        Published(total, breakdowns=breakdowns), {name for name in breakdowns if _tells(total, breakdowns[name])}
    )


def _tells(total: Decimal | None, parts: Breakdown) -> bool:
    return any(is_small(part) for part in (*parts.values(), _rest(total, parts)))


def _rest(total: Decimal | None, parts: Breakdown) -> Decimal:
    return abs(total - sum(parts.values())) if total is not None else Decimal(0)


def _without(shown: Published, dimensions: set[str]) -> Published:
    kept = {name: parts for name, parts in shown.breakdowns.items() if name not in dimensions}
    return Published(shown.total, breakdowns=kept, withheld=shown.withheld | dimensions)


# --- periods of one line ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Value:
    """One value of a line as it was given; `key` is its key."""

    key: int
    total: Decimal | None
    breakdowns: Mapping[str, Breakdown]


def published_in_turn(values: Iterable[Value], *, baseline: Decimal | None = None) -> dict[int, Published]:
    """By key, of a line of people whose periods do not add up, so that they count partly the same people.

    `values` is everything that was ever published of the line, in the order in which it was: what has been decided
    stays, whatever comes later. A new one is held against the baseline and everything that was shown before it, of its
    own period too, and what was corrected or withdrawn since, because somebody may have kept that: where it differs
    by 1 to 4, it is withheld, and so is a breakdown in which any category or the rest does. So of all numbers of a line
    that were ever shown no two differ by so few, and one that is near some of them may be any of four.
    """
    before = [published(baseline, {}, counts_people=True)]
    decided: dict[int, Published] = {}
    for value in values:
        shown = _apart_from(before, published(value.total, value.breakdowns, counts_people=True))
        decided[value.key] = shown
        before.append(shown)
    return decided


def _apart_from(others: Iterable[Published], shown: Published) -> Published:
    """The smallest of those it is near to: the next one would tell that it is not near that."""
    others = [other for other in others if other.total is not None]
    if shown.total is None:
        return shown
    near = [other.total for other in others if is_small(abs(shown.total - other.total))]
    if near:
        every = frozenset(shown.breakdowns) | shown.withheld
        return Published(None, total_withheld=True, withheld=every, near=min(near))
    return _without(
        shown,
        {
            name
            for name, parts in shown.breakdowns.items()
            for other in others
            if name in other.breakdowns and _differ_by_few(parts, shown.total, other.breakdowns[name], other.total)
        },
    )


def _differ_by_few(parts: Breakdown, total: Decimal, before: Breakdown, total_before: Decimal) -> bool:
    none = Decimal(0)
    differences = [parts.get(name, none) - before.get(name, none) for name in {*parts, *before}]
    rest = (total - sum(parts.values())) - (total_before - sum(before.values()))
    return any(is_small(abs(difference)) for difference in (*differences, rest))


# --- percentages --------------------------------------------------------------------------------------------------
def published_share(value: Decimal | None, people: Iterable[Published], *, is_of_them: bool) -> Published:
    """A percentage beside the numbers of `people` of the same place and time.

    Where it is known to be a share of them (`is_of_them`) it is withheld with their number, also until that is known
    (else it would have said how few they are), and where it makes 1 to 4 people of it, or leaves 1 to 4 out. Where
    nobody has said of what it is a share, it is withheld where one of the numbers is, if it can be a share of so few.
    """
    if value is None:
        return Published(None)
    people = list(people)
    if is_of_them:
        tells = not people or any(one.total_withheld or _is_share_of_few(value, one.total) for one in people)
    else:
        can_be = any(abs(value - share) <= ROUNDED for share in SHARES_OF_FEW)
        tells = can_be and any(one.total_withheld and one.near is None for one in people)
    return Published(None, total_withheld=True) if tells else Published(value)


def _is_share_of_few(percentage: Decimal, total: Decimal | None) -> bool:
    number = (total or 0) * percentage / 100
    return any(0 < part < SUPPRESSION_THRESHOLD - ROUNDED for part in (number, abs((total or 0) - number)))


# --- put together -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sum:
    """Values put together. `left_out`: totals not shown themselves; `parts_left_out`: values of which a part is
    withheld, which are in `total` and not in `breakdowns`."""

    total: Decimal | None
    of: int
    left_out: int
    breakdowns: Mapping[str, Breakdown]
    parts_left_out: int


def added(values: Iterable[Published]) -> Sum:
    """The sum of what may be shown; of a value that is near one that is shown, that."""
    values = list(values)
    shown = [one for one in values if one.counted is not None]
    whole = [one for one in shown if one.is_whole]
    breakdowns: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in whole:
        for dimension, parts in one.breakdowns.items():
            for category, number in parts.items():
                breakdowns[dimension][category] += number
    return Sum(
        total=sum((one.counted for one in shown), Decimal(0)) if shown else None,
        of=len(shown),
        left_out=sum(one.total_withheld and one.near is None for one in values),
        breakdowns={dimension: dict(parts) for dimension, parts in breakdowns.items()},
        parts_left_out=len(shown) - len(whole),
    )
