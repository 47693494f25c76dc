"""Values, periods and roles as a reader reads them."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Role
from core.partial_dates import PartialDate, display_period
from core.templatetags.core_tags import quantity
from monitoring.models import Indicator, Period

YES, NO = Decimal(1), Decimal(0)
"""How the answer of an indicator that is measured as yes or no is kept."""
MOST_STEPS = 11
SCALE = re.compile(r"\s*(\d{1,2})\D+(\d{1,2})\b")


def said(indicator: Indicator, value: Decimal | None) -> str:
    """Without the unit, which is a word of its own; nothing where it is answered in words."""
    if value is None:
        return ""
    if indicator.measure == Indicator.Measure.NOMINAL:
        return pgettext("an answer", "yes") if value else pgettext("an answer", "no")
    if indicator.measure == Indicator.Measure.PERCENTAGE:
        # Translators: a percentage, as your language writes it
        return _("%(number)s%%") % {"number": quantity(value)}
    return quantity(value)


def unit_of(indicator: Indicator) -> str:
    """What a number counts, where that has to be said."""
    return indicator.unit if indicator.measure == Indicator.Measure.UNIT else ""


def scale_of(indicator: Indicator) -> range | None:
    """The steps of a rating, as its unit writes them ("1 to 5"); None where it does not."""
    found = SCALE.match(indicator.unit) if indicator.measure == Indicator.Measure.ORDINAL else None
    if not found:
        return None
    steps = range(int(found[1]), int(found[2]) + 1)
    return steps if 1 < len(steps) <= MOST_STEPS else None


def span(period: Period) -> str:
    """From which day to which, in the reader's language."""
    ends = (PartialDate(day.year, day.month, day.day) for day in (period.starts, period.ends))
    return display_period(*ends)


def role_said(by_role: str) -> str:
    """A role of which only the code is kept; what was written in words stays."""
    return str(Role(by_role).label) if by_role in Role.values else by_role
