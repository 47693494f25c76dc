"""The last word before a file is kept: the official schema, and those rules of the standard that no schema can say.

What a person can mend was found by the check before. What is found here is a fault of ours; so it is said as it is.
Rules: https://iatistandard.org/en/iati-standard/203/rulesets/ and the reference of each element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils import timezone
from lxml import etree

from .codes import NOT_IN_A_REFERENCE, OWN_VOCABULARY, SCHEMA, codelist
from .narratives import XML_LANG

CODES = {
    "//activity-status/@code": "ActivityStatus",
    "//activity-date/@type": "ActivityDateType",
    "//reporting-org/@type | //participating-org/@type": "OrganisationType",
    "//participating-org/@role": "OrganisationRole",
    "//description/@type": "DescriptionType",
    "//contact-info/@type": "ContactType",
    "//recipient-country/@code": "Country",
    "//recipient-region/@vocabulary": "RegionVocabulary",
    "//sector/@vocabulary": "SectorVocabulary",
    "//sector[@vocabulary='1']/@code": "Sector",
    "//tag/@vocabulary": "TagVocabulary",
    "//budget/@type": "BudgetType",
    "//budget/@status": "BudgetStatus",
    "//@default-currency | //@currency": "Currency",
    "//related-activity/@type": "RelatedActivityType",
    "//document-link/category/@code": "DocumentCategory",
    "//document-link/language/@code | //narrative/@xml:lang": "Language",
    "//result/@type": "ResultType",
    "//indicator/@measure": "IndicatorMeasure",
    "//indicator/reference/@vocabulary": "IndicatorVocabulary",
}
"""Where which code list holds."""

Rule = Callable[[etree._Element], Iterator[str]]


def parse_xml(xml: str) -> etree._Element:
    """Reads a file of ours, and one that somebody slipped in: no entities, no network. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    return etree.fromstring(xml.encode(), parser)


@cache
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(str(SCHEMA / "iati-activities-schema.xsd"), parser))


def violations(root: etree._Element) -> list[str]:
    """Whatever is against the schema or the standard's rules; empty for a file that may be published."""
    official = schema()
    found = [] if official.validate(root) else [f"line {one.line}: {one.message}" for one in official.error_log]
    return found + [text for rule in RULES for text in rule(root)]


def check_codes(root: etree._Element) -> Iterator[str]:
    for path, name in CODES.items():
        for code in root.xpath(path):
            if code not in codelist(name):
                yield f"{code} is not in the code list {name}"


def check_identifiers(root: etree._Element) -> Iterator[str]:
    for activity in root.iter("iati-activity"):
        identifier, ref = activity.findtext("iati-identifier") or "", activity.find("reporting-org").get("ref") or ""
        others = activity.xpath("other-identifier[@type='B1']/@ref")
        if not any(identifier.startswith(f"{one}-") for one in (ref, *others) if one):
            yield f"{identifier} does not begin with the reference of the reporting organisation"
    if len(set(root.xpath("//reporting-org/@ref"))) > 1:
        yield "one file has one reporting organisation"
    for identifier, number in Counter(root.xpath("//iati-identifier/text()")).items():
        if number > 1:
            yield f"{identifier} is there {number} times"
    for text in root.xpath("//iati-identifier/text() | //reporting-org/@ref | //participating-org/@ref"):
        if NOT_IN_A_REFERENCE.search(text):
            yield f"{text} has a sign that no identifier may have"


def check_shares(root: etree._Element) -> Iterator[str]:
    for activity in root.iter("iati-activity"):
        for paths in ("sector/@percentage", "recipient-country/@percentage | recipient-region/@percentage"):
            shares = [Decimal(share) for share in activity.xpath(paths)]
            if sum(shares) != 100:
                yield f"{paths} add up to {sum(shares)} in place of 100"


def check_dates(root: etree._Element) -> Iterator[str]:
    today = timezone.localdate()
    for activity in root.iter("iati-activity"):
        days = {one.get("type"): date.fromisoformat(one.get("iso-date")) for one in activity.iter("activity-date")}
        if not {"1", "2"} & set(days):
            yield "an activity has no start"
        for first, last in (("1", "3"), ("2", "4")):
            if first in days and last in days and days[last] < days[first]:
                yield f"activity-date {last} lies before {first}"
        if any(days[kind] > today for kind in ("2", "4") if kind in days):
            yield "an actual date lies in the future"
    for element in root.xpath("//period | //budget"):
        first, last = (date.fromisoformat(element.find(f"period-{end}").get("iso-date")) for end in ("start", "end"))
        if last < first or (element.tag == "budget" and (last - first).days > 365):
            yield f"a {element.tag} from {first} to {last}"


def check_values(root: etree._Element) -> Iterator[str]:
    """Numbers have a value; what is in words has none, and a comment."""
    for indicator in root.iter("indicator"):
        in_words = indicator.get("measure") == "5"
        for element in indicator.xpath("baseline | period/target | period/actual"):
            if in_words and (element.get("value") is not None or element.find("comment") is None):
                yield f"a qualitative {element.tag} has a comment and no value"
            if not in_words and not _is_number(element.get("value")):
                yield f"a {element.tag} has no number"


def _is_number(text: str | None) -> bool:
    try:
        return Decimal(text or "").is_finite()
    except ArithmeticError:
        return False


def check_duplicates(root: etree._Element) -> Iterator[str]:
    """One period for the same days, one target and one actual for the total and for each category."""
    for indicator in root.iter("indicator"):
        periods = Counter(tuple(one.get("iso-date") for one in period[:2]) for period in indicator.iter("period"))
        if max(periods.values(), default=1) > 1:
            yield "one period is there twice"
    for period in root.iter("period"):
        kinds = Counter(
            (one.tag, tuple(sorted((part.get("name"), part.get("value")) for part in one.iter("dimension"))))
            for one in period.xpath("target | actual")
        )
        if max(kinds.values(), default=1) > 1:
            yield "one total or category is there twice"


def check_references(root: etree._Element) -> Iterator[str]:
    for result in root.iter("result"):
        if result.find("reference") is not None and result.find("indicator/reference") is not None:
            yield "a reference stands with the result or with its indicators, not with both"
    for reference in root.xpath("//indicator/reference[@vocabulary=$own]", own=OWN_VOCABULARY):
        if not reference.get("indicator-uri"):
            yield f"{reference.get('code')} is our own and says not where it is explained"


def check_narratives(root: etree._Element) -> Iterator[str]:
    for narrative in root.iter("narrative"):
        if not (narrative.text or "").strip() or not narrative.get(XML_LANG):
            yield f"a {narrative.getparent().tag} has a narrative without text or language"


RULES: tuple[Rule, ...] = (
    check_codes,
    check_identifiers,
    check_shares,
    check_dates,
    check_values,
    check_duplicates,
    check_references,
    check_narratives,
)
