"""How a report says numbers: in its language, by the measure of their indicator, and never a small number of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.figures import EXACTNESS
from core.languages import Wording
from core.partial_dates import PartialDate, display_period
from core.templatetags.core_tags import quantity

from .models import CATEGORIES, Dimension, Indicator
from .results import Point
from .suppressing import Breakdown, Published, Sum

Measure = Indicator.Measure


def value(number: Decimal | None, indicator: Indicator) -> str:
    """Without its unit, which stands beside the indicator's name. Nothing for None."""
    if number is None:
        return ""
    if indicator.measure == Measure.PERCENTAGE:
        return _("%(number)s%%") % {"number": quantity(number)}
    if indicator.measure == Measure.NOMINAL and number in (0, 1):
        return _("yes") if number else _("no")
    return quantity(number)


def about(number: Decimal | None, indicator: Indicator) -> str:
    """A computed number, as exact as one would say it: whole where things are counted."""
    exact = Decimal(1) if indicator.measure == Measure.UNIT else Decimal("0.1")
    return value(number if number is None else number.quantize(exact, ROUND_HALF_UP), indicator)


def published(shown: Published, indicator: Indicator) -> str:
    return fewer_than_shown() if shown.total_withheld else value(shown.total, indicator)


def point(shown: Point, indicator: Indicator) -> str | Wording:
    """One published value; where the indicator is answered in words, the words."""
    number = published(shown.published, indicator)
    if not number:
        return shown.narrative
    return str(EXACTNESS.get(shown.qualifier, "%(value)s")) % {"value": number}


def total(added: Sum, indicator: Indicator) -> str:
    """Nothing where there is nothing; where all is too small to be shown, that."""
    if added.total is not None:
        return value(added.total, indicator)
    if added.left_out < 2:
        return fewer_than_shown() if added.left_out else ""
    text = ngettext("%(number)s value under 5", "%(number)s values under 5", added.left_out)
    return text % {"number": quantity(added.left_out)}


def fewer_than_shown() -> str:
    return _("fewer than 5")


def left_out(added: Sum) -> str:
    """What is missing from a sum, so that nobody takes it for more than it is."""
    if not added.left_out or added.total is None:
        return ""
    text = ngettext(
        "%(number)s value under 5 is not in it.", "%(number)s values under 5 are not in it.", added.left_out
    )
    return text % {"number": quantity(added.left_out)}


def parts(breakdowns: Mapping[str, Breakdown]) -> list[str]:
    """A line for each dimension: "women and girls 40, men and boys 60"."""
    return [_dimension(name, breakdowns[name]) for name in Dimension.values if breakdowns.get(name)]


def _dimension(name: str, breakdown: Breakdown) -> str:
    told = [
        # Translators: a category of people and how many they are: "women and girls: 40"
        _("%(category)s: %(number)s") % {"category": category.label, "number": quantity(breakdown[category])}
        for category in CATEGORIES[name]
        if category in breakdown
    ]
    return between(told)


def withheld_parts(shown: Published) -> str:
    """Says that there is a breakdown which is not shown, and by what."""
    if not shown.withheld or shown.total_withheld:
        return ""
    names = [dimension.label for dimension in Dimension if dimension in shown.withheld]
    return _("By %(dimensions)s: not shown, because a number is under 5.") % {"dimensions": between(names)}


def sum_parts(added: Sum) -> list[str]:
    told = parts(added.breakdowns)
    if told and added.parts_left_out:
        text = ngettext(
            "%(number)s value is not broken down here.",
            "%(number)s values are not broken down here.",
            added.parts_left_out,
        )
        told.append(text % {"number": quantity(added.parts_left_out)})
    return told


def between(texts: Iterable) -> str:
    return pgettext("between items of a list", ", ").join(str(text) for text in texts)


def span(starts: date, ends: date) -> str:
    """ "1 January to 30 June 2026"."""
    return display_period(PartialDate(*_parts_of(starts)), PartialDate(*_parts_of(ends)))


def _parts_of(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def month(day: date) -> str:
    """ "June 2026": short enough for an axis."""
    return PartialDate(day.year, day.month).display()
