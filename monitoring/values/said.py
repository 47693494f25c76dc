"""Values, periods and roles as a reader reads them."""

from __future__ import annotations

import re
from decimal import Decimal

from accounts.roles import Role
from monitoring.models import Indicator

YES, NO = Decimal(1), Decimal(0)
"""How the answer of an indicator that is measured as yes or no is kept."""
MOST_STEPS = 11
SCALE = re.compile(r"\s*(\d{1,2})\D+(\d{1,2})\b")


def scale_of(indicator: Indicator) -> range | None:
    """The steps of a rating, as its unit writes them ("1 to 5"); None where it does not."""
    found = SCALE.match(indicator.unit) if indicator.measure == Indicator.Measure.ORDINAL else None
    if not found:
        return None
    steps = range(int(found[1]), int(found[2]) + 1)
    return steps if 1 < len(steps) <= MOST_STEPS else None


def role_said(by_role: str) -> str:
    """A role of which only the code is kept; what was written in words stays."""
    return str(Role(by_role).label) if by_role in Role.values else by_role
