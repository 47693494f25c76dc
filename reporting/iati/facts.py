"""What the file says of one activity, as it was read: checked and built from, and known without the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.languages import Wording
from core.partial_dates import PartialDate
from monitoring.results import LineResult

from .codes import DateType

Narratives = tuple[Wording, ...]
"""The same in several languages, each once."""


@dataclass(frozen=True)
class Party:
    """An organisation in a role (IATI OrganisationRole). `ref` and `type` are empty where nobody has entered them."""

    names: Narratives
    ref: str = ""
    type: str = ""
    role: str = ""


@dataclass(frozen=True)
class Paper:
    """A document that anybody can open."""

    url: str
    format: str
    titles: Narratives
    language: str = ""


@dataclass
class ActivityFacts:
    """A phase (`pilot` is None) or one of its pilots. `dates` as known, whole or not; money in `currency`."""

    name: Wording
    identifier: str
    reporting: Party | None
    pilot: int | None = None
    titles: Narratives = ()
    descriptions: Mapping[str, Narratives] = field(default_factory=dict)
    parties: Sequence[Party] = ()
    status: str = ""
    dates: Mapping[DateType, PartialDate] = field(default_factory=dict)
    email: str = ""
    countries: Sequence[str] = ()
    region: str = ""
    sector: str = ""
    tags: Sequence[tuple[str, str]] = ()
    budget: Decimal | None = None
    currency: str = "EUR"
    page: Paper | None = None
    related: Sequence[tuple[str, str]] = ()
    lines: Sequence[LineResult] = ()
    papers: Mapping[int, Sequence[Paper]] = field(default_factory=dict)
    indicator_pages: Mapping[int, str] = field(default_factory=dict)

    def day(self, *types: DateType) -> date | None:
        """The first of these dates that is known to the day."""
        known = (self.dates[one] for one in types if one in self.dates)
        return next((one.first_day() for one in known if one.day), None)


@dataclass(frozen=True)
class LeftOut:
    """What does not stand in the file, and why: `documented` lines, `unplanned` ones, pilots that are `drafts`."""

    documented: Sequence[tuple[Wording, LineResult]] = ()
    unplanned: Sequence[tuple[Wording, LineResult]] = ()
    """Without a period: nothing is asked of anybody yet."""
    drafts: Sequence[str] = ()
    without_lines: Sequence[Wording] = ()
    """Pilots."""
