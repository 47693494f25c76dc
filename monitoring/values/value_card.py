"""How a value stands inside: whole on its page for its city and M&E officers, in a row of their lists, step by step.

To everybody else its page shows the same card, made of what may be published of the value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.documents.models import Document

from accounts.roles import Role
from core.display import Sign
from core.figures import EXACTNESS
from core.languages import Wording
from core.uploads.renditions import DisplayedPicture, served_rendition
from monitoring.measuring import parts_of
from monitoring.models import CATEGORIES, Category, Dimension, Measurement, MeasurementStep, Period, State
from monitoring.subjects import Subject, subjects_of
from monitoring.suppressing import Published
from monitoring.wording import (
    display_dates_of,
    display_in_measure,
    display_published,
    display_role,
    sign_of_state,
    unit_of,
)

from .attaching import comes_with_a_withheld_value

LONGEST_WORDS = 120
JUDGED = (State.RETURNED, State.APPROVED, State.SUPERSEDED, State.WITHDRAWN)


# --- on its page --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PartsTable:
    """By one dimension. `withheld`: so few people that they could be recognised."""

    label: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    withheld: bool = False


@dataclass(frozen=True)
class ValueCard:
    """For `monitoring/values/_value.html`. `narrative` is marked with its own language."""

    sign: Sign
    value: str
    unit: str
    narrative: Wording
    measured_on: str
    source: str
    source_url: str
    breakdowns: list[PartsTable]
    parts_comment: str
    documents: list[Document]
    photo: DisplayedPicture | None
    """Its address asks who wants it: known from before, it leads nowhere once the value is withheld."""
    photo_description: str


def value_card(measurement: Measurement, published: Published | None = None) -> ValueCard:
    """Whole; or for others than its city and M&E officers, of what is `published` of it.

    Parts and documents are prefetched; photo, line and indicator are at hand.
    """
    indicator, is_whole = measurement.period.line.indicator, published is None
    visible = published or Published(measurement.value, breakdowns=parts_of(measurement))
    beside = Measurement() if visible.hides_its_company else measurement
    value = display_in_measure(indicator, visible.total)
    if visible.total_withheld:
        value = display_published(indicator, visible)
    tables = []
    for name, parts in visible.breakdowns.items():
        known = [category for category in CATEGORIES[name] if category in parts]
        rows = [(capfirst(str(Category(one).label)), display_in_measure(indicator, parts[one])) for one in known]
        tables.append(PartsTable(str(Dimension(name).label), rows))
    tables += [PartsTable(str(Dimension(name).label), withheld=True) for name in sorted(visible.withheld)]
    documents = list(measurement.documents.all()) if beside.pk else []
    return ValueCard(
        sign=sign_of_state(measurement.state),
        value=str(EXACTNESS.get(beside.qualifier, "%(value)s")) % {"value": value} if value else "",
        unit=unit_of(indicator) if visible.near is None else "",
        narrative=Wording(beside.narrative, measurement.language),
        measured_on=date_format(beside.measured_on) if beside.measured_on else "",
        source=beside.source,
        source_url=beside.source_url,
        breakdowns=tables,
        parts_comment=measurement.parts_comment if is_whole else "",
        documents=[one for one in documents if is_whole or not comes_with_a_withheld_value(one)],
        photo=_picture(beside),
        photo_description=beside.photo_description,
    )


def _picture(measurement: Measurement) -> DisplayedPicture | None:
    if measurement.photo is None:
        return None
    rendition = served_rendition(measurement.photo)
    if rendition is None:
        return DisplayedPicture()
    address = reverse("measurement_photo", args=[measurement.pk])
    return DisplayedPicture(url=address, width=rendition.width, height=rendition.height)


# --- in a list ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ValueListRow:
    """A value with its state, or a period whose value is wanted. `city` is empty where `place` says it already."""

    url: str
    indicator: Wording
    place: Wording
    city: str
    period: str
    sign: Sign
    when: str
    value: str = ""
    unit: str = ""


def value_rows(values: Sequence[Measurement]) -> list[ValueListRow]:
    """Of values with line, indicator, page and phase at hand, and the time of their newest step (`moved`)."""
    places = subjects_of(value.period.line for value in values)
    rows = []
    for value in values:
        indicator, place = value.period.line.indicator, places[value.period.line_id]
        row = ValueListRow(
            url=reverse("measurement", args=[value.pk]),
            indicator=indicator.name,
            place=place.title,
            city=_city_beside(place),
            period=display_dates_of(value.period),
            sign=sign_of_state(value.state),
            when=date_format(localtime(value.moved)) if value.moved else "",
            value=display_in_measure(indicator, value.value) or Truncator(value.narrative).chars(LONGEST_WORDS),
            unit=unit_of(indicator) if value.value is not None else "",
        )
        rows.append(row)
    return rows


def due_rows(periods: Sequence[Period]) -> list[ValueListRow]:
    """Of periods with their day (`wanted_by`), line, indicator, page and phase."""
    places = subjects_of(period.line for period in periods)
    today = timezone.localdate()
    overdue, due = Sign(pgettext("a value", "Overdue"), "warn", "due"), Sign(_("Due"), "clock", "wait")
    return [
        ValueListRow(
            url=reverse("measure", args=[period.pk]),
            indicator=period.line.indicator.name,
            place=places[period.line_id].title,
            city=_city_beside(places[period.line_id]),
            period=display_dates_of(period),
            sign=overdue if period.wanted_by < today else due,
            when=date_format(period.wanted_by),
        )
        for period in periods
    ]


def _city_beside(place: Subject) -> str:
    city = place.city.name if place.city else ""
    return city if str(city) != str(place.title) else ""


# --- step by step -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class HistoryStep:
    """Who brought a value into which state, when, and with which note."""

    sign: Sign
    when: str
    by: str
    role: str
    note: str


def steps_of(measurement: Measurement) -> list[HistoryStep]:
    """The newest first; a draft that one person saved many times is one step. Steps and people are prefetched."""
    kept: list[MeasurementStep] = []
    for step in measurement.steps.all():
        last = kept[-1] if kept else None
        if last and step.state == last.state == State.DRAFT and step.by_id == last.by_id:
            kept.pop()
        kept.append(step)
    return [
        HistoryStep(
            sign=sign_of_state(step.state),
            when=date_format(localtime(step.on), "DATETIME_FORMAT"),
            by=step.by.get_full_name() or step.by.get_username() if step.by else "",
            role=display_role(step.by_role or (Role.MNE if step.state in JUDGED else "")),
            note=step.note,
        )
        for step in reversed(kept)
    ]
