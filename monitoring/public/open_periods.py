"""Which reporting periods are open, and how many have answered: counts, never who is late."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import display_number
from monitoring.models import Measurement, Period
from monitoring.wording import display_date_range

MOST = 4  # periods named; the newest come first


@dataclass(frozen=True)
class OpenPeriod:
    period: str
    answered: str
    due: str = ""


def open_periods(lines: QuerySet) -> list[OpenPeriod]:
    """The spans of time for which something of these lines is still to be reported. One query."""
    answered = Exists(Measurement.objects.public().filter(period=OuterRef("pk")))
    periods = Period.objects.filter(line__in=lines.order_by().values("pk")).open().begun()
    spans = (
        periods.annotate(is_answered=answered)
        .order_by("-ends", "-starts")
        .values("starts", "ends")
        .annotate(wanted=Count("pk"), answered=Count("pk", filter=Q(is_answered=True)), last_due=Max("due"))
    )
    found = []
    for span in [span for span in spans if span["answered"] < span["wanted"]][:MOST]:
        text = ngettext("%(number)s of %(all)s value received", "%(number)s of %(all)s values received", span["wanted"])
        period = OpenPeriod(
            period=display_date_range(span["starts"], span["ends"]),
            answered=text % {"number": display_number(span["answered"]), "all": display_number(span["wanted"])},
            due=_("due by %(date)s") % {"date": date_format(span["last_due"])} if span["last_due"] else "",
        )
        found.append(period)
    return found
