"""What only a report says of numbers: words whole, parts in a line, what had to be left out. The rest is `saying`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.languages import Wording
from core.templatetags.core_tags import quantity
from monitoring.models import CATEGORIES, Dimension, Indicator
from monitoring.results import Point
from monitoring.saying import few, left_out_said, number_said, value_said
from monitoring.suppressing import Breakdown, Published, Sum


def point_told(point: Point, indicator: Indicator) -> str | Wording:
    """One published value; where the indicator is answered in words, all of them: a report leads nowhere to read on."""
    if point.value is None and not point.published.total_withheld:
        return point.narrative
    return value_said(indicator, point)


def total_told(added: Sum, indicator: Indicator) -> str:
    """Empty where there is nothing; where all of it is too small to be shown, that."""
    if added.total is not None:
        return number_said(indicator, added.total)
    if added.left_out < 2:
        return few() if added.left_out else ""
    text = ngettext("%(number)s value under 5", "%(number)s values under 5", added.left_out)
    return text % {"number": quantity(added.left_out)}


def computed(number: Decimal | None, indicator: Indicator) -> str:
    """As exact as one would say it: whole where things are counted."""
    exact = Decimal(1) if indicator.measure == Indicator.Measure.UNIT else Decimal("0.1")
    return number_said(indicator, number if number is None else number.quantize(exact, ROUND_HALF_UP))


# --- parts ------------------------------------------------------------------------------------------------------
def sum_notes(added: Sum) -> list[str]:
    """Who is among a sum, and what is missing from it, so that nobody takes it for more than it is."""
    notes = parts_told(added.breakdowns)
    if notes and added.parts_left_out:
        text = ngettext(
            "%(number)s value is not broken down here.",
            "%(number)s values are not broken down here.",
            added.parts_left_out,
        )
        notes.append(text % {"number": quantity(added.parts_left_out)})
    return [note for note in (*notes, left_out_said(added) if added.total is not None else "") if note]


def parts_of(shown: Published) -> list[str]:
    """Of one value: its breakdowns, and that there is one which is not shown."""
    return [*parts_told(shown.breakdowns), *withheld_told(shown)]


def parts_told(breakdowns: Mapping[str, Breakdown]) -> list[str]:
    """A line for each dimension: "women and girls: 40, men and boys: 60"."""
    return [_dimension(name, breakdowns[name]) for name in Dimension.values if breakdowns.get(name)]


def _dimension(name: str, breakdown: Breakdown) -> str:
    return between(
        # Translators: a category of people and how many they are: "women and girls: 40"
        _("%(category)s: %(number)s") % {"category": category.label, "number": quantity(breakdown[category])}
        for category in CATEGORIES[name]
        if category in breakdown
    )


def withheld_told(shown: Published) -> list[str]:
    """Nothing where the total is withheld too: then there is nothing to break down."""
    if not shown.withheld or shown.total_withheld:
        return []
    names = between(dimension.label for dimension in Dimension if dimension in shown.withheld)
    return [_("By %(dimensions)s: withheld, because a group is smaller than 5") % {"dimensions": names}]


def between(texts: Iterable) -> str:
    return pgettext("between items of a list", ", ").join(str(text) for text in texts)
