"""The annex of a report: every indicator with its definition, and every published value with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.languages import Wording
from core.sources import ShownSource, shown_sources
from monitoring.models import Indicator
from monitoring.results import DOCUMENTED, LineResult, Point
from monitoring.saying import rule_said, span_said

from .rows import Name, named
from .scope import Scope
from .words import parts_of, point_told


@dataclass(frozen=True)
class Value:
    """One published value. `source` has an address where there is one."""

    subject: Wording
    when: str
    text: str | Wording
    is_documented: bool
    source: str
    url: str
    notes: list[str]


@dataclass
class Entry:
    name: Name
    code: str
    is_number: bool
    facts: list[tuple[str, str | Wording]]
    sources: list[ShownSource]
    values: list[Value] = field(default_factory=list)


def annex_of(scope: Scope, found: Sequence[LineResult]) -> list[Entry]:
    """One for each indicator, in the order in which the report names them."""
    titles = {member.pk: member.title for member in scope.members}
    entries: dict[int, Entry] = {}
    for result in found:
        entry = entries.setdefault(result.line.indicator_id, _entry(result.indicator))
        subject = titles.get(result.line.page_id, scope.title)
        for point in sorted([*result.approved, *result.documented], key=lambda one: one.ends):
            entry.values.append(_value(point, result.indicator, subject))
    return list(entries.values())


def _entry(indicator: Indicator) -> Entry:
    facts = [
        (_("Definition"), _in_house(indicator.definition)),
        (_("Measured as"), _measure(indicator)),
        (_("Put together"), rule_said(indicator)),
        (_("Kind of result"), str(indicator.get_result_type_display())),
        (_("Means of verification"), _in_house(indicator.verification)),
        (_("Wording"), str(indicator.get_wording_display())),
    ]
    return Entry(
        name=named(indicator),
        code=indicator.code,
        is_number=indicator.is_number,
        facts=[(label, text) for label, text in facts if text],
        sources=shown_sources(indicator.sources),
    )


def _measure(indicator: Indicator) -> str:
    measure = str(indicator.get_measure_display())
    if not indicator.unit:
        return measure
    # Translators: how something is measured, and in which unit: "number (people)"
    return _("%(measure)s (%(unit)s)") % {"measure": measure, "unit": indicator.unit_named}


def _in_house(text: str) -> Wording:
    """Definitions are written in the house's language, and marked elsewhere."""
    return Wording(text, settings.LANGUAGE_CODE)


def _value(point: Point, indicator: Indicator, subject: Wording) -> Value:
    return Value(
        subject=subject,
        when=span_said(point),
        text=point_told(point, indicator),
        is_documented=point.basis == DOCUMENTED,
        source=point.source or point.source_url or _unnamed_source(point),
        url=point.source_url,
        notes=parts_of(point.published),
    )


def _unnamed_source(point: Point) -> str:
    """Of a value that names none, or whose source is withheld with it."""
    if point.basis == DOCUMENTED:
        return capfirst(_("documented, from a published source"))
    return _("Reported and approved")
