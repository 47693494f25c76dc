"""One value as it is read on the desk and by everybody: whole for those it belongs to, else what may be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy
from wagtail.documents.models import Document

from accounts.roles import Role
from core.figures import EXACTNESS
from core.languages import Wording
from core.uploads.renditions import DisplayedPicture, served_rendition
from monitoring.models import CATEGORIES, Category, Dimension, Indicator, Measurement, MeasurementStep, State
from monitoring.publication import published_of
from monitoring.saying import number_said, published_said, unit_of
from monitoring.suppressing import Published

from .attaching import comes_with_a_withheld_value
from .said import role_said

SIGNS = {
    State.DRAFT: ("pen", ""),
    State.SUBMITTED: ("clock", "wait"),
    State.RETURNED: ("warn", "due"),
    State.APPROVED: ("check", "ok"),
    State.SUPERSEDED: ("ended", ""),
    State.WITHDRAWN: ("stopped", "due"),
    "": ("file", ""),
}
JUDGED = (State.RETURNED, State.APPROVED, State.SUPERSEDED, State.WITHDRAWN)
DOCUMENTED = gettext_lazy("documented, from a published source")


@dataclass(frozen=True)
class Sign:
    """For _sign.html and _tag.html."""

    text: str
    icon: str
    tone: str
    strong: str = ""


@dataclass(frozen=True)
class Breakdown:
    """By one dimension. `withheld`: so few people that they could be recognised."""

    label: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    withheld: bool = False


@dataclass(frozen=True)
class ShownValue:
    """`value` is a text in the reader's language; `narrative` is marked with its own."""

    sign: Sign
    value: str
    unit: str
    narrative: Wording
    measured_on: str
    source: str
    source_url: str
    breakdowns: list[Breakdown]
    parts_comment: str
    documents: list[Document]
    photo: DisplayedPicture | None
    """Its address asks who wants it: known from before, it leads nowhere once the value is withheld."""
    photo_description: str


def sign_of(measurement: Measurement) -> Sign:
    icon, tone = SIGNS[measurement.state]
    text = measurement.get_state_display() if measurement.state else str(DOCUMENTED)
    return Sign(capfirst(text), icon, tone)


def shown_value(measurement: Measurement, *, whole: bool) -> ShownValue:
    """`whole`: for the city it belongs to and for M&E officers; to others only what suppressing lets out.

    Parts and documents are prefetched; photo, line and indicator are at hand.
    """
    indicator = measurement.period.line.indicator
    shown = Published(measurement.value) if whole else published_of([measurement])[measurement.pk]
    said = Measurement() if shown.hides_its_company else measurement
    value = published_said(indicator, shown) if shown.total_withheld else number_said(indicator, shown.total)
    documents = list(measurement.documents.all()) if said.pk else []
    return ShownValue(
        sign=sign_of(measurement),
        value=str(EXACTNESS.get(said.qualifier, "%(value)s")) % {"value": value} if value else "",
        unit=unit_of(indicator) if shown.near is None else "",
        narrative=Wording(said.narrative, measurement.language),
        measured_on=date_format(said.measured_on) if said.measured_on else "",
        source=said.source,
        source_url=said.source_url,
        breakdowns=_whole(measurement, indicator) if whole else _public(shown, indicator),
        parts_comment=measurement.parts_comment if whole else "",
        documents=documents if whole else [one for one in documents if not comes_with_a_withheld_value(one)],
        photo=_photo(said),
        photo_description=said.photo_description,
    )


def _photo(measurement: Measurement) -> DisplayedPicture | None:
    if measurement.photo is None:
        return None
    rendition = served_rendition(measurement.photo)
    if rendition is None:
        return DisplayedPicture()
    address = reverse("measurement_photo", args=[measurement.pk])
    return DisplayedPicture(url=address, width=rendition.width, height=rendition.height)


def _whole(measurement: Measurement, indicator: Indicator) -> list[Breakdown]:
    found: dict[str, dict[str, Decimal]] = {}
    for part in measurement.parts.all():
        found.setdefault(part.dimension, {})[part.category] = part.value
    return [_breakdown(dimension, parts, indicator) for dimension, parts in found.items()]


def _public(shown, indicator: Indicator) -> list[Breakdown]:
    withheld = [Breakdown(str(Dimension(name).label), withheld=True) for name in sorted(shown.withheld)]
    return [*(_breakdown(name, parts, indicator) for name, parts in shown.breakdowns.items()), *withheld]


def _breakdown(dimension: str, parts: Mapping[str, Decimal], indicator: Indicator) -> Breakdown:
    known = [category for category in CATEGORIES[dimension] if category in parts]
    rows = [(capfirst(str(Category(one).label)), number_said(indicator, parts[one])) for one in known]
    return Breakdown(str(Dimension(dimension).label), rows)


# --- history ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShownStep:
    sign: Sign
    when: str
    by: str
    role: str
    note: str


def shown_steps(measurement: Measurement) -> list[ShownStep]:
    """The newest first; a draft that one person saved many times is one step. Steps and people are prefetched."""
    kept: list[MeasurementStep] = []
    for step in measurement.steps.all():
        last = kept[-1] if kept else None
        if last and step.state == last.state == State.DRAFT and step.by_id == last.by_id:
            kept.pop()
        kept.append(step)
    return [_step(step) for step in reversed(kept)]


def _step(step: MeasurementStep) -> ShownStep:
    icon, tone = SIGNS[step.state]
    text = step.get_state_display() if step.state else str(DOCUMENTED)
    by = step.by.get_full_name() or step.by.get_username() if step.by else ""
    when = date_format(localtime(step.on), "DATETIME_FORMAT")
    role = step.by_role or (Role.MNE if step.state in JUDGED else "")
    return ShownStep(Sign(capfirst(text), icon, tone), when, by, role_said(role), step.note)
