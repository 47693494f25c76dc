"""The annex of a report: every indicator with its definition, and every published value with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.display import Fact, known
from core.languages import Wording
from core.sources import SourceLine, display_sources
from monitoring.models import Indicator
from monitoring.results import DOCUMENTED, LineResult
from monitoring.wording import aggregation_rule, display_dates_of

from .rows import IndicatorName, indicator_name
from .scope import Scope
from .wording import display_parts, display_point


@dataclass(frozen=True)
class AnnexValue:
    """One published value. `source` has an address where there is one."""

    subject: Wording
    when: str
    text: str | Wording
    is_documented: bool
    source: str
    url: str
    notes: list[str]


@dataclass
class AnnexEntry:
    name: IndicatorName
    code: str
    is_number: bool
    facts: list[Fact]
    sources: list[SourceLine]
    values: list[AnnexValue] = field(default_factory=list)


def annex_of(scope: Scope, results: Sequence[LineResult]) -> list[AnnexEntry]:
    """One for each indicator, in the order in which the report names them."""
    titles = {member.pk: member.title for member in scope.members}
    entries: dict[int, AnnexEntry] = {}
    for result in results:
        entry = entries.setdefault(result.line.indicator_id, annex_entry(result.indicator))
        for point in sorted([*result.approved, *result.documented], key=lambda one: one.ends):
            is_documented = point.basis == DOCUMENTED
            unnamed = (
                capfirst(_("documented, from a published source")) if is_documented else _("Reported and approved")
            )
            entry.values.append(
                AnnexValue(
                    subject=titles.get(result.line.page_id, scope.title),
                    when=display_dates_of(point),
                    text=display_point(point, result.indicator),
                    is_documented=is_documented,
                    source=point.source or point.source_url or capfirst(unnamed),
                    url=point.source_url,
                    notes=display_parts(point.published),
                )
            )
    return list(entries.values())


def annex_entry(indicator: Indicator) -> AnnexEntry:
    """Without its values. Definitions are written in the house's language, and marked elsewhere."""
    measure = str(indicator.get_measure_display())
    if indicator.unit:
        # Translators: how something is measured, and in which unit: "number (people)"
        measure = _("%(measure)s (%(unit)s)") % {"measure": measure, "unit": indicator.unit_named}
    facts = [
        Fact(_("Definition"), Wording(indicator.definition, settings.LANGUAGE_CODE)),
        Fact(_("Measured as"), measure),
        Fact(_("Combining values"), aggregation_rule(indicator)),
        Fact(_("Kind of result"), str(indicator.get_result_type_display())),
        Fact(_("Means of verification"), Wording(indicator.verification, settings.LANGUAGE_CODE)),
        Fact(_("Wording"), str(indicator.get_wording_display())),
    ]
    return AnnexEntry(
        name=indicator_name(indicator),
        code=indicator.code,
        is_number=indicator.is_number,
        facts=known(facts),
        sources=display_sources(indicator.sources),
    )
