"""A phase at a glance: what it set out to do, what is known so far, and where each figure comes from.

All of it is made once and kept until something changes; a day passes too, because a period falls due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import Phase
from core import languages
from core.caching import cached_until_change
from core.display import BigNumber, Link
from core.languages import Wording
from core.listing import listed
from core.numbers import display_number
from core.paging import paged
from monitoring.models import Contribution, Indicator, MonitoringPage, PhasePage, ResultLine
from monitoring.results import LineResult, of_phases_and_others, results
from monitoring.wording import status_legend

from .by_city import Cities, cities_of
from .by_objective import ObjectiveGroup, groups_of
from .by_subject import FrameworkGoals, SubjectRow, goals_of, themes_of
from .open_periods import OpenPeriod, open_periods
from .phases import offered_phases, phase_heading, shown_phase

CITIES = 25  # on one page of their list
MILLION = 1_000_000


@dataclass(frozen=True)
class PhaseAtAGlance:
    """Plain data in the visitor's language, the same for everybody."""

    intro: Wording | str
    """What its page says of it; empty where it says nothing."""
    numbers: list[BigNumber]
    groups: list[ObjectiveGroup]
    cities: Cities
    themes: list[SubjectRow]
    goals: list[FrameworkGoals]
    open_periods: list[OpenPeriod]
    to_check: str
    """How many indicators have a wording that is not checked yet."""


def phase_context(page: MonitoringPage, request: HttpRequest, context: dict) -> dict:
    """For `monitoring/monitoring_page.html`; without any phase, its empty state."""
    phase = shown_phase(request)
    return _context(phase, request) if phase else {"phase": None}


def phase_page_context(page: PhasePage, request: HttpRequest, context: dict) -> dict:
    """For its preview: the words are those that are being written."""
    return {**_context(page.phase, request), "intro": page.words.wording("intro")}


def _context(phase: Phase, request: HttpRequest) -> dict[str, Any]:
    key = ("phase at a glance", phase.pk, languages.current(), timezone.localdate())
    glance = cached_until_change(key, lambda: _at_a_glance(phase, request))
    phases = [
        Link(_("Phase %(number)s") % {"number": one.number}, f"?phase={one.number}", is_current=one == phase)
        for one in offered_phases()
    ]
    page_of = paged(glance.cities.rows, request, CITIES)
    return {
        "phase": phase,
        "glance_heading": phase_heading(phase),
        "glance": glance,
        "intro": glance.intro,
        "cut": glance.cities.cut,
        "phases": phases if len(phases) > 1 else [],
        "cities": page_of.rows,
        "pages_of_cities": page_of.links and page_of.links.to("by-city"),
        "status_legend": status_legend(),
    }


def _at_a_glance(phase: Phase, request: HttpRequest) -> PhaseAtAGlance:
    lines = ResultLine.objects.public().of_phase(phase).order_by("order", "pk")
    found = results(lines)
    own, of_pilots = of_phases_and_others(found)
    page = PhasePage.objects.live().filter(phase=phase).with_words().first()
    return PhaseAtAGlance(
        intro=page.words.wording("intro") if page else "",
        numbers=[*_numbers(phase, found), *_budget(phase)],
        groups=groups_of(phase, own, of_pilots),
        cities=cities_of(phase, of_pilots, request),
        themes=themes_of(phase, found),
        goals=goals_of(phase, found),
        open_periods=open_periods(lines),
        to_check=_to_check(found),
    )


# --- the numbers on top ---------------------------------------------------------------------------------------------
def _numbers(phase: Phase, found: Sequence[LineResult]) -> list[BigNumber]:
    """Of result lines: each number is the count of the list that it opens; a zero leads nowhere."""
    indicators = len({result.line.indicator_id for result in found})
    of_indicators = ngettext(
        "result lines, with %(number)s indicator", "result lines, with %(number)s indicators", indicators
    ) % {"number": display_number(indicators)}
    with_value = sum(result.latest is not None for result in found)
    with_target = sum(result.line.target is not None for result in found)
    approved = sum(bool(result.approved) for result in found)
    all_lines = f"{reverse('result_lines')}?phase={phase.number}"
    return [
        BigNumber(label, display_number(number), url if number else "")
        for number, label, url in (
            (len(found), of_indicators, all_lines),
            (with_value, ngettext("with a value", "with a value", with_value), f"{all_lines}&with=value"),
            (with_target, ngettext("with a target", "with a target", with_target), f"{all_lines}&with=target"),
            (
                approved,
                ngettext("with an approved value", "with an approved value", approved),
                f"{all_lines}&with=approved",
            ),
        )
    ]


def _budget(phase: Phase) -> list[BigNumber]:
    """What funders give, in the phase's currency."""
    given = list(Contribution.objects.filter(phase=phase).select_related("organisation"))
    if not given:
        return []
    total = sum((one.amount for one in given), Decimal(0))
    amount = f"{phase.currency}\u00a0{display_number(total)}"
    if total >= MILLION:
        # Translators: an amount of money in millions: "EUR 6.075 m"
        millions = _("%(currency)s %(number)s m")
        amount = millions % {"currency": phase.currency, "number": display_number(total / MILLION)}
    by_funder = listed(
        f"{one.organisation.short_name if one.organisation else one.text('name')} {display_number(one.amount)}"
        for one in given
    )
    return [BigNumber(_("total budget: %(funders)s") % {"funders": by_funder}, amount)]


def _to_check(found: Iterable[LineResult]) -> str:
    number = len({one.line.indicator_id for one in found if one.indicator.wording == Indicator.Worded.REFERENCE})
    if not number:
        return ""
    return ngettext(
        "%(number)s indicator uses draft wording, not yet checked against the official source. Do not quote it.",
        "%(number)s indicators use draft wording, not yet checked against the official source. Do not quote them.",
        number,
    ) % {"number": display_number(number)}
