"""The file's root and its `iati-activity` elements, in the order in which the schema wants what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from core.languages import CODES
from core.numbers import shortest

from .codes import DAC_SECTORS, UN_REGIONS, WEB_PAGE, DateType
from .facts import ActivityFacts
from .narratives import XML_LANG, add_text
from .results_xml import add_paper, add_results

VERSION = "2.03"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
GENERAL_ENQUIRIES, INDICATIVE, ORIGINAL = "1", "1", "1"
CENT = Decimal("0.01")


def build_document(facts: Sequence[ActivityFacts], *, made: datetime) -> etree._Element:
    """The whole file. Whoever calls has checked the facts: what is missing raises here."""
    made = made.replace(microsecond=0)
    root = etree.Element("iati-activities", {"version": VERSION, "generated-datetime": made.isoformat()})
    for one in facts:
        root.append(build_activity(one, made=made))
    return root


def as_text(root: etree._Element) -> str:
    """The file as text."""
    return DECLARATION + etree.tostring(root, encoding="unicode", pretty_print=True)


def build_activity(facts: ActivityFacts, *, made: datetime) -> etree._Element:
    """A phase stands above its pilots (`hierarchy` 1 and 2). Neither is humanitarian aid."""
    element = etree.Element(
        "iati-activity",
        {
            "last-updated-datetime": made.isoformat(),  # or when it last differed: comparing.keep_unchanged_days
            XML_LANG: CODES[0],
            "default-currency": facts.currency,
            "humanitarian": "false",
            "hierarchy": "1" if facts.pilot is None else "2",
        },
    )
    _add_who_and_what(element, facts)
    _add_when_and_where(element, facts)
    etree.SubElement(element, "sector", vocabulary=DAC_SECTORS, code=facts.sector, percentage="100")
    for vocabulary, code in facts.tags:
        etree.SubElement(element, "tag", vocabulary=vocabulary, code=code)
    _add_budgets(element, facts)
    if facts.page and facts.page.url:
        add_paper(element, facts.page, WEB_PAGE)
    for kind, identifier in facts.related:
        etree.SubElement(element, "related-activity", ref=identifier, type=kind)
    add_results(element, facts)
    return element


def _add_who_and_what(element: etree._Element, facts: ActivityFacts) -> None:
    etree.SubElement(element, "iati-identifier").text = facts.identifier
    by = facts.reporting
    add_text(element, "reporting-org", by.names, ref=by.ref, type=by.type)
    add_text(element, "title", facts.titles)
    for kind, words in facts.descriptions.items():
        add_text(element, "description", words, type=kind)
    for party in facts.parties:
        known = {"ref": party.ref, "type": party.type, "role": party.role}
        add_text(element, "participating-org", party.names, **{name: value for name, value in known.items() if value})
    etree.SubElement(element, "activity-status", code=facts.status)


def _add_when_and_where(element: etree._Element, facts: ActivityFacts) -> None:
    for kind in DateType:
        if day := facts.day(kind):
            etree.SubElement(element, "activity-date", {"type": kind.value, "iso-date": day.isoformat()})
    if facts.email:
        contact = etree.SubElement(element, "contact-info", type=GENERAL_ENQUIRIES)
        add_text(contact, "organisation", facts.reporting.names)
        etree.SubElement(contact, "email").text = facts.email
    for code, share in zip(facts.countries, shares(len(facts.countries)), strict=True):
        etree.SubElement(element, "recipient-country", code=code, percentage=shortest(share))
    if facts.region:
        known = {"code": facts.region, "vocabulary": UN_REGIONS, "percentage": "100"}
        etree.SubElement(element, "recipient-region", known)


def shares(count: int) -> list[Decimal]:
    """A hundred in so many parts, which add up to a hundred."""
    if not count:
        return []
    part = (Decimal(100) / count).quantize(CENT)
    return [100 - part * (count - 1), *[part] * (count - 1)]


def _add_budgets(element: etree._Element, facts: ActivityFacts) -> None:
    first = facts.day(DateType.PLANNED_START, DateType.ACTUAL_START)
    last = facts.day(DateType.PLANNED_END, DateType.ACTUAL_END)
    if facts.budget is None or not (first and last):
        return
    for starts, ends, value in spread(facts.budget, first, last):
        budget = etree.SubElement(element, "budget", type=ORIGINAL, status=INDICATIVE)
        etree.SubElement(budget, "period-start", {"iso-date": starts.isoformat()})
        etree.SubElement(budget, "period-end", {"iso-date": ends.isoformat()})
        amount = etree.SubElement(budget, "value", {"currency": facts.currency, "value-date": starts.isoformat()})
        amount.text = shortest(value)


def spread(total: Decimal, first: date, last: date) -> list[tuple[date, date, Decimal]]:
    """By calendar year and by days, to the cent; what rounding leaves is in the last year. One part where it is no
    longer than a year."""
    days = (last - first).days + 1
    years = [(first, last)]
    if days > 366:
        every_year = range(first.year, last.year + 1)
        years = [(max(first, date(year, 1, 1)), min(date(year, 12, 31), last)) for year in every_year]
    parts, left = [], total
    for starts, ends in years:
        share = (total * ((ends - starts).days + 1) / days).quantize(CENT, ROUND_HALF_UP)
        value = left if ends == last else min(share, left)
        parts.append((starts, ends, value))
        left -= value
    return parts
