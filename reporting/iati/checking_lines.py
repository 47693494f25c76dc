"""What is wrong with a line of a framework: found before a file is made, in the words of whoever can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from monitoring.models import Indicator
from monitoring.results import LineResult

from .codes import codelist
from .findings import Finding, isolated_names

Rule = Callable[[LineResult], Iterator[str]]


def line_findings(lines: Sequence[LineResult], framework: str) -> list[Finding]:
    """Of all lines of one activity; `framework` is where they are mended."""
    found = []
    for result in lines:
        link = _("In its framework")
        found += [Finding(_about(result, text), framework, link) for rule in RULES for text in rule(result)]
        found += list(check_approved_values(result))
        found += [Finding(_about(result, text), framework, link, stops=False) for text in missing_targets(result)]
    return found


def _about(result: LineResult, text: str) -> str:
    indicator = result.indicator
    return _("%(indicator)s: %(what)s") % {
        "indicator": isolated_names([indicator.name or indicator.code]),
        "what": text,
    }


def check_indicator(result: LineResult) -> Iterator[str]:
    indicator = result.indicator
    if not indicator.name:
        yield _("the indicator has no name in any language.")
    if indicator.measure not in codelist("IndicatorMeasure"):
        yield _("nobody has entered how the indicator is measured.")
    if indicator.result_type not in codelist("ResultType"):
        yield _("nobody has entered whether this is an output, an outcome or an impact.")
    if indicator.vocabulary and indicator.vocabulary not in codelist("IndicatorVocabulary"):
        yield _("the indicator’s vocabulary is not on IATI’s list.")
    if indicator.vocabulary and not indicator.vocabulary_code:
        yield _("the indicator has a vocabulary and no code in it.")


def check_baseline(result: LineResult) -> Iterator[str]:
    line = result.line
    if (line.baseline is not None or line.baseline_comment) and not line.baseline_year:
        yield _("the baseline has no year.")
    if result.indicator.is_number and line.baseline is None and line.baseline_year:
        yield _("the baseline has a year and no value.")


def check_answers_in_words(result: LineResult) -> Iterator[str]:
    """Value omitted and comment used: the standard's rule for what is qualitative."""
    if result.indicator.is_number:
        return
    numbers = [result.line.baseline, result.line.target, *(period.target for period in result.periods)]
    if any(number is not None for number in numbers):
        yield _("it is answered in words, but baseline and target are numbers.")


def check_periods(result: LineResult) -> Iterator[str]:
    if result.indicator.aggregation != Indicator.Aggregation.SUM:
        return
    in_order = sorted(result.periods, key=lambda period: (period.starts, period.ends))
    for before, after in pairwise(in_order):
        if after.starts <= before.ends:
            one, other = (
                _("%(start)s to %(end)s")
                % {
                    "start": formats.date_format(period.starts, "SHORT_DATE_FORMAT"),
                    "end": formats.date_format(period.ends, "SHORT_DATE_FORMAT"),
                }
                for period in (before, after)
            )
            text = _("two periods overlap, so that values would be counted twice: %(one)s and %(other)s.")
            yield text % {"one": one, "other": other}


RULES: tuple[Rule, ...] = (check_indicator, check_baseline, check_answers_in_words, check_periods)


def check_approved_values(result: LineResult) -> Iterator[Finding]:
    """An approved value that says nothing in the way its indicator is answered."""
    for point in result.approved:
        withheld = point.published.total_withheld
        if result.indicator.is_number and point.value is None and not withheld:
            text = _("an approved value has no number.")
        elif not result.indicator.is_number and not point.narrative.strip():
            text = _("an approved value has only a number, but the indicator is answered in words.")
        else:
            continue
        yield Finding(_about(result, text), reverse("measurement", args=[point.measurement]), _("Open the value"))


def missing_targets(result: LineResult) -> Iterator[str]:
    if not result.indicator.is_number or not result.periods:
        return
    targets = [period.target for period in result.periods]
    if result.line.target is None and not any(target is not None for target in targets):
        yield _("no target is set.")
    elif result.line.target is not None and all(target is None for target in targets) and not takes_final(result):
        yield _("the final target is left out: its periods are added up, and none has its own target.")


def takes_final(result: LineResult) -> bool:
    """Whether the last period's target may be the line's: where values add up only if there is no other period."""
    return result.indicator.aggregation != Indicator.Aggregation.SUM or len(result.periods) == 1
