"""`result` elements: one for each objective and kind of result, with its indicators, periods, targets and actuals.

Nothing but approved values, and of them only what monitoring.suppressing publishes. The order of elements is that of
the schema; the standard's rules on values are kept here: a number has `@value`, what is in words has none and a
comment; one actual for the total and one for each category. A total that reads "fewer than 5" has no actual at all,
because a number must not come without its value: the indicator's description says of which periods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from lxml import etree

from core import languages
from core.languages import Wording
from core.numbers import shortest
from monitoring.models import Dimension, Indicator, Period
from monitoring.results import LineResult, Point
from monitoring.suppressing import SUPPRESSION_THRESHOLD

from .checking_lines import takes_final
from .codes import OWN_VOCABULARY, RESULTS_DOCUMENT
from .facts import ActivityFacts, Narratives, Paper
from .narratives import add_text, in_every_language, put_together

THRESHOLD = {"threshold": f"{SUPPRESSION_THRESHOLD}"}
FEWER_AT_FIRST = _("The baseline counted fewer than %(threshold)s people and is not published.")
FEWER = _(
    "Fewer than %(threshold)s people were counted in the periods ending on: %(days)s. Such numbers are not published."
)
CHANGED_BY_FEWER = _(
    "In the periods ending on %(days)s the number differs by fewer than %(threshold)s people from "
    "another one. Such numbers are not published."
)
OF_FEW = _(
    "The percentages for the periods ending on %(days)s are of few people, or of people whose number "
    "is not published, and are not published."
)
WITHHELD = {
    Dimension.SEX: _("The breakdown by sex is not published, because it contains fewer than %(threshold)s people."),
    Dimension.AGE: _("The breakdown by age is not published, because it contains fewer than %(threshold)s people."),
    Dimension.STATUS: _(
        "The breakdown by legal status is not published, because it contains fewer than %(threshold)s people."
    ),
}


def add_results(parent: etree._Element, facts: ActivityFacts) -> None:
    """A result without an indicator is none: lines that serve one objective are its indicators."""
    groups: dict[tuple, list[LineResult]] = {}
    for result in facts.lines:
        own = result.line.objective_id or f"line {result.line.pk}"
        groups.setdefault((own, result.indicator.result_type), []).append(result)
    for (_objective, kind), results in groups.items():
        adds_up = all(one.indicator.adds_up for one in results)
        element = etree.SubElement(parent, "result", {"type": kind, "aggregation-status": xml_boolean(adds_up)})
        add_text(element, "title", names_of(results[0].line.objective or results[0].indicator))
        for one in results:
            add_indicator(element, one, facts)


# --- an indicator -----------------------------------------------------------------------------------------------
def add_indicator(parent: etree._Element, result: LineResult, facts: ActivityFacts) -> etree._Element:
    """With its title, description, reference, baseline and periods. A reference of our own leads to the page that
    explains it."""
    line, indicator = result.line, result.indicator
    attributes = {"measure": indicator.measure, "aggregation-status": xml_boolean(indicator.adds_up)}
    if indicator.is_number:
        attributes["ascending"] = xml_boolean(indicator.ascending)
    element = etree.SubElement(parent, "indicator", attributes)
    add_text(element, "title", names_of(indicator))
    if description := description_of(result):
        add_text(element, "description", description)
    reference = etree.SubElement(element, "reference", reference_of(indicator))
    if reference.get("vocabulary") == OWN_VOCABULARY and (page := facts.indicator_pages.get(indicator.pk)):
        reference.set("indicator-uri", page)
    if line.baseline_year and not result.baseline.total_withheld:
        value = {"value": shortest(result.baseline.total)} if indicator.is_number else {}
        baseline = etree.SubElement(element, "baseline", {"year": str(line.baseline_year), **value})
        if line.baseline_comment:
            add_text(baseline, "comment", (line.comment("baseline_comment"),))
    approved = {point.period: point for point in result.approved}
    for period in sorted(result.periods, key=lambda one: (one.starts, one.ends)):
        add_period(element, result, period, approved.get(period.pk), facts.papers)
    return element


def names_of(named) -> Narratives:
    names = {code: getattr(named, f"name_{code}") for code in languages.CODES}
    return tuple(Wording(text, code) for code, text in names.items() if text)


def description_of(result: LineResult) -> Narratives:
    """What counts, in which unit, for which IATI has no place of its own; and where a number was too small to be
    published."""
    indicator = result.indicator
    texts: list[Narratives] = [(Wording(indicator.definition, "en"),)] if indicator.definition else []
    withheld = [point for point in result.approved if point.published.total_withheld]
    near = [point.ends.isoformat() for point in withheld if point.published.near is not None]
    others = [point.ends.isoformat() for point in withheld if point.published.near is None]
    if others:
        why = FEWER if indicator.counts_people else OF_FEW
        texts.append(in_every_language(why, days=", ".join(others), **THRESHOLD))
    if near:
        texts.append(in_every_language(CHANGED_BY_FEWER, days=", ".join(near), **THRESHOLD))
    if result.baseline.total_withheld:
        texts.append(in_every_language(FEWER_AT_FIRST, **THRESHOLD))
    if indicator.unit:
        texts.append(in_unit(indicator))
    return put_together(texts)


def in_unit(indicator: Indicator) -> Narratives:
    """In each language in which the unit has a name."""
    units = {code: getattr(indicator, f"unit_{code}") for code in languages.CODES[1:]}
    texts = []
    for code, unit in {languages.CODES[0]: indicator.unit, **units}.items():
        with translation.override(code):
            texts += [Wording(gettext("Unit: %(unit)s.") % {"unit": unit}, code)] if unit else []
    return tuple(texts)


def reference_of(indicator: Indicator) -> dict[str, str]:
    """How others know it, else how we do."""
    if indicator.vocabulary and indicator.vocabulary != OWN_VOCABULARY:
        return {"vocabulary": indicator.vocabulary, "code": indicator.vocabulary_code}
    return {"vocabulary": OWN_VOCABULARY, "code": indicator.vocabulary_code or indicator.code}


# --- a period ---------------------------------------------------------------------------------------------------
def add_period(
    parent: etree._Element,
    result: LineResult,
    period: Period,
    point: Point | None,
    papers: Mapping[int, Sequence[Paper]],
) -> None:
    """With its target, and what was reached (`point`). The last one takes the target of the line where it has none."""
    element = etree.SubElement(parent, "period")
    etree.SubElement(element, "period-start", {"iso-date": period.starts.isoformat()})
    etree.SubElement(element, "period-end", {"iso-date": period.ends.isoformat()})
    value, comment = period.target, period.comment("target_comment")
    is_last = period.ends == max(one.ends for one in result.periods)
    if value is None and is_last and takes_final(result):
        value, comment = result.line.target, comment or result.line.comment("target_comment")
    is_number = result.indicator.is_number
    if value is not None if is_number else comment:
        target = etree.SubElement(element, "target", {"value": shortest(value)} if is_number else {})
        if comment:
            add_text(target, "comment", (comment,))
    if point is not None:
        add_actuals(element, result, point, papers.get(point.measurement, ()))


def add_actuals(parent: etree._Element, result: LineResult, point: Point, papers: Sequence[Paper] = ()) -> None:
    """The total, then each category of the breakdowns that may be shown. The total's comment is what was said with it,
    where it comes from, and which breakdown is withheld."""
    published = point.published
    if result.indicator.is_number and published.total is None:
        return
    value = {"value": shortest(published.total)} if result.indicator.is_number else {}
    total = etree.SubElement(parent, "actual", value)
    texts: list[Narratives] = [(point.narrative,)] if point.narrative else []
    if point.source:
        texts.append(in_every_language(_("Source: %(source)s."), source=point.source))
    texts += [in_every_language(WITHHELD[dimension], **THRESHOLD) for dimension in sorted(published.withheld)]
    if comment := put_together(texts):
        add_text(total, "comment", comment)
    for paper in papers:
        add_paper(total, paper, RESULTS_DOCUMENT)
    if point.source_url:
        titles = (Wording(point.source, "en"),) if point.source else in_every_language(_("Source of the value"))
        add_paper(total, Paper(point.source_url, "text/html", titles), RESULTS_DOCUMENT)
    for dimension, parts in published.breakdowns.items():
        for category, number in parts.items():
            part = etree.SubElement(parent, "actual", value=shortest(number))
            etree.SubElement(part, "dimension", name=dimension, value=category)


def add_paper(parent: etree._Element, paper: Paper, category: str) -> None:
    element = etree.SubElement(parent, "document-link", url=paper.url, format=paper.format)
    add_text(element, "title", paper.titles)
    etree.SubElement(element, "category", code=category)
    if paper.language:
        etree.SubElement(element, "language", code=paper.language)


def xml_boolean(value: bool) -> str:  # noqa: FBT001 (it is the value that is written)
    return "true" if value else "false"
