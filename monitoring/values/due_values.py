"""Values that are wanted: which, by when, and how a city is asked for them, one question for each day they are due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.roles import Role
from cities import checking_in
from cities.checking_in import Due, NextStep
from cities.models import CityPage
from cities.tree import CityPath, city_path
from core.bidi import isolated
from core.numbers import display_number
from monitoring.models import Measurement, Period
from monitoring.wording import display_dates_of

WANTED_BY = Coalesce("due", "ends")
"""The day that was set, else the period's last."""


def unanswered() -> models.QuerySet[Period]:
    """Open periods that no value answers."""
    return Period.objects.open().exclude(pk__in=Measurement.objects.answering().values("period"))


def wanted(by: date) -> models.QuerySet[Period]:
    """Periods whose value should be there by that day and is not, each with the day (`wanted_by`)."""
    return unanswered().begun().annotate(wanted_by=WANTED_BY).filter(wanted_by__lte=by)


@dataclass
class DueValues:
    """How many values one city should report by one day. Where it is one, `first` is its period."""

    city: str
    """Its place in the tree."""
    day: date
    number: int = 0
    first: Period | None = None


class ReportAnswer(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("an answer", "reported")


class MeasurementDue(checking_in.CheckInKind):
    """About the first period, by its key, of all that a city should report by one day: forty values, one question.

    A number is never entered by who holds a letter: the question leads to the desk.
    """

    code = "measurement-due"
    model = Period
    answers = ReportAnswer
    falls_to = Role.MNE

    def due_by(self, day: date) -> Iterable[Due]:
        cities = dict(CityPage.objects.live().values_list("path", "pk"))
        waiting = {(city_path(path), on) for path, on in wanted(day).values_list("line__page__path", "wanted_by")}
        asked = [(path, on) for path, on in waiting if path in cities]
        return [Due(key, cities[path], on) for (path, on), key in _firsts(asked).items()]

    def targets(self, keys: Iterable[int]) -> Mapping[int, DueValues]:
        rows = Period.objects.filter(pk__in=list(keys)).annotate(wanted_by=WANTED_BY)
        asked = {
            row.pk: DueValues(city_path(row.line.page.path), row.wanted_by) for row in rows.select_related("line__page")
        }
        by_day = {(one.city, one.day): one for one in asked.values()}
        for period in _of(unanswered(), by_day).select_related("line__indicator"):
            if one := by_day.get((period.city, period.wanted_by)):
                one.number += 1
                one.first = one.first or period
        return {key: by_day[one.city, one.day] for key, one in asked.items() if by_day[one.city, one.day].number}

    def question(self, target: DueValues) -> str:
        if target.number == 1:
            named = {
                "indicator": isolated(target.first.line.indicator.name),
                "period": isolated(display_dates_of(target.first)),
            }
            return _("Report: %(indicator)s, %(period)s") % named
        text = ngettext("Report %(number)s value", "Report %(number)s values", target.number)
        return text % {"number": display_number(target.number)}

    def title(self, target: DueValues) -> str:
        return self.question(target)

    def url(self, target: DueValues) -> str:
        return self.desk_url(target)

    def desk_url(self, target: DueValues, role: str = "") -> str:
        """The form, or the list of forms; an officer, who reports for no city, sees on the board what is missing."""
        if role == Role.MNE:
            return reverse("board")
        if target.number == 1:
            return reverse("measure", args=[target.first.pk])
        return f"{reverse('measurements')}?state=due"

    def answered(self, target: DueValues, *, answer: str, by_role: str, text: str) -> None:
        raise ValidationError(_("Sign in to report a value: a link alone is not enough."))

    def next_step(self, target: DueValues, answer: str) -> NextStep | None:
        return None


def _of(periods: models.QuerySet[Period], asked: Iterable[tuple[str, date]]) -> models.QuerySet[Period]:
    """Those of these cities (by their place in the tree) by these days: of another city's day perhaps too."""
    cities, days = {city for city, _day in asked}, {day for _city, day in asked}
    found = periods.annotate(wanted_by=WANTED_BY, city=CityPath("line__page__path"))
    return found.filter(city__in=cities, wanted_by__in=days).order_by("pk")


def _firsts(asked: Collection[tuple[str, date]]) -> dict[tuple[str, date], int]:
    """The first period of each, answered or not, so that it stays the same while its neighbours are answered."""
    firsts: dict[tuple[str, date], int] = {}
    for pk, city, day in _of(Period.objects.all(), asked).values_list("pk", "city", "wanted_by"):
        firsts.setdefault((city, day), pk)
    return {one: firsts[one] for one in asked}


MEASUREMENT_DUE = checking_in.register(MeasurementDue())


def close_if_answered(period: Period) -> None:
    """Closes the question to the city once nothing that it should report by that day is left."""
    asked = (city_path(period.line.page.path), period.due or period.ends)
    firsts = _firsts([asked])
    if not _of(unanswered(), [asked]).exists():
        checking_in.close(MEASUREMENT_DUE, firsts[asked], answer=ReportAnswer.REPORTED)
