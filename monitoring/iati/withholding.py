"""What anybody reads of a published file: what has been withheld or withdrawn since it was made is taken out.

The file itself stays as it was made, until it is made anew (`publishing`); nobody waits for that, and a file that
cannot be made anew goes on being read. A number is left where it surely is public still: what cannot be found again in
the results of now (another identifier, another code) goes too. What is left is valid, as no number has to be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from lxml import etree

from core.keeping import kept
from monitoring.models import ActivityFile
from monitoring.results import LineResult, Point

from .activities import written
from .comparing import activities_of
from .facts import ActivityFacts
from .gathering import gathered
from .results_xml import reference_of
from .validating import parsed

Key = tuple[str, ...]


def public_text(file: ActivityFile) -> str:
    """Looked at once, until something changes."""
    return kept(("IATI file as it may be read", file.pk), partial(_public_text, file))


def _public_text(file: ActivityFile) -> str:
    facts, _left_out = gathered(file.phase)
    return without_withheld(file.xml, facts)


def without_withheld(xml: str, facts: Sequence[ActivityFacts]) -> str:
    """The same text where everything in it is public still."""
    root = parsed(xml)
    public = {key for one in facts for key in _public(one)}
    papers = {paper.url for one in facts for some in one.papers.values() for paper in some}
    papers |= {point.source_url for one in facts for result in one.lines for point in result.approved}
    gone = [element for key, element in _numbers(root) if key not in public]
    gone += [link for link in root.iterfind(".//actual/document-link") if link.get("url") not in papers]
    for element in gone:
        element.getparent().remove(element)
    return written(root) if gone else xml


def _public(facts: ActivityFacts) -> Iterator[Key]:
    """What of an activity may be read: each baseline, each total, each breakdown."""
    for result in facts.lines:
        of = (facts.identifier, *reference_of(result.indicator).values())
        if not result.baseline.total_withheld:
            yield (*of, "baseline")
        for point in result.approved:
            yield from ((*of, point.starts.isoformat(), point.ends.isoformat(), what) for what in _shown(result, point))


def _shown(result: LineResult, point: Point) -> Iterable[str]:
    """The total, called "", and the dimensions."""
    if point.published.total_withheld:
        return ()
    return ("", *point.published.breakdowns)


def _numbers(root: etree._Element) -> Iterator[tuple[Key, etree._Element]]:
    for identifier, activity in activities_of(root).items():
        for indicator in activity.iter("indicator"):
            reference = indicator.find("reference")
            of = (identifier, reference.get("vocabulary"), reference.get("code"))
            yield from (((*of, "baseline"), baseline) for baseline in indicator.iterfind("baseline"))
            for actual in indicator.iterfind("period/actual"):
                days = (one.get("iso-date") for one in actual.getparent()[:2])
                dimension = actual.find("dimension")
                yield (*of, *days, "" if dimension is None else dimension.get("name")), actual
