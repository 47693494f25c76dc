"""A phase at a glance: what it set out to do, what is known so far, and where each figure comes from.

All of it is made once and kept until something changes; a day passes too, because a period falls due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cities.models import Phase
from core import languages
from core.keeping import kept
from core.paging import paged
from core.templatetags.core_tags import quantity
from monitoring.models import ActivityFile, Contribution, Indicator, ResultLine
from monitoring.results import LineResult, results
from monitoring.saying import words_explained

from .by_city import Cities, cities_of
from .by_objective import Group, groups_of
from .by_subject import Goals, SubjectRow, goals_of, themes_of
from .phases import offered_phases, phase_heading, shown_phase
from .reporting import OpenPeriod, open_periods

CITIES = 25  # on one page of their list
MILLION = 1_000_000


@dataclass(frozen=True)
class PhaseShown:
    """Plain data in the visitor's language."""

    numbers: list[dict]
    groups: list[Group]
    cities: Cities
    themes: list[SubjectRow]
    goals: list[Goals]
    open_periods: list[OpenPeriod]
    files: list[dict]
    to_check: str
    """How many indicators have a wording that is not checked yet."""


def phase_context(request: HttpRequest) -> dict:
    """For `monitoring/monitoring_page.html`; without any phase, its empty state."""
    phase = shown_phase(request)
    if phase is None:
        return {"phase": None}
    shown = kept(
        ("phase at a glance", phase.pk, languages.current(), timezone.localdate()), lambda: _shown(phase, request)
    )
    return {
        "phase": phase,
        "glance_heading": phase_heading(phase),
        "shown": shown,
        "cut": shown.cities.cut,
        "phases": _switch(phase),
        "cities": _cities(shown.cities, request),
        "words_explained": words_explained(),
    }


def _switch(current: Phase) -> list[dict]:
    """The phases of the programme that have something to show, unless there is only one."""
    tabs = [
        {
            "url": f"?phase={phase.number}",
            "label": _("Phase %(number)s") % {"number": phase.number},
            "current": phase == current,
        }
        for phase in offered_phases()
    ]
    return tabs if len(tabs) > 1 else []


def _cities(cities: Cities, request: HttpRequest) -> dict:
    page_of = paged(cities.rows, request, CITIES)
    links = {**page_of.links}
    for page in links.get("pages", []):
        page["url"] = f"{page['url']}#by-city" if page.get("url") else ""
    links |= {name: f"{links[name]}#by-city" for name in ("previous_url", "next_url") if links.get(name)}
    return {"rows": page_of.rows, "links": links}


def _shown(phase: Phase, request: HttpRequest) -> PhaseShown:
    lines = ResultLine.objects.public().of_phase(phase).order_by("order", "pk")
    found = results(lines)
    return PhaseShown(
        numbers=_numbers(phase, found),
        groups=groups_of(phase, found),
        cities=cities_of(phase, found, request),
        themes=themes_of(phase, found),
        goals=goals_of(phase, found),
        open_periods=open_periods(lines),
        files=_files(phase),
        to_check=_to_check(found),
    )


# --- the numbers on top ---------------------------------------------------------------------------------------------
def _numbers(phase: Phase, found: Sequence[LineResult]) -> list[dict]:
    """Of result lines: each number is the count of the list that it opens."""
    indicators = len({result.line.indicator_id for result in found})
    of_indicators = ngettext(
        "result lines, of %(number)s indicator", "result lines, of %(number)s indicators", indicators
    )
    with_value = sum(result.latest is not None for result in found)
    with_target = sum(result.line.target is not None for result in found)
    approved = sum(bool(result.approved) for result in found)
    return [
        _number(phase, len(found), of_indicators % {"number": quantity(indicators)}, ""),
        _number(phase, with_value, _("with a value"), "value"),
        _number(phase, with_target, _("with a target"), "target"),
        _number(phase, approved, _("with an approved value"), "approved"),
        *_budget(phase),
    ]


def _number(phase: Phase, number: int, label: str, only: str) -> dict:
    """A zero leads nowhere."""
    url = f"{_lines_url(phase)}&with={only}" if only else _lines_url(phase)
    return {"text": quantity(number), "label": label, "url": url if number else ""}


def _lines_url(phase: Phase) -> str:
    return f"{reverse('result_lines')}?phase={phase.number}"


def _budget(phase: Phase) -> list[dict]:
    """What funders give, in the phase's currency."""
    given = list(Contribution.objects.filter(phase=phase).select_related("organisation"))
    if not given:
        return []
    total = sum((one.amount for one in given), Decimal(0))
    by_funder = pgettext("between items of a list", ", ").join(
        f"{one.organisation.short_name if one.organisation else one.name} {quantity(one.amount)}" for one in given
    )
    return [{"text": _money(phase, total), "label": _("total budget: %(funders)s") % {"funders": by_funder}}]


def _money(phase: Phase, amount: Decimal) -> str:
    if amount < MILLION:
        return f"{phase.currency}\u00a0{quantity(amount)}"
    # Translators: an amount of money in millions: "EUR 6.075 m"
    return _("%(currency)s %(number)s m") % {"currency": phase.currency, "number": quantity(amount / MILLION)}


def _files(phase: Phase) -> list[dict]:
    """The same numbers to take along; the IATI file only where one was published."""
    asked = f"?phase={phase.number}"
    files = [{"label": kind.upper(), "url": reverse("results_file", args=[kind]) + asked} for kind in ("csv", "xlsx")]
    if ActivityFile.objects.filter(phase=phase).exists():
        files.append({"label": _("IATI file"), "url": reverse("iati_file") + asked})
    return files


def _to_check(found: Iterable[LineResult]) -> str:
    number = len({one.line.indicator_id for one in found if one.indicator.wording == Indicator.Worded.REFERENCE})
    if not number:
        return ""
    return ngettext(
        "%(number)s indicator has a draft wording: to be checked against its source before it is quoted.",
        "%(number)s indicators have a draft wording: to be checked against their source before they are quoted.",
        number,
    ) % {"number": quantity(number)}
