"""A monitored phase that does not exist, for benchmarks: pilots, frameworks, periods and values in every state.

Everything in it says so: titles begin with "Synthetic", programme ids with "synthetic-". Nothing goes through the verbs
(monitoring.measuring), which would take hours; what is written is what they would have left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from accounts.roles import Role
from benchmarks.synthetic_practices import PREFIX, make_cities
from cities.models import CityPage, Phase
from core.models import FrameworkItem, Theme
from core.planting import plant
from facets import as_one_change, note_all
from monitoring.models import (
    Indicator,
    Measurement,
    MeasurementPart,
    MeasurementStep,
    MonitoringPage,
    Period,
    PhasePage,
    ResultLine,
    State,
)
from pilots.models import PilotPage

BATCH = 2_000
PILOTS_PER_CITY = 2
REPORTED_AFTER = timedelta(days=31)
BEFORE_THAT = {"approved": 80, "documented": 8, "": 12}
OF_LATE = {"approved": 35, "submitted": 20, "returned": 10, "draft": 10, "documented": 3, "": 22}
NOT_OVER = {"draft": 5, "": 95}
"""How many of a hundred values are in which state: long over, the newest that is over, and what still runs."""
WAYS = {
    State.DRAFT: (State.DRAFT,),
    State.SUBMITTED: (State.DRAFT, State.SUBMITTED),
    State.RETURNED: (State.DRAFT, State.SUBMITTED, State.RETURNED),
    State.APPROVED: (State.DRAFT, State.SUBMITTED, State.APPROVED),
}
KINDS = (
    {"measure": "1", "unit": "people", "counts_people": True, "aggregation": "sum", "dimensions": ["sex"]},
    {"measure": "1", "unit": "meetings", "aggregation": "sum"},
    {"measure": "2", "aggregation": "none"},
    {"measure": "1", "unit": "services", "aggregation": "last"},
    {"measure": "5", "aggregation": "none"},
)


@dataclass(frozen=True)
class Size:
    """So many pilots, each followed by so many indicators, in so many half-years: the last one runs today."""

    pilots: int
    indicators: int
    periods: int


@transaction.atomic
def make_monitoring(size: Size, *, seed: int = 1, today: date | None = None) -> int:
    """Gives how many values were made."""
    random, today = Random(seed), today or timezone.localdate()
    with as_one_change():
        note_all()  # what is written in bulk sends no signal
        phase = Phase.objects.order_by("number").last() or _phase()
        cities = make_cities(random, -(-size.pilots // PILOTS_PER_CITY))
        pilots = _pilots(random, cities[: size.pilots], size.pilots, phase)
        lines = _lines(random, pilots, _indicators(size.indicators))
        periods = _periods(random, lines, half_years(size.periods, today))
        return sum(_values(random, periods[at : at + BATCH], today) for at in range(0, len(periods), BATCH))


def half_years(number: int, today: date) -> list[tuple[date, date]]:
    """The half-year of `today`, and those before it; the oldest first."""
    halves, first = [], today.replace(month=1 if today.month < 7 else 7, day=1)
    for _half in range(number):
        after = first.replace(month=7) if first.month == 1 else date(first.year + 1, 1, 1)
        halves.append((first, after - timedelta(days=1)))
        first = first.replace(month=1) if first.month == 7 else date(first.year - 1, 7, 1)
    return halves[::-1]


# --- frameworks -------------------------------------------------------------------------------------------------
def _phase() -> Phase:
    phase = Phase.objects.create(
        programme="Synthetic", number=2, name_en="Synthetic phase", programme_id=f"{PREFIX}phase"
    )
    MonitoringPage.objects.get().add_child(instance=PhasePage(phase=phase, programme_id=phase.programme_id))
    return phase


def _pilots(random: Random, cities: Sequence[CityPage], number: int, phase: Phase) -> list[PilotPage]:
    first = PilotPage.objects.filter(programme_id__startswith=PREFIX).count() + 1
    pilots = [
        PilotPage(
            title=f"Synthetic pilot {place}",
            slug=f"pilot-{PREFIX}{place}",
            programme_id=f"{PREFIX}pilot-{place}",
            phase=phase,
            status=PilotPage.Status.IMPLEMENTATION,
            language=random.choice(("en", "fr")),
        )
        for place in range(first, first + number)
    ]
    plant([(cities[place % len(cities)], pilot) for place, pilot in enumerate(pilots)])
    themes = list(Theme.objects.all())
    about = PilotPage.themes.through
    about.objects.bulk_create(about(pilotpage_id=one.pk, theme=random.choice(themes)) for one in pilots if themes)
    get_search_backend().add_bulk(PilotPage, pilots)
    return pilots


def _indicators(number: int) -> list[Indicator]:
    known = {one.programme_id: one for one in Indicator.objects.filter(programme_id__startswith=PREFIX)}
    made = [
        Indicator(
            code=f"SYNTHETIC-{place}",
            name_en=f"Synthetic indicator {place}",
            programme_id=f"{PREFIX}indicator-{place}",
            result_type=Indicator.ResultType.OUTPUT,
            **KINDS[(place - 1) % len(KINDS)],
        )
        for place in range(1, number + 1)
    ]
    Indicator.objects.bulk_create(one for one in made if one.programme_id not in known)
    return list(Indicator.objects.filter(programme_id__in=[one.programme_id for one in made]).order_by("pk"))


def _lines(random: Random, pilots: Sequence[PilotPage], indicators: Sequence[Indicator]) -> list[ResultLine]:
    objectives = list(FrameworkItem.objects.filter(framework=FrameworkItem.Framework.MC2CM_OBJECTIVE)) or [None]
    return ResultLine.objects.bulk_create(
        [
            ResultLine(
                page_id=pilot.pk,
                indicator=indicator,
                objective=objectives[order % len(objectives)],
                target=random.randint(50, 500) if indicator.is_number and random.random() < 0.7 else None,
                order=order,
                programme_id=f"{pilot.programme_id}-{indicator.programme_id.removeprefix(PREFIX)}",
            )
            for pilot in pilots
            for order, indicator in enumerate(indicators)
        ],
        batch_size=BATCH,
    )


def _periods(random: Random, lines: Sequence[ResultLine], halves: Sequence[tuple[date, date]]) -> list[Period]:
    """Every tenth of what is long over is closed."""
    long_over = set(halves[:-2])
    return Period.objects.bulk_create(
        [
            Period(
                line=line,
                starts=starts,
                ends=ends,
                due=ends + REPORTED_AFTER,
                target=random.randint(5, 80) if line.target else None,
                locked=(starts, ends) in long_over and random.random() < 0.1,
            )
            for line in lines
            for starts, ends in halves
        ],
        batch_size=BATCH,
    )


# --- values -----------------------------------------------------------------------------------------------------
def _values(random: Random, periods: Sequence[Period], today: date) -> int:
    """Values with their parts and steps. The periods know their lines, and those their indicators."""
    values = [value for period in periods if (value := _value(random, period, today))]
    Measurement.objects.bulk_create(values, batch_size=BATCH)
    MeasurementPart.objects.bulk_create((part for one in values for part in _parts(random, one)), batch_size=BATCH)
    MeasurementStep.objects.bulk_create((step for one in values for step in _steps(one)), batch_size=BATCH)
    return len(values)


def _value(random: Random, period: Period, today: date) -> Measurement | None:
    usual = _usual(period, today)
    state = random.choices(list(usual), usual.values())[0]
    if not state:
        return None
    documented = state == Measurement.Basis.DOCUMENTED
    number = _number(random, period.line.indicator)
    return Measurement(
        period=period,
        basis=Measurement.Basis.DOCUMENTED if documented else Measurement.Basis.REPORTED,
        state="" if documented else state,
        value=number,
        narrative="" if number is not None else "Synthetic words.",
        source="Synthetic source" if documented else "",
        entered=_noon(period.ends),
    )


def _usual(period: Period, today: date) -> dict[str, int]:
    if period.ends >= today:
        return NOT_OVER
    return OF_LATE if period.ends > today - timedelta(days=184) else BEFORE_THAT


def _number(random: Random, indicator: Indicator) -> Decimal | None:
    """Of people sometimes so few that they are not shown."""
    if not indicator.is_number:
        return None
    if indicator.measure == Indicator.Measure.PERCENTAGE:
        return Decimal(random.randint(0, 1000)) / 10
    return Decimal(random.choice((random.randint(0, 9), random.randint(10, 400))))


def _parts(random: Random, measurement: Measurement) -> list[MeasurementPart]:
    if not measurement.period.line.indicator.dimensions or measurement.value is None:
        return []
    women = Decimal(random.randint(0, int(measurement.value)))
    shares = {"female": women, "male": measurement.value - women}
    return [
        MeasurementPart(measurement=measurement, dimension="sex", category=category, value=value)
        for category, value in shares.items()
    ]


def _steps(measurement: Measurement) -> list[MeasurementStep]:
    """A week apart; those of the city in its role."""
    return [
        MeasurementStep(
            measurement=measurement,
            state=state,
            by_role=Role.FOCAL_POINT if state in (State.DRAFT, State.SUBMITTED) else "",
            on=measurement.entered + timedelta(days=7 * place),
        )
        for place, state in enumerate(WAYS.get(measurement.state, ("",)))
    ]


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
