"""What the published file of a phase says otherwise than one that would be made now, activity by activity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from lxml import etree

from core import languages

from .facts import ActivityFacts
from .narratives import XML_LANG
from .validating import parse_xml

UPDATED = "last-updated-datetime"


class ActivityChange(models.TextChoices):
    """What became of an activity since the file was published."""

    ADDED = "added", _("is not in the published file")
    REMOVED = "removed", _("is in the published file, but would no longer be")
    CHANGED = "changed", _("has changed since then")


SECTIONS = {
    "title": _("title"),
    "description": _("description"),
    "participating-org": _("organisations"),
    "reporting-org": _("organisations"),
    "activity-status": _("status"),
    "activity-date": _("dates"),
    "recipient-country": _("countries and region"),
    "recipient-region": _("countries and region"),
    "budget": _("budget"),
    "tag": _("goals"),
    "result": _("indicators, targets and values"),
    "related-activity": _("list of pilots"),
}
OTHER = _("other facts")


@dataclass(frozen=True)
class ActivityDifference:
    """`sections` are what of a changed activity differs, in words."""

    title: str
    change: ActivityChange
    sections: list[str] = field(default_factory=list)


def differences(published: str, now: etree._Element) -> list[ActivityDifference]:
    """Between the text of a file and the root of another. When each was made does not count."""
    old, new = activities_of(parse_xml(published)), activities_of(now)
    found = [ActivityDifference(_title(old[key]), ActivityChange.REMOVED) for key in old if key not in new]
    found += [ActivityDifference(_title(new[key]), ActivityChange.ADDED) for key in new if key not in old]
    for key in new:
        if key not in old:
            continue
        before, after = _sections(old[key]), _sections(new[key])
        if before != after:
            tags = [tag for tag in (*after, *before) if before.get(tag) != after.get(tag)]
            sections = list(dict.fromkeys(str(SECTIONS.get(tag, OTHER)) for tag in tags))
            found.append(ActivityDifference(_title(new[key]), ActivityChange.CHANGED, sections))
    return found


def missing_or_gone(published: str, facts: Iterable[ActivityFacts]) -> list[ActivityDifference]:
    """The same of activities as a whole, while a new file cannot be made."""
    old, new = activities_of(parse_xml(published)), {one.identifier: one for one in facts if one.identifier}
    found = [ActivityDifference(_title(old[key]), ActivityChange.REMOVED) for key in old if key not in new]
    return found + [
        ActivityDifference(str(one.name), ActivityChange.ADDED) for key, one in new.items() if key not in old
    ]


def keep_unchanged_days(root: etree._Element, published: str) -> None:
    """An activity that says what it said in the file before was not updated since."""
    old = activities_of(parse_xml(published))
    for key, activity in activities_of(root).items():
        if key in old and _sections(old[key]) == _sections(activity):
            activity.set(UPDATED, old[key].get(UPDATED))


def activities_of(root: etree._Element) -> dict[str, etree._Element]:
    """By their identifiers."""
    return {one.findtext("iati-identifier"): one for one in root.iterfind("iati-activity")}


def _sections(activity: etree._Element) -> dict[str, list[bytes]]:
    """What it says, by kind of element, however it is laid out."""
    plain = deepcopy(activity)
    plain.attrib.pop(UPDATED, None)
    found: dict[str, list[bytes]] = {"": [repr(sorted(plain.attrib.items())).encode()]}
    for element in plain:
        for one in element.iter():
            one.tail = None
            one.text = one.text if one.text and one.text.strip() else None
        found.setdefault(str(element.tag), []).append(etree.tostring(element, method="c14n"))
    return found


def _title(activity: etree._Element) -> str:
    """In the visitor's language, where the file has it."""
    narratives: Sequence[etree._Element] = activity.findall("title/narrative")
    wanted = (one.text for one in narratives if one.get(XML_LANG) == languages.current())
    return next(wanted, None) or (narratives[0].text if narratives else activity.findtext("iati-identifier"))
