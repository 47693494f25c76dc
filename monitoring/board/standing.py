"""How a period stands: what is wanted of it, what came, who has the next word. The database says it, row by row."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, SmallIntegerField, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cities.checking_in import ASKED_BEFORE
from monitoring.models import Measurement, State


class Standing(models.TextChoices):
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


ORDER = list(Standing)
WANTED = (Standing.OVERDUE, Standing.RETURNED, Standing.DUE)
"""What a city is reminded of."""
OPEN_TO_BEGIN = (Standing.OVERDUE, Standing.DUE, Standing.NOT_DUE)


def with_standing(periods: models.QuerySet, today: date | None = None) -> models.QuerySet:
    """Each period with `wanted_by` (a day), `opened` (the state of a value that is not approved yet, or nothing) and
    `standing`, the rank of a `Standing`.

    A value is due as long before its day as the city is asked about it (cities.checking_in), once its period has begun:
    what the board calls due is what a reminder asks for.
    """
    values = Measurement.objects.filter(period=OuterRef("pk")).order_by()
    known = periods.annotate(
        wanted_by=Coalesce(F("due"), F("ends")), opened=Subquery(values.open().values("state")[:1])
    )
    conditions = _conditions(values, today or timezone.localdate())
    return known.annotate(
        standing=Case(
            *(When(condition, then=Value(standing.rank)) for condition, standing in conditions),
            default=Value(Standing.NOT_DUE.rank),
            output_field=SmallIntegerField(),
        )
    )


def _conditions(values: models.QuerySet, today: date) -> list[tuple]:
    """The first that holds counts: what came before what is wanted, and a city's turn before what stands already."""
    return [
        (Q(opened=State.SUBMITTED), Standing.SUBMITTED),
        (Q(opened=State.RETURNED), Standing.RETURNED),
        (Exists(values.approved()), Standing.APPROVED),
        (Exists(values.documented()), Standing.DOCUMENTED),
        (Q(locked=True), Standing.CLOSED),
        (Q(wanted_by__lt=today), Standing.OVERDUE),
        (Q(wanted_by__lte=today + ASKED_BEFORE, starts__lte=today), Standing.DUE),
    ]


def standing_in(*standings: Standing) -> Q:
    return Q(standing__in=[standing.rank for standing in standings])
