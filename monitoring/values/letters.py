"""Letters about one value: to the M&E officers when it comes, to those who sent it when anything becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Page

from accounts.models import User
from accounts.post import send
from accounts.roles import Role, holds, people_with
from cities.belonging import people_of, role_of
from cities.models import CityPage
from monitoring.models import Indicator, Measurement, ResultLine
from monitoring.subjects import Subject, subjects_of
from monitoring.wording import display_dates_of, display_in_measure, unit_of


@dataclass(frozen=True)
class ReportedValue:
    """A value in a letter: its words are read while the letter is written, in the reader's language."""

    measurement: Measurement
    line: ResultLine
    city: CityPage | None

    @property
    def page(self) -> Page:
        return self.line.page

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def place(self) -> Subject:
        return subjects_of([self.line])[self.line.pk]

    @property
    def period(self) -> str:
        return display_dates_of(self.measurement.period)

    @property
    def value(self) -> str:
        return display_in_measure(self.indicator, self.measurement.value)

    @property
    def unit(self) -> str:
        return unit_of(self.indicator)


def reported_value(measurement: Measurement) -> ReportedValue:
    line = ResultLine.objects.select_related("indicator", "page").get(periods=measurement.period_id)
    return ReportedValue(measurement, line, subjects_of([line])[line.pk].city)


def send_submitted(measurement: Measurement, *, by: User | None) -> None:
    """An officer's own value goes to the others; where there are none, to administrators: somebody must approve it."""
    officers = people_with(Role.MNE).exclude(pk=by.pk) if by else people_with(Role.MNE)
    administrators = User.objects.filter(is_active=True, is_superuser=True)
    is_alone = by is not None and holds(by, Role.MNE) and not officers.exists()
    readers = administrators.exclude(pk=by.pk) if is_alone else officers
    send("measurement_submitted", readers, reported=reported_value(measurement))


def send_returned(measurement: Measurement, *, note: str) -> None:
    _send_to_senders("measurement_returned", measurement, of=measurement, note=note)


def send_approved(measurement: Measurement) -> None:
    _send_to_senders("measurement_approved", measurement, of=measurement)


def send_correction_asked(correction: Measurement, *, note: str) -> None:
    """To those who sent what is approved."""
    _send_to_senders("measurement_correction_asked", correction, of=correction.supersedes, note=note)


def send_withdrawn(measurement: Measurement, *, note: str) -> None:
    _send_to_senders("measurement_withdrawn", measurement, of=measurement, note=note)


def _send_to_senders(event: str, measurement: Measurement, *, of: Measurement, **context: str) -> None:
    """About `measurement`, to who entered `of` and may still, and to the city's role. Where no city stands above, to
    the officer who entered it."""
    reported = reported_value(measurement)
    readers: QuerySet[User] = User.objects.filter(pk__in=of.steps.exclude(by_role="").values("by"))
    if reported.city is None:
        readers = readers & people_with(Role.MNE)
    else:
        readers = role_of(reported.city) | readers.filter(pk__in=people_of(reported.city).values("pk"))
    send(event, readers, reported=reported, **context)
