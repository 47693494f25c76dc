"""Numbers that can be right and probably are not: asked back before they are sent, and shown to who judges them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.bidi import isolated
from core.numbers import DECIMALS
from monitoring.models import DOCUMENTED, Indicator, Measurement, Period, State
from monitoring.wording import display_in_measure

TIMES = 10
LAST_VALUES = 3
UNIT, PERCENTAGE = Indicator.Measure.UNIT, Indicator.Measure.PERCENTAGE


@dataclass(frozen=True)
class Doubt:
    """`likely` is what was perhaps meant."""

    text: str
    likely: Decimal | None = None


def doubts_about(value: Decimal | None, indicator: Indicator, last: Decimal | None) -> list[Doubt]:
    """`last` is the value of the period before, if there is one."""
    if value is None:
        return []
    if indicator.measure == PERCENTAGE:
        return _of_a_percentage(value, indicator)
    if indicator.measure != UNIT or last is None:
        return []
    if value and last and (abs(value) >= abs(last) * TIMES or abs(value) * TIMES <= abs(last)):
        return [_of_another_size(value, indicator, last)]
    if indicator.aggregation == Indicator.Aggregation.LAST and value < last:
        text = _("Last time it was %(last)s. This counts everything so far, so it should not fall.")
        return [Doubt(text % {"last": isolated(display_in_measure(indicator, last))})]
    return []


def _of_a_percentage(value: Decimal, indicator: Indicator) -> list[Doubt]:
    if not 0 < value < 1:
        return []
    likely = value * 100
    text = _("This is less than 1 per cent. Did you mean %(likely)s?")
    return [Doubt(text % {"likely": isolated(display_in_measure(indicator, likely))}, likely)]


def _of_another_size(value: Decimal, indicator: Indicator, last: Decimal) -> Doubt:
    """A digit too many or too few: the power of ten that brings it nearest to the last value.

    Nothing is proposed that could be no value: part of a person, a fourth decimal, or a loss where there was a gain.
    """
    digits = int((abs(last) / abs(value)).log10().to_integral_value())
    likely = value * 10**digits if digits > 0 else value / 10**-digits
    numbers = {
        "last": isolated(display_in_measure(indicator, last)),
        "likely": isolated(display_in_measure(indicator, likely)),
    }
    possible = (value < 0) == (last < 0) and round(likely, 0 if indicator.counts_people else DECIMALS) == likely
    if not possible:
        return Doubt(_("Last time it was %(last)s. Is this right?") % numbers)
    return Doubt(_("Last time it was %(last)s. Did you mean %(likely)s?") % numbers, likely)


def before(period: Period) -> QuerySet[Measurement]:
    """What the line came to in periods before, the newest first: what was sent, or is from a published source."""
    known = Q(basis=Measurement.Basis.REPORTED, state__in=(State.APPROVED, State.SUBMITTED))
    earlier = Measurement.objects.filter(known | DOCUMENTED, period__line=period.line_id, period__ends__lt=period.ends)
    return earlier.select_related("period").order_by("-period__ends", "-basis", "-pk")


def last_values(period: Period) -> list[Measurement]:
    return list(before(period)[:LAST_VALUES])


def last_number(values: list[Measurement]) -> Decimal | None:
    """The newest of `last_values` that is a number."""
    return next((one.value for one in values if one.value is not None), None)
