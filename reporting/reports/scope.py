"""Whose results a report tells: what it is about, the subjects under that, and who paid. All of it public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from wagtail.models import Page

from cities.models import CityPage, Organisation, Phase
from cities.tree import city_path, under
from core.languages import Wording
from monitoring.models import Contribution, PhasePage, ResultLine
from pilots.models import PilotPage
from practices.models import PracticePage
from reporting.models import FunderReport

HOUSE = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Member:
    """A pilot or a practice whose results are reported."""

    pk: int
    title: Wording
    city: Wording | None
    is_pilot: bool


@dataclass
class Scope:
    """`kind` is phase, city or pilot; `members` are what stands under it, in reading order."""

    kind: str
    page: Page
    title: Wording
    phases: list[Phase]
    funders: list[Wording]
    paid_by: list[Organisation]
    """Of the funders those that are known, each of which asks to be named in its own way."""
    phase: Phase | None = None
    city: CityPage | None = None
    pilot: PilotPage | None = None
    members: list[Member] = field(default_factory=list)

    def lines(self) -> QuerySet[ResultLine]:
        """Those of the phase, the city or the pilot itself, and of all members."""
        own = Q(page=self.page.pk)
        if self.kind == "phase":
            own |= Q(page__in=pilots_of(self.phase).values("pk"))
        elif self.kind == "city":
            own |= under([self.city], "page__")
        found = ResultLine.objects.public().filter(own)
        return found.select_related("indicator", "objective").order_by("order", "pk")

    def is_own(self, line: ResultLine) -> bool:
        return line.page_id == self.page.pk


def scope_of(report: FunderReport) -> Scope:
    page = report.page.specific
    return {PhasePage: phase_scope, CityPage: city_scope, PilotPage: pilot_scope}[type(page)](page)


def pilots_of(phase: Phase) -> QuerySet[PilotPage]:
    return PilotPage.objects.live().filter(phase=phase)


def phase_scope(page: PhasePage) -> Scope:
    phase = page.phase
    members = _members(pilots_of(phase).with_words(), is_pilot=True)
    funders, paid_by = _funders_of([phase]), _paying([phase])
    return Scope("phase", page, phase.name, [phase], funders, paid_by, phase=phase, members=members)


def city_scope(city: CityPage) -> Scope:
    """Its pilots, and those of its practices that have a results framework."""
    pilots = PilotPage.objects.live().descendant_of(city)
    measured = ResultLine.objects.filter(under([city], "page__")).values("page")
    practices = PracticePage.objects.live().filter(pk__in=measured)
    members = _members(pilots.with_words(), is_pilot=True) + _members(practices.with_words(), is_pilot=False)
    phases = list(Phase.objects.filter(pilots__in=pilots.values("pk")).distinct())
    return Scope("city", city, city.name, phases, _funders_of(phases), _paying(phases), city=city, members=members)


def pilot_scope(pilot: PilotPage) -> Scope:
    phases = [pilot.phase] if pilot.phase else []
    paid_by = list(pilot.funders.all())
    own = [organisation.name for organisation in paid_by]
    title = Wording(pilot.words.title, pilot.words.language)
    return Scope("pilot", pilot, title, phases, own or _funders_of(phases), paid_by or _paying(phases), pilot=pilot)


def _funders_of(phases: Iterable[Phase]) -> list[Wording]:
    """Those whose amount is known, in the order of the record, and those who are only named; each once."""
    given = Contribution.objects.filter(phase__in=phases).select_related("organisation")
    names = [one.organisation.name if one.organisation else Wording(one.name, HOUSE) for one in given]
    names += [one.name for one in Organisation.objects.filter(funded_phases__in=phases).order_by("pk")]
    return list({str(name): name for name in names if name}.values())


def _paying(phases: Iterable[Phase]) -> list[Organisation]:
    given = Contribution.objects.filter(phase__in=phases).values("organisation")
    return list(Organisation.objects.filter(Q(funded_phases__in=phases) | Q(pk__in=given)).distinct().order_by("pk"))


def _members(pages: QuerySet, *, is_pilot: bool) -> list[Member]:
    pages = list(pages)
    above = {city_path(page.path) for page in pages}
    cities = {city.path: city.name for city in CityPage.objects.filter(path__in=above)}
    members = [
        Member(page.pk, page.words.wording("title"), cities.get(city_path(page.path)), is_pilot) for page in pages
    ]
    return sorted(members, key=lambda member: (member.city or "", member.title))
