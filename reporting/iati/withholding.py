"""What anybody reads of a published file: what has been withheld or withdrawn since it was made is taken out.

The file itself stays as it was made, until it is made anew (`publishing`); nobody waits for that, and a file that
cannot be made anew goes on being read. A number is left where it surely is public still: what cannot be found again in
the results of now (another identifier, another code) goes too, a pilot's whole activity as well. What is left is valid,
as no number has to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from core.caching import cached_until_change
from reporting.models import ActivityFile

from .activities import as_text
from .comparing import activities_of
from .facts import ActivityFacts
from .gathering import gather_facts
from .results_xml import reference_of
from .validating import parse_xml

Key = tuple[str, ...]


def public_text(file: ActivityFile) -> str:
    """Looked at once, until something changes."""

    def make() -> str:
        facts, _left_out = gather_facts(file.phase)
        return without_withheld(file.xml, facts)

    return cached_until_change(("IATI file as it may be read", file.pk), make)


def without_withheld(xml: str, facts: Sequence[ActivityFacts]) -> str:
    """The same text where everything in it is public still."""
    root = parse_xml(xml)
    public = {key for one in facts for key in public_keys(one)}
    papers = {paper.url for one in facts for some in one.papers.values() for paper in some}
    papers |= {point.source_url for one in facts for result in one.lines for point in result.approved}
    current = {one.identifier for one in facts}
    pilots = list(activities_of(root).items())[1:]  # the phase stands first, and a file has one activity at least
    gone = [activity for identifier, activity in pilots if identifier not in current]
    gone += [element for key, element in number_elements(root) if key not in public]
    gone += [link for link in root.iterfind(".//actual/document-link") if link.get("url") not in papers]
    for element in gone:
        element.getparent().remove(element)
    return as_text(root) if gone else xml


def public_keys(facts: ActivityFacts) -> Iterator[Key]:
    """What of an activity may be read: each baseline, each total (called ""), each breakdown by its dimension."""
    for result in facts.lines:
        of = (facts.identifier, *reference_of(result.indicator).values())
        if not result.baseline.total_withheld:
            yield (*of, "baseline")
        for point in result.approved:
            if not point.published.total_withheld:
                period = (point.starts.isoformat(), point.ends.isoformat())
                yield from ((*of, *period, part) for part in ("", *point.published.breakdowns))


def number_elements(root: etree._Element) -> Iterator[tuple[Key, etree._Element]]:
    for identifier, activity in activities_of(root).items():
        for indicator in activity.iter("indicator"):
            reference = indicator.find("reference")
            of = (identifier, reference.get("vocabulary"), reference.get("code"))
            yield from (((*of, "baseline"), baseline) for baseline in indicator.iterfind("baseline"))
            for actual in indicator.iterfind("period/actual"):
                days = (one.get("iso-date") for one in actual.getparent()[:2])
                dimension = actual.find("dimension")
                yield (*of, *days, "" if dimension is None else dimension.get("name")), actual
