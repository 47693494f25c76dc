"""How values stand for the public: the newest of a line, a line as a row of a table, a value by its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Bar, Sparkline, bars
from core.display import Sign
from core.languages import Wording
from core.numbers import display_number
from monitoring.models import Category, Dimension, Indicator
from monitoring.results import LineResult
from monitoring.subjects import Subject
from monitoring.suppressing import SUPPRESSION_THRESHOLD
from monitoring.wording import (
    NOTHING,
    Basis,
    approved,
    basis_of,
    display_dates_of,
    display_left_out,
    display_published,
    display_sum,
    display_unit,
    display_until,
    display_value,
    number_with_unit,
    sign_of,
)

from .series import adds_periods, readings_in_words, readings_of, spark_of


# --- the newest value of a line -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LatestValue:
    """`text` with the address of the values behind it, and under it when and from where."""

    text: str = NOTHING
    url: str = ""
    notes: tuple[str, ...] = ()
    source: Basis | None = None


def latest_of(result: LineResult) -> LatestValue:
    """Where values of periods add up and there are several, what they come to; else the newest value."""
    newest = result.latest
    if newest is None:
        return LatestValue()
    url = line_url(result.line.pk)
    if not adds_periods(result.indicator) or len(result.approved) < 2:
        return LatestValue(display_value(result.indicator, newest), url, (display_dates_of(newest),), basis_of(newest))
    number = result.reached.of
    many = ngettext("sum of %(number)s period", "sum of %(number)s periods", number)
    many %= {"number": display_number(number)}
    notes = [many, display_until(newest.ends), display_left_out(result.reached)]
    return LatestValue(
        display_sum(result.indicator, result.reached), url, tuple(note for note in notes if note), approved()
    )


def line_url(pk: int) -> str:
    return reverse("line_results", args=[pk])


# --- a line as a row ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ResultRow:
    """An indicator with what was, what is wanted and what is. `sub` says which one it is ("EUTF 2.8", its unit)."""

    name: Wording
    url: str
    sub: str
    baseline: str
    baseline_note: str
    target: str
    target_note: str
    latest: LatestValue
    spark: Sparkline | None
    about: str
    word: Sign
    subject: Subject | None = None
    """Of what, where the page does not say it."""

    @property
    def says_nothing(self) -> bool:
        """Neither baseline, nor target, nor value."""
        return {self.baseline, self.target, self.latest.text} == {NOTHING}


def row_of(result: LineResult, **more) -> ResultRow:
    line, indicator = result.line, result.indicator
    return ResultRow(
        name=indicator.name,
        url=line_url(line.pk),
        sub=sub_of(indicator),
        baseline=display_published(indicator, result.baseline) or NOTHING,
        baseline_note=baseline_note(result),
        target=number_with_unit(indicator, line.target) or NOTHING,
        target_note=line.displayed_comment("target_comment"),
        latest=latest_of(result),
        spark=spark_of(result),
        about=readings_in_words(readings_of(result)),
        word=sign_of(result.word),
        **more,
    )


def sub_of(indicator: Indicator) -> str:
    """Its code where others know it by that, and what is counted."""
    named = indicator.family in (Indicator.Family.EUTF, Indicator.Family.SDG, Indicator.Family.LOCAL_MGI)
    return " · ".join(part for part in (indicator.code if named else "", display_unit(indicator)) if part)


def baseline_note(result: LineResult) -> str:
    comment = result.line.displayed_comment("baseline_comment") if result.baseline_comment else ""
    return " · ".join(part for part in (str(result.line.baseline_year or ""), comment) if part)


# --- a value by its parts -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PartBars:
    """A value by sex, age or status: bars, or `withheld`, why there are none."""

    name: str
    bars: list[Bar]
    withheld: str = ""


def breakdowns_of(breakdowns: Mapping[str, Mapping[str, Decimal]], withheld: Iterable[str] = ()) -> list[PartBars]:
    """Dimensions in their fixed order; of one that is withheld only that it is."""
    hidden, found = set(withheld), []
    for dimension in Dimension:
        name = capfirst(str(dimension.label))
        if dimension in hidden:
            why = _("withheld, because a group is smaller than %(threshold)s") % {"threshold": SUPPRESSION_THRESHOLD}
            found.append(PartBars(name, [], why))
        elif dimension in breakdowns:
            parts = breakdowns[dimension]
            known = ((str(one.label), parts[one], display_number(parts[one]), "") for one in Category if one in parts)
            found.append(PartBars(name, bars(known)))
    return found
