"""Small numbers of people are not shown: the one place that decides what of a value may be published.

A breakdown with any category of 1 to 4 is withheld whole, and so is one whose unexplained rest is 1 to 4, because the
rest can be had by subtracting. The total stays, but a total of people of 1 to 4 reads "fewer than 5". Zero is shown
only where nothing is withheld. Put together are only totals that are shown themselves, and breakdowns only of
measurements of which nothing is withheld; how many were left out is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

FEWEST = 5
Breakdown = Mapping[str, Decimal]


def is_small(number: Decimal) -> bool:
    """Whether so few people could be recognised. Nobody can be recognised in a zero."""
    return 0 < number < FEWEST


@dataclass(frozen=True)
class Published:
    """What of one value may leave the house. `total` is None where it reads "fewer than 5" (`total_withheld`) or where
    there is none; a dimension that is `withheld` is not in `breakdowns`."""

    total: Decimal | None
    total_withheld: bool = False
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        return not self.total_withheld and not self.withheld


def published(total: Decimal | None, breakdowns: Mapping[str, Breakdown], *, counts_people: bool) -> Published:
    """`breakdowns`: dimension, category, how many. A small total withholds its breakdowns too."""
    if counts_people and total is not None and is_small(total):
        return Published(None, total_withheld=True, withheld=frozenset(breakdowns))
    withheld = frozenset(name for name, parts in breakdowns.items() if _reveals(total, parts))
    return Published(
        total, breakdowns={name: parts for name, parts in breakdowns.items() if name not in withheld}, withheld=withheld
    )


def _reveals(total: Decimal | None, parts: Breakdown) -> bool:
    rest = abs(total - sum(parts.values())) if total is not None else Decimal(0)
    return any(is_small(part) for part in (*parts.values(), rest))


def published_measurement(measurement) -> Published:
    """Of a Measurement whose `parts` are prefetched, and whose indicator is at hand."""
    breakdowns: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for part in measurement.parts.all():
        breakdowns[part.dimension][part.category] = part.value
    people = measurement.period.line.indicator.counts_people
    return published(measurement.value, breakdowns, counts_people=people)


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
    """The sum of what may be shown."""
    values = list(values)
    shown = [one for one in values if one.total is not None]
    whole = [one for one in shown if one.is_whole]
    breakdowns: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in whole:
        for dimension, parts in one.breakdowns.items():
            for category, number in parts.items():
                breakdowns[dimension][category] += number
    return Sum(
        total=sum((one.total for one in shown), Decimal(0)) if shown else None,
        of=len(shown),
        left_out=sum(one.total_withheld for one in values),
        breakdowns={dimension: dict(parts) for dimension, parts in breakdowns.items()},
        parts_left_out=len(shown) - len(whole),
    )
