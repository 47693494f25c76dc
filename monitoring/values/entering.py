"""Entering a value for a period at which several colleagues may be at once: whoever comes second is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.roles import Role, holds
from cities.models import CityPage, Membership
from monitoring.measuring import Entry, save_draft, submit
from monitoring.models import Measurement, MeasurementStep, Period, State

SAME_CLICK = timedelta(minutes=2)


class FormStanding(models.TextChoices):
    """What a person finds who comes to report."""

    NEW = "new"
    DRAFT = "draft"
    RETURNED = "returned"
    WAITING = "waiting"
    APPROVED = "approved"
    CLOSED = "closed"


OF_OPEN = {
    State.DRAFT: FormStanding.DRAFT,
    State.RETURNED: FormStanding.RETURNED,
    State.SUBMITTED: FormStanding.WAITING,
}


class OvertakenError(ValidationError):
    """Somebody else changed the value after the person had opened it."""


@dataclass
class PeriodValues:
    """The approved value of a period and the one that is under way, with their steps."""

    period: Period
    approved: Measurement | None
    opened: Measurement | None

    @property
    def standing(self) -> FormStanding:
        if self.period.locked:
            return FormStanding.CLOSED
        if self.opened:
            return OF_OPEN[State(self.opened.state)]
        return FormStanding.APPROVED if self.approved else FormStanding.NEW

    @property
    def current(self) -> Measurement | None:
        return self.opened or self.approved

    @cached_property
    def newest_step(self) -> MeasurementStep | None:
        return next(reversed(self.current.steps.all()), None) if self.current else None

    @property
    def seen(self) -> str:
        """Changes with every step that anybody takes."""
        return f"{self.current.pk}-{self.newest_step.pk if self.newest_step else 0}" if self.current else "0"

    @property
    def officers_note(self) -> str:
        """Why it was returned."""
        return self._note_of(State.RETURNED)

    @property
    def correction_asked(self) -> bool:
        """Whether an M&E officer began what is under way, by asking for a correction."""
        first = next(iter(self.opened.steps.all()), None) if self.opened else None
        return first is not None and first.state == State.RETURNED

    @cached_property
    def withdrawal(self) -> MeasurementStep | None:
        """Why the newest value was withdrawn, where no other has come since."""
        if self.current:
            return None
        steps = MeasurementStep.objects.filter(state=State.WITHDRAWN, measurement__period=self.period)
        return steps.filter(measurement__basis=Measurement.Basis.REPORTED).last()

    @property
    def reason(self) -> str:
        """Why the approved value is corrected, as it was said last."""
        return self._note_of(State.DRAFT, State.SUBMITTED)

    def _note_of(self, *states: State) -> str:
        steps = reversed(self.opened.steps.all()) if self.opened else ()
        return next((step.note for step in steps if step.state in states and step.note), "")


def values_of_period(period: Period) -> PeriodValues:
    """What a city reported for it, whether approved or under way: five queries."""
    found = Measurement.objects.filter(period=period, basis=Measurement.Basis.REPORTED)
    found = found.exclude(state__in=(State.SUPERSEDED, State.WITHDRAWN)).select_related("photo")
    by_state = {}
    for one in found.prefetch_related("parts", "documents", "steps__by"):
        one.period = period
        by_state[one.state] = one
    approved = by_state.pop(State.APPROVED, None)
    return PeriodValues(period, approved, next(iter(by_state.values()), None))


def role_for(user, city: CityPage | None) -> str:
    """As whom the person enters: the code of a role of this city, else of the programme."""
    if city and (membership := Membership.objects.current().who_write().filter(user=user, city=city).first()):
        return membership.role
    return Role.MNE if holds(user, Role.MNE) else ""


@transaction.atomic
def enter(*, period: Period, entry: Entry, by, by_role: str, seen: str, send: bool, note: str = "") -> Measurement:
    """Keeps the value as a draft, or sends it. `seen` is what the person had before them (`PeriodValues.seen`).

    The second of two clicks changes nothing. Raises OvertakenError when a colleague was faster.
    """
    Period.objects.select_for_update().get(pk=period.pk)  # two clicks, two colleagues wait for each other
    now = values_of_period(period)
    if now.seen != seen:
        if _is_the_same_click(now, entry, by, send=send):
            return now.current
        raise OvertakenError(_("Somebody else has changed this value since you opened it."))
    value = save_draft(period=period, entry=entry, by=by, by_role=by_role, note=note)
    return submit(value, by=by, by_role=by_role) if send else value


def _is_the_same_click(now: PeriodValues, entry: Entry, by, *, send: bool) -> bool:
    step, value = now.newest_step, now.current
    return (
        step is not None
        and step.by_id == by.pk
        and step.on > timezone.now() - SAME_CLICK
        and step.state == (State.SUBMITTED if send else State.DRAFT)
        and (value.value, value.narrative) == (entry.value, entry.narrative)
    )
