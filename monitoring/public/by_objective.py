"""The board of a phase: its own lines, and what its pilots' lines come to, under the objective that they serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import sparkline
from cities.models import Phase
from core.languages import Wording
from core.models import FrameworkItem
from core.numbers import display_number
from monitoring.results import Aggregate, LineResult, Word, aggregates, coverage_of
from monitoring.wording import (
    NOTHING,
    aggregation_rule,
    display_coverage,
    display_left_out,
    display_sum,
    number_with_unit,
    sign_of,
)

from .series import readings_in_words, readings_together
from .values import LatestValue, ResultRow, row_of, sub_of

OVERALL = "OO"
FOLDED = 2  # so many rows that say nothing stand under each other; more of them are folded


@dataclass
class ObjectiveGroup:
    """An objective: `heading` and `text`, `rows` of which something is known, and `silent` ones, only named."""

    heading: Wording | str
    code: str = ""
    text: Wording | str = ""
    rows: list[ResultRow] = field(default_factory=list)
    silent: list[ResultRow] = field(default_factory=list)


def groups_of(phase: Phase, own: Iterable[LineResult], of_pilots: Iterable[LineResult]) -> list[ObjectiveGroup]:
    """The overall objective first; what serves none stands last."""
    rows: dict[int | None, list[ResultRow]] = defaultdict(list)
    for result in own:
        row = replace(row_of(result), url=indicator_url(result.line.indicator_id, phase))
        rows[result.line.objective_id].append(row)
    for whole in aggregates(of_pilots):
        served = (result.line.objective_id for result in whole.results if result.line.objective_id)
        rows[next(served, None)].append(_row_of_many(whole, phase))
    items = FrameworkItem.objects.in_bulk([key for key in rows if key])
    ordered = sorted(items.values(), key=lambda item: (item.code != OVERALL, item.order, item.code))
    groups = [_group(item, rows[item.pk]) for item in ordered]
    return [*groups, _folded(ObjectiveGroup(_("Other")), rows[None])] if rows[None] else groups


def _row_of_many(whole: Aggregate, phase: Phase) -> ResultRow:
    indicator, url = whole.indicator, indicator_url(whole.indicator.pk, phase)
    readings = readings_together(whole)
    with_target = sum(result.line.target is not None for result in whole.results)
    of_some = _("of %(number)s of %(all)s") % {"number": with_target, "all": whole.followed}
    return ResultRow(
        name=indicator.name,
        url=url,
        sub=" · ".join(part for part in (sub_of(indicator), _("pilots together")) if part),
        baseline=NOTHING,
        baseline_note="",
        target=number_with_unit(indicator, whole.target) or NOTHING,
        target_note="" if whole.target is None or with_target == whole.followed else of_some,
        latest=_latest(whole, url),
        spark=sparkline(readings, target=whole.target),
        about=readings_in_words(readings),
        word=sign_of(word_of(whole)),
    )


def _latest(whole: Aggregate, url: str) -> LatestValue:
    """What they come to, with the coverage beside it. Where values are not put together, that there are some."""
    coverage = display_coverage(coverage_of(whole.results), of_pilots=True)
    if whole.reported and whole.sum is None:
        each = _("%(coverage)s, each on its own") % {"coverage": coverage}
        return LatestValue(each, url, (aggregation_rule(whole.indicator),))
    if not whole.reported and whole.documented:
        text = ngettext("%(number)s documented value", "%(number)s documented values", whole.documented)
        return LatestValue(text % {"number": display_number(whole.documented)}, url, (coverage,))
    notes = (coverage, display_left_out(whole.sum))
    return LatestValue(display_sum(whole.indicator, whole.sum), url, tuple(note for note in notes if note))


def word_of(whole: Aggregate) -> Word:
    """Together they are as good as what is known of all: one that is silent leaves the record incomplete."""
    words = {result.word for result in whole.results}
    if words == {Word.NO_DATA}:
        return Word.NO_DATA
    with_target = words - {Word.NO_TARGET}
    if not with_target:
        return Word.NO_TARGET
    return next(word for word in (Word.INCOMPLETE, Word.NO_DATA, Word.BEHIND, Word.ON_TRACK) if word in with_target)


def indicator_url(pk: int, phase: Phase) -> str:
    return f"{reverse('indicator_results', args=[pk])}?phase={phase.number}"


# --- an objective ---------------------------------------------------------------------------------------------------
def _group(item: FrameworkItem, rows: list[ResultRow]) -> ObjectiveGroup:
    """Its name has two parts, what it is called and what it is: "Dialogue: better mechanisms"."""
    called, _colon, rest = str(item.name).partition(":")
    language = item.name.language
    code = _("Overall objective") if item.code == OVERALL else _("Objective %(code)s") % {"code": item.code}
    if not rest:
        return _folded(ObjectiveGroup(code, text=item.name), rows)
    return _folded(
        ObjectiveGroup(Wording(called.strip(), language), code, Wording(capfirst(rest.strip()), language)), rows
    )


def _folded(group: ObjectiveGroup, rows: list[ResultRow]) -> ObjectiveGroup:
    silent = [row for row in rows if row.says_nothing]
    if len(silent) <= FOLDED:
        group.rows = rows
    else:
        group.rows, group.silent = [row for row in rows if not row.says_nothing], silent
    return group
