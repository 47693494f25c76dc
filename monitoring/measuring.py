"""How a value goes from a city to the public: draft, submitted, returned or approved, superseded.

`FOLLOWS` is the whole order of states; nothing else changes a state. Every step is kept with who, when and why. An
approved value is never changed: a correction is a value of its own, which supersedes it when it is approved itself.
A locked period takes no values. All verbs raise ValidationError; whoever calls asks first whether the person may
(`Period.objects.reportable_by`, `Measurement.objects.editable_by`, `.judged_by`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image

from core.facets.changes import note_all

from .models import CATEGORIES, Measurement, MeasurementPart, MeasurementStep, Period, State
from .values.asking import close_if_answered
from .values.telling import tell_approved, tell_returned, tell_submitted

FOLLOWS: dict[State | None, frozenset[State]] = {
    None: frozenset({State.DRAFT}),
    State.DRAFT: frozenset({State.DRAFT, State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.APPROVED}),
    State.RETURNED: frozenset({State.DRAFT, State.SUBMITTED}),
    State.APPROVED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
}
COLLECTION = "monitoring"
Parts = Mapping[str, Mapping[str, Decimal]]
"""Dimension, category, how many."""


@dataclass(frozen=True)
class Entry:
    """What is said for a period. `value` in the indicator's unit; empty where it is answered in words."""

    value: Decimal | None = None
    narrative: str = ""
    language: str = "en"
    measured_on: date | None = None
    source: str = ""
    source_url: str = ""
    parts: Parts | None = None
    parts_comment: str = ""
    photo: Image | None = None
    documents: Iterable[Document] = ()
    qualifier: str = ""


@transaction.atomic
def save_draft(*, period: Period, entry: Entry, by, by_role: str = "", note: str = "") -> Measurement:
    """Keeps what was entered, complete or not: begins a value or a correction of the approved one, or goes on.

    `note` is why it is corrected.
    """
    _refuse_locked(period)
    opened = Measurement.objects.select_for_update().open().filter(period=period).first()
    if opened is None:
        opened = _begin(period, by)
    elif not opened.is_editable:
        raise ValidationError(_("This value waits for approval. It can be changed once it is returned."))
    _write(opened, entry)
    _into(opened, State.DRAFT, by, by_role, note.strip())
    return opened


def _begin(period: Period, by) -> Measurement:
    approved = Measurement.objects.approved().filter(period=period).first()
    try:
        with transaction.atomic():
            return Measurement.objects.create(period=period, supersedes=approved, entered_by=by)
    except IntegrityError as error:  # the constraint `measurement_open_once`: a second click, a second colleague
        raise ValidationError(_("Somebody else has just begun this value. Load the page again.")) from error


def _write(measurement: Measurement, entry: Entry) -> None:
    plain = ("value", "narrative", "language", "measured_on", "source", "source_url", "parts_comment", "photo")
    for name in (*plain, "qualifier"):
        setattr(measurement, name, getattr(entry, name))
    measurement.save()
    measurement.documents.set(entry.documents)
    measurement.parts.all().delete()
    MeasurementPart.objects.bulk_create(
        MeasurementPart(measurement=measurement, dimension=dimension, category=category, value=value)
        for dimension, values in (entry.parts or {}).items()
        for category, value in values.items()
    )


@transaction.atomic
def submit(measurement: Measurement, *, by, by_role: str = "", note: str = "") -> Measurement:
    """Sends a draft or a returned value to the M&E officers. What is incomplete or impossible is refused by field."""
    measurement = _locked(measurement)
    _refuse_locked(measurement.period)
    refuse_impossible(measurement)
    _step(measurement, State.SUBMITTED, by, by_role, note.strip())
    close_if_answered(measurement.period)
    tell_submitted(measurement, by=by)
    return measurement


@transaction.atomic
def send_back(measurement: Measurement, *, by, note: str) -> Measurement:
    """Returns a submitted value with what is to be mended."""
    if not note.strip():
        raise ValidationError({"note": _("Say what is to be mended.")})
    measurement = _locked(measurement)
    _step(measurement, State.RETURNED, by, note=note.strip())
    tell_returned(measurement, note=note.strip())
    return measurement


@transaction.atomic
def approve(measurement: Measurement, *, by, note: str = "") -> Measurement:
    """Makes a submitted value the period's own, public from now on; what was approved before is superseded."""
    measurement = _locked(measurement)
    _refuse_locked(measurement.period)
    before = Measurement.objects.select_for_update().approved().filter(period=measurement.period_id).first()
    if before is not None and measurement.state == State.SUBMITTED:
        _step(before, State.SUPERSEDED, by)
        if measurement.supersedes_id != before.pk:
            Measurement.objects.filter(pk=measurement.pk).update(supersedes=before)
    _step(measurement, State.APPROVED, by, note=note.strip())
    note_all(COLLECTION)
    tell_approved(measurement)
    return measurement


@transaction.atomic
def discard(measurement: Measurement) -> None:
    """Throws away a draft that was never submitted; what somebody has seen is kept."""
    measurement = _locked(measurement)
    if measurement.state != State.DRAFT or measurement.steps.exclude(state=State.DRAFT).exists():
        raise ValidationError(_("This value was submitted before. It is kept, and can be corrected."))
    measurement.steps.all().delete()
    measurement.delete()


@transaction.atomic
def document(*, period: Period, entry: Entry, by=None, programme_id: str | None = None) -> Measurement:
    """A value from a published source, public at once and labelled with it; it supersedes the one documented before."""
    if not (entry.source.strip() or entry.source_url):
        raise ValidationError({"source": _("Say where it was published.")})
    measurement = Measurement(
        period=period, basis=Measurement.Basis.DOCUMENTED, state="", entered_by=by, programme_id=programme_id
    )
    measurement.supersedes = Measurement.objects.documented().filter(period=period).first()
    _write(measurement, entry)
    refuse_impossible(measurement)
    MeasurementStep.objects.create(measurement=measurement, state="", by=by)
    close_if_answered(period)
    note_all(COLLECTION)
    return measurement


def set_lock(period: Period, *, locked: bool) -> None:
    """An M&E officer closes a period: nothing is entered or approved until it is opened again."""
    Period.objects.filter(pk=period.pk).update(locked=locked)
    period.locked = locked
    note_all(COLLECTION)


# --- what no value may be ---------------------------------------------------------------------------------------
def refuse_impossible(measurement: Measurement) -> None:
    """Raises ValidationError by field: a value missing or out of its range, a wrong day, parts that do not add up."""
    indicator, wrong = measurement.period.line.indicator, {}
    if indicator.is_number and measurement.value is None:
        wrong["value"] = _("Enter the number.")
    if not indicator.is_number and not measurement.narrative.strip():
        wrong["narrative"] = _("Say in words how it stands.")
    if measurement.value is not None and (text := out_of_range(indicator, measurement.value)):
        wrong["value"] = text
    if measurement.measured_on and not _in_period(measurement):
        wrong["measured_on"] = _("This day is outside the period, or still to come.")
    if text := _parts_that_do_not_add_up(measurement):
        wrong["parts"] = text
    if wrong:
        raise ValidationError(wrong)


def out_of_range(indicator, value: Decimal) -> str:
    """Why this number can be neither a value nor a target of the indicator; empty when it can."""
    measure = indicator.Measure
    if indicator.measure == measure.PERCENTAGE and value > 100 and not indicator.over_hundred:
        return _("A percentage of this cannot be over 100.")
    if value < 0 and (indicator.measure != measure.UNIT or indicator.counts_people):
        return _("This cannot be less than 0.")
    if indicator.counts_people and value % 1:
        return _("People are counted whole.")
    return ""


def _in_period(measurement: Measurement) -> bool:
    period = measurement.period
    return period.starts <= measurement.measured_on <= min(period.ends, timezone.localdate())


def _parts_that_do_not_add_up(measurement: Measurement) -> str:
    if measurement.value is None or measurement.parts_comment.strip():
        return ""
    sums: dict[str, Decimal] = {}
    for part in measurement.parts.all():
        if part.category not in CATEGORIES[part.dimension]:
            return _("These categories do not belong together.")
        sums[part.dimension] = sums.get(part.dimension, Decimal(0)) + part.value
    if all(total == measurement.value for total in sums.values()):
        return ""
    return _("The parts do not add up to the value. Correct them, or say why not.")


# --- steps ------------------------------------------------------------------------------------------------------
def _refuse_locked(period: Period) -> None:
    if Period.objects.filter(pk=period.pk, locked=True).exists():
        raise ValidationError(_("This period is closed. Ask the M&E officer to open it."))


def _locked(measurement: Measurement) -> Measurement:
    """As it is now, held until the transaction ends: of two people one finds it changed."""
    held = Measurement.objects.select_for_update(of=("self",)).select_related("period__line__indicator")
    return held.get(pk=measurement.pk, basis=Measurement.Basis.REPORTED)


def _step(measurement: Measurement, state: State, by, by_role: str = "", note: str = "") -> None:
    if state not in FOLLOWS[State(measurement.state)]:
        raise ValidationError(_("This value has been changed meanwhile. Load the page again."))
    _into(measurement, state, by, by_role, note)


def _into(measurement: Measurement, state: State, by, by_role: str = "", note: str = "") -> None:
    measurement.state = state
    Measurement.objects.filter(pk=measurement.pk).update(state=state)
    MeasurementStep.objects.create(measurement=measurement, state=state, by=by, by_role=by_role, note=note)
