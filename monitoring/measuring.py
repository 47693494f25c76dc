"""How a value goes from a city to the public: draft, submitted, returned or approved, superseded or withdrawn.

`FOLLOWS` is the whole order of states; nothing else changes a state. Every step is kept with who, when and why. An
approved value is never changed: a correction is a value of its own, which supersedes it when it is approved itself.
A locked period takes no values. All verbs raise ValidationError, which says how the value really stands; whoever calls
asks first whether the person may (`Period.objects.reportable_by`, `Measurement.objects.editable_by`, `.judged_by`,
`.withdrawable_by`).
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
from django.utils.translation import gettext_lazy
from wagtail.documents.models import Document
from wagtail.images.models import Image

from core.changes import as_one_change, note_all

from .models import CATEGORIES, Measurement, MeasurementPart, MeasurementStep, Period, State
from .values import letters
from .values.due_values import close_if_answered

FOLLOWS: dict[State | str | None, frozenset[State]] = {
    None: frozenset({State.DRAFT, State.RETURNED}),
    State.DRAFT: frozenset({State.DRAFT, State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.APPROVED}),
    State.RETURNED: frozenset({State.DRAFT, State.SUBMITTED}),
    State.APPROVED: frozenset({State.SUPERSEDED, State.WITHDRAWN}),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
    "": frozenset({State.WITHDRAWN}),  # documented, from a published source
}
"""A value begins as a draft, or returned: as a correction that an M&E officer asks for."""
STANDS = {
    State.DRAFT: gettext_lazy("This value is a draft: it has not been sent."),
    State.SUBMITTED: gettext_lazy("This value is waiting for approval. It can be changed once it is returned."),
    State.RETURNED: gettext_lazy("This value has been returned for correction."),
    State.APPROVED: gettext_lazy("This value has been approved. It can be corrected or withdrawn."),
    State.SUPERSEDED: gettext_lazy("This value has been replaced by a newer one."),
    State.WITHDRAWN: gettext_lazy("This value has been withdrawn."),
    "": gettext_lazy("This value is from a published source. It can only be replaced or withdrawn."),
}
"""What a refused step answers: how the value stands."""
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
    photo_description: str = ""
    documents: Iterable[Document] = ()
    qualifier: str = ""


def parts_of(measurement: Measurement) -> Parts:
    parts: dict[str, dict[str, Decimal]] = {}
    for part in measurement.parts.all():
        parts.setdefault(part.dimension, {})[part.category] = part.value
    return parts


FIELDS = (
    "value",
    "narrative",
    "language",
    "measured_on",
    "source",
    "source_url",
    "parts_comment",
    "photo",
    "photo_description",
    "qualifier",
)
"""What is kept of an entry on the value itself, by the same name."""


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
        raise ValidationError(STANDS[State(opened.state)])
    _write(opened, entry)
    _into(opened, State.DRAFT, by, by_role, note.strip())
    return opened


def _begin(period: Period, by) -> Measurement:
    approved = Measurement.objects.approved().filter(period=period).first()
    try:
        with transaction.atomic():
            return Measurement.objects.create(period=period, supersedes=approved, entered_by=by)
    except IntegrityError as error:  # the constraint `measurement_open_once`: a second click, a second colleague
        raise ValidationError(_("Somebody else has just started entering this value. Load the page again.")) from error


@as_one_change(COLLECTION)
def _write(measurement: Measurement, entry: Entry) -> None:
    for name in FIELDS:
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
    _refuse_step(measurement, State.SUBMITTED)
    refuse_impossible(measurement)
    _step(measurement, State.SUBMITTED, by, by_role, note.strip())
    close_if_answered(measurement.period)
    letters.send_submitted(measurement, by=by)
    return measurement


@transaction.atomic
def send_back(measurement: Measurement, *, by, note: str) -> Measurement:
    """Returns a submitted value with what is to be mended."""
    if not note.strip():
        raise ValidationError({"note": _("Explain what needs correcting.")})
    measurement = _locked(measurement)
    _step(measurement, State.RETURNED, by, note=note.strip())
    letters.send_returned(measurement, note=note.strip())
    return measurement


@transaction.atomic
def approve(measurement: Measurement, *, by, note: str = "") -> Measurement:
    """Makes a submitted value the period's own, public from now on; what was approved before is superseded.

    Two people stand behind a published value: who entered or sent it does not approve it, unless as an administrator,
    so that a programme with one M&E officer goes on.
    """
    measurement = _locked(measurement)
    _refuse_locked(measurement.period)
    _refuse_step(measurement, State.APPROVED)
    if is_own(measurement, by):
        raise ValidationError(OWN_VALUE)
    before = Measurement.objects.select_for_update().approved().filter(period=measurement.period_id).first()
    if before is not None:
        _step(before, State.SUPERSEDED, by)
        if measurement.supersedes_id != before.pk:
            Measurement.objects.filter(pk=measurement.pk).update(supersedes=before)
    _step(measurement, State.APPROVED, by, note=note.strip())
    letters.send_approved(measurement)
    return measurement


OWN_VALUE = gettext_lazy(
    "You entered this value yourself, so somebody else has to approve it: another M&E officer, or an "
    "administrator. If you are the only M&E officer, ask an administrator to approve it or to invite "
    "a second one."
)


def is_own(measurement: Measurement, person) -> bool:
    """Whether the person entered or sent it, and is no administrator."""
    if person is None or person.is_superuser:
        return False
    return measurement.steps.filter(state__in=(State.DRAFT, State.SUBMITTED), by=person).exists()


@transaction.atomic
def ask_correction(measurement: Measurement, *, by, note: str) -> Measurement:
    """Returns an approved value to its city with what is to be mended. It stays public until a correction is approved.

    Gives that correction: a value of its own, which says what the approved one says.
    """
    if not note.strip():
        raise ValidationError({"note": _("Explain what needs correcting.")})
    measurement = _locked(measurement)
    if measurement.state != State.APPROVED:
        raise ValidationError(STANDS[measurement.state])
    _refuse_locked(measurement.period)
    if Measurement.objects.open().filter(period=measurement.period_id).exists():
        raise ValidationError(_("There is already a correction of this value."))
    correction = _begin(measurement.period, by)
    the_same = {name: getattr(measurement, name) for name in FIELDS}
    _write(correction, Entry(**the_same, parts=parts_of(measurement), documents=measurement.documents.all()))
    _into(correction, State.RETURNED, by, note=note.strip())
    letters.send_correction_asked(correction, note=note.strip())
    return correction


@transaction.atomic
def withdraw(measurement: Measurement, *, by, note: str) -> Measurement:
    """Takes an approved or documented value out of public, in a closed period too; it is kept, with the reason.

    Nothing comes in its place: what it had superseded stays superseded, and a value is wanted again.
    """
    if not note.strip():
        raise ValidationError({"note": _("Explain why it is withdrawn.")})
    measurement = _locked(measurement)
    if Measurement.objects.filter(supersedes=measurement, basis=Measurement.Basis.DOCUMENTED).exists():
        raise ValidationError(STANDS[State.SUPERSEDED])
    _step(measurement, State.WITHDRAWN, by, note=note.strip())
    letters.send_withdrawn(measurement, note=note.strip())
    return measurement


@transaction.atomic
def discard(measurement: Measurement) -> None:
    """Throws away a draft that was never submitted; what somebody has seen is kept."""
    measurement = _locked(measurement)
    if measurement.state != State.DRAFT:
        raise ValidationError(STANDS[measurement.state])
    if measurement.steps.exclude(state=State.DRAFT).exists():
        raise ValidationError(_("This value has been sent or returned. It is kept, and can be corrected."))
    measurement.steps.all().delete()
    measurement.delete()


@transaction.atomic
def document(*, period: Period, entry: Entry, by=None, programme_id: str | None = None) -> Measurement:
    """A value from a published source, public at once and labelled with it; it supersedes the one documented before."""
    if not (entry.source.strip() or entry.source_url):
        raise ValidationError({"source": _("Enter where it was published.")})
    measurement = Measurement(
        period=period, basis=Measurement.Basis.DOCUMENTED, state="", entered_by=by, programme_id=programme_id
    )
    measurement.supersedes = Measurement.objects.documented().filter(period=period).first()
    _write(measurement, entry)
    refuse_impossible(measurement)
    MeasurementStep.objects.create(measurement=measurement, state="", by=by)
    close_if_answered(period)
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
        wrong["narrative"] = _("Describe the present situation in words.")
    try:
        indicator.validate_numbers(value=measurement.value)
    except ValidationError as error:
        wrong.update(error.error_dict)
    latest = min(measurement.period.ends, timezone.localdate())
    if measurement.measured_on and not measurement.period.starts <= measurement.measured_on <= latest:
        wrong["measured_on"] = _("This day is outside the period, or in the future.")
    if text := _wrong_parts(measurement):
        wrong["parts"] = text
    if wrong:
        raise ValidationError(wrong)


def _wrong_parts(measurement: Measurement) -> str:
    sums: dict[str, Decimal] = {}
    for part in measurement.parts.all():
        if part.category not in CATEGORIES[part.dimension]:
            return _("These categories cannot be combined.")
        if part.value % 1 and measurement.period.line.indicator.counts_people:
            return _("Enter a whole number of people.")
        sums[part.dimension] = sums.get(part.dimension, Decimal(0)) + part.value
    if measurement.value is None or measurement.parts_comment.strip():
        return ""
    if all(total == measurement.value for total in sums.values()):
        return ""
    return _("The parts do not add up to the value. Correct them, or explain why.")


# --- steps ------------------------------------------------------------------------------------------------------
def _refuse_locked(period: Period) -> None:
    if Period.objects.filter(pk=period.pk, locked=True).exists():
        raise ValidationError(_("This period is closed. Ask the M&E officer to open it."))


def _locked(measurement: Measurement) -> Measurement:
    """As it is now, held until the transaction ends: of two people one finds it changed."""
    held = Measurement.objects.select_for_update(of=("self",)).select_related("period__line__indicator")
    return held.get(pk=measurement.pk)


def _refuse_step(measurement: Measurement, state: State) -> None:
    if state not in FOLLOWS[measurement.state]:
        raise ValidationError(STANDS[measurement.state])


def _step(measurement: Measurement, state: State, by, by_role: str = "", note: str = "") -> None:
    _refuse_step(measurement, state)
    _into(measurement, state, by, by_role, note)


def _into(measurement: Measurement, state: State, by, by_role: str = "", note: str = "") -> None:
    """The step is what refreshes what is kept (core.caching): `update` sends no signal."""
    measurement.state = state
    Measurement.objects.filter(pk=measurement.pk).update(state=state)
    MeasurementStep.objects.create(measurement=measurement, state=state, by=by, by_role=by_role, note=note)
