"""A phase by what its pilots are about, and by the goals that its indicators and pilots stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import Phase
from core.languages import Wording
from core.models import FrameworkItem, Theme
from monitoring.results import LineResult
from pilots.models import PilotPage

FRAMEWORKS = {
    "sdg": (_("Sustainable Development Goals"), ("sdg-goal", "sdg-target")),
    "gcm": (_("Global Compact objectives"), ("gcm-objective", "gcm-principle")),
    "nua": (_("New Urban Agenda"), ("nua",)),
}


@dataclass(frozen=True)
class SubjectRow:
    """A theme or a goal: how many pilots are about it, how many result lines follow it, and with an approved value."""

    name: Wording
    code: str
    pilots: int
    lines: int
    approved: int
    url: str


@dataclass(frozen=True)
class FrameworkGoals:
    """The items of one framework; `rows` only those that something refers to."""

    anchor: str
    heading: str
    rows: list[SubjectRow] = field(default_factory=list)


def themes_of(phase: Phase, found: Iterable[LineResult]) -> list[SubjectRow]:
    """Every theme that a pilot of the phase is about, in the order of themes."""
    pilots = _pilots_by(phase, "themes")
    by_page = _by_page(found)
    themes = Theme.objects.filter(pk__in=pilots)
    return [
        _row(phase, theme, "", pilots[theme.pk], _of(by_page, pilots[theme.pk]), theme=theme.code) for theme in themes
    ]


def goals_of(phase: Phase, found: Iterable[LineResult]) -> list[FrameworkGoals]:
    """An indicator counts for its own goal, and whatever is measured on a pilot for the pilot's goals."""
    pilots, found = _pilots_by(phase, "framework_items"), list(found)
    by_page = _by_page(found)
    by_item: dict[int, dict[int, LineResult]] = defaultdict(dict)
    for result in found:
        if result.indicator.framework_item_id:
            by_item[result.indicator.framework_item_id][result.line.pk] = result
    for item, pages in pilots.items():
        by_item[item] |= {result.line.pk: result for result in _of(by_page, pages)}
    items = list(FrameworkItem.objects.filter(pk__in=by_item))
    goals = []
    for item in items:
        goal, of_item = f"{item.framework}:{item.code}", by_item[item.pk].values()
        row = _row(phase, item, item.code, pilots.get(item.pk, set()), of_item, goal=goal)
        goals.append((item.framework, row))
    return [
        FrameworkGoals(anchor, str(heading), [row for framework, row in goals if framework in codes])
        for anchor, (heading, codes) in FRAMEWORKS.items()
    ]


def _row(phase: Phase, item, code: str, pilots: set[int], found: Iterable[LineResult], **question: str) -> SubjectRow:
    found = list(found)
    address = f"{reverse('result_lines')}?{urlencode({'phase': phase.number, **question})}"
    return SubjectRow(
        name=item.name,
        code=code,
        pilots=len(pilots),
        lines=len(found),
        approved=sum(bool(result.approved) for result in found),
        url=address if found else "",
    )


def _pilots_by(phase: Phase, name: str) -> dict[int, set[int]]:
    """The phase's live pilots, by the key of what they name."""
    pairs = PilotPage.objects.live().filter(phase=phase, **{f"{name}__isnull": False}).order_by()
    by_key: dict[int, set[int]] = defaultdict(set)
    for key, pilot in pairs.values_list(name, "pk"):
        by_key[key].add(pilot)
    return by_key


def _by_page(found: Iterable[LineResult]) -> dict[int, list[LineResult]]:
    by_page: dict[int, list[LineResult]] = defaultdict(list)
    for result in found:
        by_page[result.line.page_id].append(result)
    return by_page


def _of(by_page: dict[int, list[LineResult]], pages: Iterable[int]) -> list[LineResult]:
    return [result for page in pages for result in by_page.get(page, [])]
