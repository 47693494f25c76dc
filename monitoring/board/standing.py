"""How a period stands: what is wanted of it, what came, who has the next word. The database says it, row by row."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, SmallIntegerField, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cities.checking_in import ASKED_BEFORE
from core.display import Sign
from monitoring.models import Measurement, State
from monitoring.wording import SIGNS_OF_STATES


class PeriodStanding(models.TextChoices):
    """The most pressing first: a board is sorted in this order.

    A draft is the city's own business: its period stands as it would without. A documented value answers a period,
    and is not counted as reported.
    """

    OVERDUE = "overdue", pgettext_lazy("a value", "overdue")
    RETURNED = "returned", pgettext_lazy("a measurement", "returned")
    SUBMITTED = "submitted", pgettext_lazy("a measurement", "submitted")
    DUE = "due", pgettext_lazy("a value", "due")
    NOT_DUE = "not-due", pgettext_lazy("a value", "not due")
    APPROVED = "approved", pgettext_lazy("a measurement", "approved")
    DOCUMENTED = "documented", pgettext_lazy("a measurement", "documented")
    CLOSED = "closed", pgettext_lazy("a period", "closed")

    @property
    def rank(self) -> int:
        return ORDER.index(self)

    @property
    def sign(self) -> Sign:
        return Sign(str(self.label), *SIGNS[self])


ORDER = list(PeriodStanding)
SIGNS = {  # icon and tone
    PeriodStanding.OVERDUE: ("warn", "due"),
    PeriodStanding.RETURNED: SIGNS_OF_STATES[State.RETURNED],
    PeriodStanding.SUBMITTED: SIGNS_OF_STATES[State.SUBMITTED],
    PeriodStanding.DUE: ("calendar", "wait"),
    PeriodStanding.NOT_DUE: ("unset", "none"),
    PeriodStanding.APPROVED: SIGNS_OF_STATES[State.APPROVED],
    PeriodStanding.DOCUMENTED: SIGNS_OF_STATES[""],
    PeriodStanding.CLOSED: ("stopped", "none"),
}
WANTED = (PeriodStanding.OVERDUE, PeriodStanding.RETURNED, PeriodStanding.DUE)
"""What a city is reminded of."""
OPEN_TO_BEGIN = (PeriodStanding.OVERDUE, PeriodStanding.DUE, PeriodStanding.NOT_DUE)


def with_standing(periods: models.QuerySet, today: date | None = None) -> models.QuerySet:
    """Each period with `wanted_by` (a day), `opened` (the state of a value that is not approved yet, or nothing) and
    `standing`, the rank of a `PeriodStanding`.

    A value is due as long before its day as the city is asked about it (cities.checking_in), once its period has begun:
    what the board calls due is what a reminder asks for.
    """
    values, today = Measurement.objects.filter(period=OuterRef("pk")).order_by(), today or timezone.localdate()
    known = periods.annotate(
        wanted_by=Coalesce(F("due"), F("ends")), opened=Subquery(values.open().values("state")[:1])
    )
    soon = today + ASKED_BEFORE
    # The first that holds counts: what came before what is wanted, and a city's turn before what stands already.
    conditions = (
        (Q(opened=State.SUBMITTED), PeriodStanding.SUBMITTED),
        (Q(opened=State.RETURNED), PeriodStanding.RETURNED),
        (Exists(values.approved()), PeriodStanding.APPROVED),
        (Exists(values.documented()), PeriodStanding.DOCUMENTED),
        (Q(locked=True), PeriodStanding.CLOSED),
        (Q(wanted_by__lt=today), PeriodStanding.OVERDUE),
        (Q(wanted_by__lte=soon, starts__lte=today), PeriodStanding.DUE),
    )
    return known.annotate(
        standing=Case(
            *(When(condition, then=Value(standing.rank)) for condition, standing in conditions),
            default=Value(PeriodStanding.NOT_DUE.rank),
            output_field=SmallIntegerField(),
        )
    )


def standing_in(*standings: PeriodStanding) -> Q:
    return Q(standing__in=[standing.rank for standing in standings])
