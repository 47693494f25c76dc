"""What only a report says of numbers: words whole, parts in a line, what is left out. See `monitoring.wording`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import Wording
from core.listing import listed
from core.numbers import display_number
from monitoring.models import CATEGORIES, Dimension, Indicator
from monitoring.results import Point
from monitoring.suppressing import SUPPRESSION_THRESHOLD, Breakdown, Published, Sum
from monitoring.wording import below_threshold, display_in_measure, display_left_out, display_value


def display_point(point: Point, indicator: Indicator) -> str | Wording:
    """One published value; where the indicator is answered in words, all of them: a report leads nowhere to read on."""
    if point.value is None and not point.published.total_withheld:
        return point.narrative
    return display_value(indicator, point)


def display_total(added: Sum, indicator: Indicator) -> str:
    """Empty where there is nothing; where all of it is too small to be shown, that."""
    if added.total is not None:
        return display_in_measure(indicator, added.total)
    if added.left_out < 2:
        return below_threshold() if added.left_out else ""
    text = ngettext("%(number)s value under %(threshold)s", "%(number)s values under %(threshold)s", added.left_out)
    return text % {"number": display_number(added.left_out), "threshold": SUPPRESSION_THRESHOLD}


def display_computed(number: Decimal | None, indicator: Indicator) -> str:
    """As exact as one would say it: whole where things are counted."""
    exact = Decimal(1) if indicator.measure == Indicator.Measure.UNIT else Decimal("0.1")
    return display_in_measure(indicator, number if number is None else number.quantize(exact, ROUND_HALF_UP))


# --- parts ------------------------------------------------------------------------------------------------------
def sum_notes(added: Sum) -> list[str]:
    """Who is among a sum, and what is missing from it, so that nobody takes it for more than it is."""
    notes = display_breakdowns(added.breakdowns)
    if notes and added.parts_left_out:
        text = ngettext(
            "%(number)s value is not broken down here.",
            "%(number)s values are not broken down here.",
            added.parts_left_out,
        )
        notes.append(text % {"number": display_number(added.parts_left_out)})
    return [note for note in (*notes, display_left_out(added) if added.total is not None else "") if note]


def display_parts(published: Published) -> list[str]:
    """Of one value: its breakdowns, and that there is one which is not shown."""
    return [*display_breakdowns(published.breakdowns), *display_withheld(published)]


def display_breakdowns(breakdowns: Mapping[str, Breakdown]) -> list[str]:
    """A line for each dimension: "women and girls: 40, men and boys: 60"."""
    return [
        listed(
            # Translators: a category of people and how many they are: "women and girls: 40"
            _("%(category)s: %(number)s") % {"category": category.label, "number": display_number(numbers[category])}
            for category in CATEGORIES[name]
            if category in numbers
        )
        for name in Dimension.values
        if (numbers := breakdowns.get(name))
    ]


def display_withheld(published: Published) -> list[str]:
    """Nothing where the total is withheld too: then there is nothing to break down."""
    if not published.withheld or published.total_withheld:
        return []
    names = listed(dimension.label for dimension in Dimension if dimension in published.withheld)
    about = {"dimensions": names, "threshold": SUPPRESSION_THRESHOLD}
    return [_("By %(dimensions)s: withheld, because a group is smaller than %(threshold)s") % about]
