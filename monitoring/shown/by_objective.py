"""The board of a phase: its own lines, and what its pilots' lines come to, under the objective that they serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import Phase
from core.charts import sparkline
from core.languages import Wording
from core.models import FrameworkItem
from core.templatetags.core_tags import quantity
from monitoring.results import Aggregate, LineResult, Word, aggregates
from monitoring.saying import NOTHING, left_out_said, number_with_unit, rule_said, sign_of, sum_said

from .indicator_page import coverage_said
from .lines import Latest, Row, row_of, sub_of
from .series import readings_together, spoken

OVERALL = "OO"
FOLDED = 2  # so many rows that say nothing stand under each other; more of them are folded


@dataclass
class Group:
    """An objective: `heading` and `text`, `rows` of which something is known, and `silent` ones, only named."""

    heading: Wording | str
    code: str = ""
    text: Wording | str = ""
    rows: list[Row] = field(default_factory=list)
    silent: list[Row] = field(default_factory=list)


def groups_of(phase: Phase, found: Iterable[LineResult]) -> list[Group]:
    """The overall objective first; what serves none stands last."""
    found = list(found)
    rows: dict[int | None, list[Row]] = defaultdict(list)
    for objective, row in (*_own(phase, found), *_of_pilots(phase, found)):
        rows[objective].append(row)
    items = FrameworkItem.objects.in_bulk([key for key in rows if key])
    ordered = sorted(items.values(), key=lambda item: (item.code != OVERALL, item.order, item.code))
    groups = [_group(item, rows[item.pk]) for item in ordered]
    return [*groups, _folded(Group(_("Other")), rows[None])] if rows[None] else groups


def _own(phase: Phase, found: Iterable[LineResult]) -> Iterable[tuple[int | None, Row]]:
    for result in found:
        if result.line.phase_id:
            row = row_of(result)
            yield result.line.objective_id, replace(row, url=indicator_url(result.line.indicator_id, phase))


def _of_pilots(phase: Phase, found: Iterable[LineResult]) -> Iterable[tuple[int | None, Row]]:
    for whole in aggregates([result for result in found if result.line.page_id]):
        served = (result.line.objective_id for result in whole.results if result.line.objective_id)
        yield next(served, None), _row_of_many(whole, phase)


def _row_of_many(whole: Aggregate, phase: Phase) -> Row:
    indicator, url = whole.indicator, indicator_url(whole.indicator.pk, phase)
    readings = readings_together(whole)
    return Row(
        name=indicator.name,
        url=url,
        sub=" · ".join(part for part in (sub_of(indicator), _("pilots together")) if part),
        baseline=NOTHING,
        baseline_note="",
        target=number_with_unit(indicator, whole.target) or NOTHING,
        target_note=_of_some(whole),
        latest=_latest(whole, url),
        spark=sparkline(readings, target=whole.target),
        about=spoken(readings),
        word=sign_of(word_of(whole)),
    )


def _latest(whole: Aggregate, url: str) -> Latest:
    """What they come to, with the coverage beside it. Where values are not put together, that there are some."""
    coverage = coverage_said(whole, of_pilots=True)
    if whole.reported and whole.sum is None:
        each = _("%(coverage)s, each for itself") % {"coverage": coverage}
        return Latest(each, url, (rule_said(whole.indicator),))
    if not whole.reported and whole.documented:
        text = ngettext("%(number)s documented value", "%(number)s documented values", whole.documented)
        return Latest(text % {"number": quantity(whole.documented)}, url, (coverage,))
    notes = (coverage, left_out_said(whole.sum))
    return Latest(sum_said(whole.indicator, whole.sum), url, tuple(note for note in notes if note))


def _of_some(whole: Aggregate) -> str:
    """A target is the sum of those that were set: of how many, where not of all."""
    number = sum(result.line.target is not None for result in whole.results)
    if whole.target is None or number == whole.followed:
        return ""
    return _("of %(number)s of %(all)s") % {"number": number, "all": whole.followed}


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
def _group(item: FrameworkItem, rows: list[Row]) -> Group:
    """Its name says first what it is called, then what it is: "Dialogue: better mechanisms"."""
    called, _colon, rest = str(item.name).partition(":")
    language = item.name.language
    code = _("Overall objective") if item.code == OVERALL else _("Objective %(code)s") % {"code": item.code}
    if not rest:
        return _folded(Group(code, text=item.name), rows)
    return _folded(Group(Wording(called.strip(), language), code, Wording(capfirst(rest.strip()), language)), rows)


def _folded(group: Group, rows: list[Row]) -> Group:
    silent = [row for row in rows if row.says_nothing]
    if len(silent) <= FOLDED:
        group.rows = rows
    else:
        group.rows, group.silent = [row for row in rows if not row.says_nothing], silent
    return group
