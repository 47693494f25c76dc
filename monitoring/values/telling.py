"""Letters about one value: to the M&E officers when it comes, to those who sent it when anything becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from accounts.post import send
from accounts.roles import Role, holds, people_with
from cities.belonging import people_of, role_of
from cities.models import CityPage
from monitoring.models import Indicator, Measurement, ResultLine
from monitoring.saying import number_said, span_said, unit_of
from monitoring.subjects import Subject, subjects_of


@dataclass(frozen=True)
class Told:
    """A value in a letter: its words are read while the letter is written, in the reader's language."""

    measurement: Measurement
    line: ResultLine
    city: CityPage | None

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def place(self) -> Subject:
        return subjects_of([self.line])[self.line.pk]

    @property
    def period(self) -> str:
        return span_said(self.measurement.period)

    @property
    def value(self) -> str:
        return number_said(self.indicator, self.measurement.value)

    @property
    def unit(self) -> str:
        return unit_of(self.indicator)


def tell_submitted(measurement: Measurement, *, by) -> None:
    """An officer's own value goes to the others; where there are none, to administrators: somebody must approve it."""
    officers = people_with(Role.MNE).exclude(pk=by.pk) if by else people_with(Role.MNE)
    administrators = User.objects.filter(is_active=True, is_superuser=True)
    is_alone = by is not None and holds(by, Role.MNE) and not officers.exists()
    send("measurement_submitted", administrators.exclude(pk=by.pk) if is_alone else officers, told=_told(measurement))


def tell_returned(measurement: Measurement, *, note: str) -> None:
    told = _told(measurement)
    send("measurement_returned", _senders(measurement, told.city), told=told, note=note)


def tell_approved(measurement: Measurement) -> None:
    told = _told(measurement)
    send("measurement_approved", _senders(measurement, told.city), told=told)


def tell_correction_asked(correction: Measurement, *, note: str) -> None:
    """To those who sent what is approved."""
    told = _told(correction)
    send("measurement_correction_asked", _senders(correction.supersedes, told.city), told=told, note=note)


def tell_withdrawn(measurement: Measurement, *, note: str) -> None:
    told = _told(measurement)
    send("measurement_withdrawn", _senders(measurement, told.city), told=told, note=note)


def _told(measurement: Measurement) -> Told:
    line = ResultLine.objects.select_related("indicator", "page", "phase").get(periods=measurement.period_id)
    return Told(measurement, line, subjects_of([line])[line.pk].city)


def _senders(measurement: Measurement, city: CityPage | None) -> QuerySet[User]:
    """Who entered it and may still, and the city's role. Where no city stands above, the officer who entered it."""
    entered = User.objects.filter(pk__in=measurement.steps.exclude(by_role="").values("by"))
    if city is None:
        return entered & people_with(Role.MNE)
    return role_of(city) | entered.filter(pk__in=people_of(city).values("pk"))
