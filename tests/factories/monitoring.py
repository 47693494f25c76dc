"""Results frameworks and their values, as the verbs of the room leave them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from monitoring import measuring
from monitoring.models import Indicator, Measurement, Period, ResultLine
from tests.factories import measured

NUMBER = count(1)


def indicator(name: str = "", **facts) -> Indicator:
    """People counted, added up, unless said otherwise."""
    number = next(NUMBER)
    defaults = {
        "code": f"I-{number}",
        "name_en": name or f"Indicator {number}",
        "result_type": Indicator.ResultType.OUTPUT,
        "measure": Indicator.Measure.UNIT,
        "unit": "people",
        "counts_people": True,
        "aggregation": Indicator.Aggregation.SUM,
        "dimensions": ["sex"],
    }
    return Indicator.objects.create(**{**defaults, **facts})


def line(of, about: Indicator | None = None, **facts) -> ResultLine:
    """On a page, or on that of a phase."""
    return ResultLine.objects.create(page=measured(of), indicator=about or indicator(), **facts)


def period(of: ResultLine, starts: str = "2026-01-01", ends: str = "2026-06-30", **facts) -> Period:
    """`starts`, `ends`, `due` are dates as text."""
    days = {"starts": starts, "ends": ends, **facts}
    for name in ("starts", "ends", "due"):
        if isinstance(days.get(name), str):
            days[name] = date.fromisoformat(days[name])
    return Period.objects.create(line=of, **days)


def draft(of: Period, value: str | int | None = 10, *, by=None, **entry) -> Measurement:
    number = None if value is None else Decimal(value)
    return measuring.save_draft(period=of, entry=measuring.Entry(value=number, **entry), by=by)


def submitted(of: Period, value: str | int | None = 10, *, by=None, **entry) -> Measurement:
    return measuring.submit(draft(of, value, by=by, **entry), by=by)


def approved(of: Period, value: str | int | None = 10, *, by=None, officer=None, **entry) -> Measurement:
    return measuring.approve(submitted(of, value, by=by, **entry), by=officer)


def documented(of: Period, value: str | int = 10, source: str = "Annual report 2021", **entry) -> Measurement:
    return measuring.document(period=of, entry=measuring.Entry(value=Decimal(value), source=source, **entry))
