"""`result` elements: one for each objective and kind of result, with its indicators, periods, targets and actuals.

Nothing but approved values, and of them only what monitoring.suppressing publishes. The order of elements is that of
the schema; the standard's rules on values are kept here: a number has `@value`, what is in words has none and a
comment; one actual for the total and one for each category. A total that reads "fewer than 5" has no actual at all,
because a number must not come without its value: the indicator's description says of which periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from lxml import etree

from core import languages
from core.languages import Wording
from core.numbers import shortest
from monitoring.models import Dimension, Indicator, Period
from monitoring.results import LineResult, Point

from .checking_lines import takes_final
from .codes import OWN_VOCABULARY, RESULTS_DOCUMENT
from .facts import ActivityFacts, Narratives, Paper
from .narratives import add_text, in_every_language, put_together


def add_results(parent: etree._Element, facts: ActivityFacts) -> None:
    """A result without an indicator is none: lines that serve one objective are its indicators."""
    groups: dict[tuple, list[LineResult]] = {}
    for result in facts.lines:
        own = result.line.objective_id or f"line {result.line.pk}"
        groups.setdefault((own, result.indicator.result_type), []).append(result)
    for (_objective, kind), results in groups.items():
        adding = all(one.indicator.adds_up for one in results)
        element = etree.SubElement(parent, "result", {"type": kind, "aggregation-status": _truth(adding)})
        add_text(element, "title", names_of(results[0].line.objective or results[0].indicator))
        for one in results:
            add_indicator(element, one, facts)


def add_indicator(parent: etree._Element, result: LineResult, facts: ActivityFacts) -> etree._Element:
    indicator = result.indicator
    attributes = {"measure": indicator.measure, "aggregation-status": _truth(indicator.adds_up)}
    if indicator.is_number:
        attributes["ascending"] = _truth(indicator.ascending)
    element = etree.SubElement(parent, "indicator", attributes)
    add_text(element, "title", names_of(indicator))
    if description := _description(result):
        add_text(element, "description", description)
    _add_reference(element, indicator, facts.indicator_pages.get(indicator.pk, ""))
    _add_baseline(element, result)
    approved = {point.period: point for point in result.approved}
    for period in sorted(result.periods, key=lambda one: (one.starts, one.ends)):
        _add_period(element, result, period, approved.get(period.pk), facts.papers)
    return element


def names_of(named) -> Narratives:
    names = {code: getattr(named, f"name_{code}") for code in languages.CODES}
    return tuple(Wording(text, code) for code, text in names.items() if text)


def _description(result: LineResult) -> Narratives:
    """What counts, in which unit, for which IATI has no place of its own; and where a number was too small to be
    published."""
    indicator = result.indicator
    said: list[Narratives] = [(Wording(indicator.definition, "en"),)] if indicator.definition else []
    withheld = [point for point in result.approved if point.published.total_withheld]
    near = [point.ends.isoformat() for point in withheld if point.published.near is not None]
    others = [point.ends.isoformat() for point in withheld if point.published.near is None]
    if others:
        said.append(in_every_language(FEWER if indicator.counts_people else OF_FEW, days=", ".join(others)))
    if near:
        said.append(in_every_language(CHANGED_BY_FEWER, days=", ".join(near)))
    if result.baseline.total_withheld:
        said.append(in_every_language(FEWER_AT_FIRST))
    if indicator.unit:
        said.append(in_unit(indicator))
    return put_together(said)


def in_unit(indicator: Indicator) -> Narratives:
    """In each language in which the unit has a name."""
    units = {code: getattr(indicator, f"unit_{code}") for code in languages.CODES[1:]}
    told = []
    for code, unit in {languages.CODES[0]: indicator.unit, **units}.items():
        with translation.override(code):
            told += [Wording(gettext("Unit: %(unit)s.") % {"unit": unit}, code)] if unit else []
    return tuple(told)


FEWER_AT_FIRST = _("The baseline was of fewer than 5 people and is not published.")
FEWER = _("Fewer than 5 people were counted in the periods that ended on: %(days)s. Such numbers are not published.")

CHANGED_BY_FEWER = _(
    "In the periods that ended on %(days)s the number differs by fewer than 5 people from another one. "
    "Such numbers are not published."
)
OF_FEW = _(
    "The percentages of the periods that ended on %(days)s are of few people, or of people whose number is not "
    "published, and are not published."
)


def _add_reference(parent: etree._Element, indicator, page: str) -> None:
    """Our own with the page that explains it."""
    known = reference_of(indicator)
    known |= {"indicator-uri": page} if page and known["vocabulary"] == OWN_VOCABULARY else {}
    etree.SubElement(parent, "reference", known)


def reference_of(indicator: Indicator) -> dict[str, str]:
    """How others know it, else how we do."""
    if indicator.vocabulary and indicator.vocabulary != OWN_VOCABULARY:
        return {"vocabulary": indicator.vocabulary, "code": indicator.vocabulary_code}
    return {"vocabulary": OWN_VOCABULARY, "code": indicator.vocabulary_code or indicator.code}


def _add_baseline(parent: etree._Element, result: LineResult) -> None:
    line, shown = result.line, result.baseline
    if not line.baseline_year or shown.total_withheld:
        return
    baseline = etree.SubElement(parent, "baseline", year=str(line.baseline_year))
    if result.indicator.is_number:
        baseline.set("value", shortest(shown.total))
    if line.baseline_comment:
        add_text(baseline, "comment", (line.comment("baseline_comment"),))


def _add_period(parent, result: LineResult, period: Period, point: Point | None, papers) -> None:
    element = etree.SubElement(parent, "period")
    etree.SubElement(element, "period-start", {"iso-date": period.starts.isoformat()})
    etree.SubElement(element, "period-end", {"iso-date": period.ends.isoformat()})
    _add_target(element, result, period)
    if point is not None:
        add_actuals(element, result, point, papers.get(point.measurement, ()))


def _add_target(parent: etree._Element, result: LineResult, period: Period) -> None:
    value, comment = period.target, period.comment("target_comment")
    is_last = period.ends == max(one.ends for one in result.periods)
    if value is None and is_last and takes_final(result):
        value, comment = result.line.target, comment or result.line.comment("target_comment")
    is_number = result.indicator.is_number
    if (value is None) if is_number else not comment:
        return
    target = etree.SubElement(parent, "target", {"value": shortest(value)} if is_number else {})
    if comment:
        add_text(target, "comment", (comment,))


# --- what was reached -------------------------------------------------------------------------------------------
def add_actuals(parent: etree._Element, result: LineResult, point: Point, papers: Sequence[Paper] = ()) -> None:
    """The total, then each category of the breakdowns that may be shown."""
    shown = point.published
    if not result.indicator.is_number:
        total = etree.SubElement(parent, "actual")
    elif shown.total is not None:
        total = etree.SubElement(parent, "actual", value=shortest(shown.total))
    else:
        return
    if comment := _comment(point):
        add_text(total, "comment", comment)
    for paper in [*papers, *_source(point)]:
        add_paper(total, paper, RESULTS_DOCUMENT)
    for dimension, parts in shown.breakdowns.items():
        for category, value in parts.items():
            part = etree.SubElement(parent, "actual", value=shortest(value))
            etree.SubElement(part, "dimension", name=dimension, value=category)


def _comment(point: Point) -> Narratives:
    """What was said with it, where it comes from, and which breakdown is withheld."""
    said: list[Narratives] = [(point.narrative,)] if point.narrative else []
    if point.source:
        said.append(in_every_language(_("Source: %(source)s."), source=point.source))
    for dimension in sorted(point.published.withheld):
        said.append(in_every_language(WITHHELD[dimension]))
    return put_together(said)


WITHHELD = {
    Dimension.SEX: _("The breakdown by sex is not published, because it holds fewer than 5 people."),
    Dimension.AGE: _("The breakdown by age is not published, because it holds fewer than 5 people."),
    Dimension.STATUS: _("The breakdown by legal status is not published, because it holds fewer than 5 people."),
}


def _source(point: Point) -> Iterable[Paper]:
    if point.source_url:
        titles = (Wording(point.source, "en"),) if point.source else in_every_language(_("Source of the value"))
        yield Paper(point.source_url, "text/html", titles)


def add_paper(parent: etree._Element, paper: Paper, category: str) -> None:
    element = etree.SubElement(parent, "document-link", url=paper.url, format=paper.format)
    add_text(element, "title", paper.titles)
    etree.SubElement(element, "category", code=category)
    if paper.language:
        etree.SubElement(element, "language", code=paper.language)


def _truth(said: bool) -> str:  # noqa: FBT001 (what is said is the argument)
    return "true" if said else "false"
