"""What waits about values: for a city those returned and those wanted, for M&E officers those to be judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.roles import Role, holds
from cities.checking_in import ASKED_BEFORE
from cities.tree import city_path
from core import waiting
from core.bidi import isolated
from core.numbers import display_number
from core.waiting import Waiting
from monitoring.models import Measurement, MeasurementStep, Period, State
from monitoring.subjects import Subject, subjects_of
from monitoring.wording import display_dates_of

from .due_values import WANTED_BY, wanted

MOST = 5
"""Lines for each city; the rest is one line that leads to the list."""
LONGEST_NOTE = 200
ASKED_FOR = gettext_lazy("Correction needed: %(indicator)s, %(period)s")
"""Of a value that was approved, and that an M&E officer wants corrected."""
AT_HAND = ("line__indicator", "line__page")


@waiting.register
def values_to_report(user) -> Iterable[Waiting]:
    """Returned first: somebody has already looked at them."""
    mine = Period.objects.reportable_by(user)
    returned = list(_returned(mine))
    soonest, later = _soonest(mine.exclude(pk__in=[period.pk for period in returned]))
    places = subjects_of(period.line for period in (*returned, *soonest))
    rows = []
    for period in returned:
        place, note = places[period.line_id], Truncator(period.note or "").chars(LONGEST_NOTE)
        row = Waiting(
            title=(_("Returned: %(indicator)s, %(period)s") if period.was_sent else ASKED_FOR) % _names(period),
            text=_("%(place)s. The M&E officer: %(note)s") % {"place": isolated(place.title), "note": isolated(note)},
            action=_("Correct it"),
            url=reverse("measure", args=[period.pk]),
            due=period.wanted_by,
            for_whom=_city(place),
            pressing=True,
        )
        rows.append(row)
    for period in soonest:
        row = Waiting(
            title=_("Report: %(indicator)s, %(period)s") % _names(period),
            text=str(places[period.line_id].title),
            action=pgettext("a value", "Report"),
            url=reverse("measure", args=[period.pk]),
            due=period.wanted_by,
            for_whom=_city(places[period.line_id]),
        )
        rows.append(row)
    cities = {city_path(p.line.page.path): places[p.line_id].city for p in soonest}
    for path, (number, day) in later.items():
        city = cities.get(path)
        title = ngettext("%(number)s more value is due", "%(number)s more values are due", number)
        row = Waiting(
            title=title % {"number": display_number(number)},
            text=_("The list shows them all, by due date."),
            action=_("Open the list"),
            url=f"{reverse('measurements')}?state=due" + (f"&city={city.slug}" if city else ""),
            due=day,
            for_whom=str(city.name) if city else "",
        )
        rows.append(row)
    return rows


def _returned(mine) -> Iterable[Period]:
    back = MeasurementStep.objects.filter(measurement__period=OuterRef("pk"), state=State.RETURNED).order_by("-pk")
    sent = MeasurementStep.objects.filter(measurement=OuterRef("measurements"), state=State.SUBMITTED)
    found = mine.open().filter(measurements__state=State.RETURNED).annotate(wanted_by=WANTED_BY, was_sent=Exists(sent))
    return found.annotate(note=Subquery(back.values("note")[:1])).select_related(*AT_HAND).order_by("wanted_by", "pk")


def _soonest(mine) -> tuple[list[Period], dict[str, tuple[int, date]]]:
    """For each city the most pressing periods, and of the others how many there are and the first day."""
    found = wanted(timezone.localdate() + ASKED_BEFORE).filter(pk__in=mine.values("pk"))
    keys, counted, days = [], Counter(), defaultdict(lambda: date.max)
    for pk, path, day in found.order_by("wanted_by", "pk").values_list("pk", "line__page__path", "wanted_by"):
        city = city_path(path)
        counted[city] += 1
        if counted[city] <= MOST:
            keys.append(pk)
        else:
            days[city] = min(days[city], day)
    soonest = Period.objects.filter(pk__in=keys).annotate(wanted_by=WANTED_BY).select_related(*AT_HAND)
    later = {city: (counted[city] - MOST, day) for city, day in days.items()}
    return list(soonest.order_by("wanted_by", "pk")) if keys else [], later


def _names(period: Period) -> dict[str, str]:
    return {
        "indicator": isolated(period.line.indicator.name),
        "period": isolated(display_dates_of(period)),
    }


def _city(place: Subject) -> str:
    return str(place.city.name) if place.city else ""


@waiting.register
def values_to_judge(user) -> Iterable[Waiting]:
    if not holds(user, Role.MNE):
        return []
    number = Measurement.objects.judged_by(user).count()
    if not number:
        return []
    title = ngettext("%(number)s value is waiting for approval", "%(number)s values are waiting for approval", number)
    return [
        Waiting(
            title=title % {"number": display_number(number)},
            text=_("Cities have sent these values. Approve each one, or return it with a note."),
            action=_("Open the list"),
            url=reverse("measurements"),
        )
    ]
