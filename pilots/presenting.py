"""What a pilot's own page shows, in the order of the programme's action sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cities.models import CityPage
from core.figures import ShownFigures, shown_figures
from core.languages import Wording
from core.models import Figure
from core.sources import ShownSource, shown_sources
from core.templatetags.core_tags import row_words
from practices.courses import courses, titled
from practices.models import Transfer

from .glance import rows_of
from .lists import state_of
from .models import Milestone, PilotPage

PARTS = {
    "objective": gettext_lazy("Objective"),
    "activities": gettext_lazy("Activities"),
    "outcomes": gettext_lazy("Outcomes"),
}
STATES = {
    Milestone.State.PLANNED: "planned",
    Milestone.State.DONE: "check",
    Milestone.State.LATE: "warn",
    Milestone.State.DROPPED: "stopped",
}


@dataclass(frozen=True)
class Part:
    anchor: str
    label: str
    text: Wording


@dataclass(frozen=True)
class Step:
    """A milestone: when it was done, or when it is due."""

    title: Wording
    when: str
    icon: str
    state: str
    note: Wording


@dataclass(frozen=True)
class Origin:
    """What the pilot grew from: `above` says how it is tied to it."""

    above: str
    name: str
    url: str = ""
    below: str = ""
    sources: list[ShownSource] = field(default_factory=list)


@dataclass(frozen=True)
class Goals:
    heading: str
    items: list


@dataclass(frozen=True)
class ShownPilot:
    city: CityPage | None
    title: Wording
    lede: Wording
    crumbs: list[dict]
    signs: list[dict]
    glance: list[dict]
    parts: list[Part]
    reached: ShownFigures
    planned: ShownFigures
    steps: list[Step]
    recommendations: list[Wording]
    goals: list[Goals]
    origins: list[Origin]
    body: object
    body_words: object
    sources: list[ShownSource]

    @property
    def contents(self) -> list[dict]:
        """For `components/_toc.html`: only the sections that are there."""
        later = [
            ("results", _("Results measured"), self.reached or self.planned),
            ("milestones", _("Milestones"), self.steps),
            ("origins", _("What it grew from"), self.origins),
            ("recommendations", _("Recommendations addressed"), self.recommendations),
            ("goals", _("Goals and objectives"), self.goals),
            ("sources", _("Sources"), self.sources),
        ]
        entries = [{"anchor": part.anchor, "label": part.label} for part in self.parts]
        return entries + [{"anchor": anchor, "label": label} for anchor, label, there in later if there]


def shown_pilot(pilot: PilotPage, request: HttpRequest | None = None) -> ShownPilot:
    words = pilot.words
    city = city_of(pilot)
    figures = list(pilot.figures.all())
    return ShownPilot(
        city=city,
        title=Wording(words.title, words.language),
        lede=_own(pilot, "intro") or _own(pilot, "theme_line"),
        crumbs=_crumbs(city, request),
        signs=_signs(pilot),
        glance=rows_of(pilot, city, _own(pilot, "theme_line"), request),
        parts=[Part(name, str(label), _own(pilot, name)) for name, label in PARTS.items() if _own(pilot, name)],
        reached=shown_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.RESULT]),
        planned=shown_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.PLANNED]),
        steps=[_step(words, milestone) for milestone in pilot.milestones.all()],
        recommendations=_recommendations(pilot),
        goals=_goals(pilot),
        origins=[*_transfer(pilot, request), *_practices(pilot, request), *_built_on(pilot)],
        body=words.body or pilot.body,
        body_words=words if words.body else pilot,
        sources=shown_sources(pilot.sources.all()),
    )


def city_of(pilot: PilotPage) -> CityPage | None:
    """The live city it stands under; a pilot of several cities stands under none."""
    above = CityPage.objects.live().filter(path=pilot.path[: -Page.steplen])
    return above.select_related("country").first()


def _own(pilot: PilotPage, name: str) -> Wording:
    """What a translation leaves empty is read in the original, and marked."""
    words = pilot.words if getattr(pilot.words, name) else pilot
    return Wording(getattr(words, name), words.language)


def _crumbs(city: CityPage | None, request: HttpRequest | None) -> list[dict]:
    crumbs = [{"url": reverse("wagtail_serve", args=["pilots/"]), "label": _("Pilots")}]
    return [*crumbs, {"url": city.get_url(request), "label": city.name}] if city else crumbs


def _signs(pilot: PilotPage) -> list[dict]:
    kind = [{"text": pilot.get_kind_display(), "tone": "none"}] if pilot.kind else []
    phase = [{"text": pilot.phase.name, "tone": "none"}] if pilot.phase else []
    return [state_of(pilot), *kind, *phase]


# --- sections -------------------------------------------------------------------------------------------------------
def _step(words, milestone: Milestone) -> Step:
    done = milestone.state == Milestone.State.DONE and milestone.done_on
    return Step(
        title=row_words(words, milestone, "title"),
        when=date_format(milestone.done_on) if done else str(milestone.due or ""),
        icon=STATES[milestone.state],
        state=capfirst(milestone.get_state_display()),
        note=row_words(words, milestone, "note"),
    )


def _recommendations(pilot: PilotPage) -> list[Wording]:
    """In the words of the publication they stand in, with their code."""
    found = pilot.recommendations.select_related("publication")
    return [
        Wording(f"{one.code} {one.words}".strip(), one.publication.language) for one in found if one.publication.live
    ]


def _goals(pilot: PilotPage) -> list[Goals]:
    """By framework, in the order in which the frameworks are listed."""
    by_framework: dict[str, list] = {}
    for item in pilot.framework_items.all():
        by_framework.setdefault(item.get_framework_display(), []).append(item)
    return [Goals(heading, items) for heading, items in by_framework.items()]


def _transfer(pilot: PilotPage, request: HttpRequest | None) -> Iterable[Origin]:
    """The transfer it tries out, if visitors may see it."""
    if pilot.transfer_id is None:
        return
    for course in courses(Transfer.objects.public().filter(pk=pilot.transfer_id), request):
        practice = course.transfer.practice
        above = _("Tries out what came from %(place)s") % {"place": course.giver.name}
        name = titled(practice) if practice else course.giver.name
        url = practice.get_url(request) if practice else course.giver.url
        yield Origin(above, name, url, course.basis, course.sources)


def _practices(pilot: PilotPage, request: HttpRequest | None) -> Iterable[Origin]:
    for practice in pilot.practices.live().with_words():
        yield Origin(_("Practice it grew from or became"), titled(practice), practice.get_url(request))


def _built_on(pilot: PilotPage) -> Iterable[Origin]:
    if pilot.based_on:
        yield Origin(_("Built on"), Wording(pilot.based_on, pilot.language))
