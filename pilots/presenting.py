"""What a pilot's own page shows, in the order of the programme's action sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import CityPage, Phase
from core.figures import ShownFigures, shown_figures
from core.languages import Wording
from core.lead_pictures import DisplayedLeadPicture, lead_picture
from core.models import Figure, FrameworkItem, TargetGroup, Theme
from core.sources import ShownSource, shown_sources
from core.templatetags.core_tags import row_words
from learning.naming import Named, names_of
from learning.ties import keys

from .glance import rows_of
from .lists import state_of
from .models import Milestone, PilotPage
from .ties import Ties, ties_of

PARTS = {
    "objective": gettext_lazy("Objective"),
    "activities": gettext_lazy("Activities"),
    "outcomes": gettext_lazy("Outcomes"),
}
ICONS = {
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
class Goals:
    """The items of one framework that it answers."""

    heading: str
    answered: list[Named]


@dataclass(frozen=True)
class ShownPilot:
    title: Wording
    lede: Wording
    crumbs: list[dict]
    signs: list[dict]
    lead_picture: DisplayedLeadPicture | None
    glance: list[dict]
    parts: list[Part]
    reached: ShownFigures
    planned: ShownFigures
    steps: list[Step]
    ties: Ties
    goals: list[Goals]
    body: object
    body_words: object
    sources: list[ShownSource]

    @property
    def contents(self) -> list[dict]:
        """For `components/_toc.html`: only the sections that are there."""
        later = [
            ("results", _("Results measured"), self.reached or self.planned),
            ("milestones", _("Milestones"), self.steps),
            ("origins", _("What it grew from"), self.ties.origins),
            ("recommendations", _("Recommendations addressed"), self.ties.recommendations),
            ("goals", _("Goals and objectives"), self.goals),
            ("sources", _("Sources"), self.sources),
        ]
        entries = [{"anchor": part.anchor, "label": part.label} for part in self.parts]
        return entries + [{"anchor": anchor, "label": label} for anchor, label, there in later if there]


def shown_pilot(pilot: PilotPage, request: HttpRequest | None = None) -> ShownPilot:
    words, names, ties = pilot.words, _names(pilot), ties_of(pilot, request)
    figures = list(pilot.figures.all())
    theme_line = _own(pilot, "theme_line")
    return ShownPilot(
        title=Wording(words.title, words.language),
        lede=_lede(pilot, theme_line),
        crumbs=_crumbs(ties.city, request),
        signs=_signs(pilot, names),
        lead_picture=lead_picture(pilot),
        glance=rows_of(pilot, ties.city, names, request),
        parts=[Part(name, str(label), _own(pilot, name)) for name, label in PARTS.items() if _own(pilot, name)],
        reached=shown_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.RESULT]),
        planned=shown_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.PLANNED]),
        steps=[_step(words, milestone) for milestone in pilot.milestones.all()],
        ties=ties,
        goals=_goals(names["goals"]),
        body=words.body or pilot.body,
        body_words=words if words.body else pilot,
        sources=shown_sources(pilot.sources.all()),
    )


def _names(pilot: PilotPage) -> dict[str, list[Named]]:
    return names_of(
        themes=Theme.objects.filter(pk__in=keys(pilot.themes)),
        groups=TargetGroup.objects.filter(pk__in=keys(pilot.target_groups)),
        goals=FrameworkItem.objects.filter(pk__in=keys(pilot.framework_items)),
        phase=Phase.objects.filter(pk=pilot.phase_id),
    )


def _own(pilot: PilotPage, name: str) -> Wording:
    """What a translation leaves empty is read in the original, and marked."""
    words = pilot.words if getattr(pilot.words, name) else pilot
    return Wording(getattr(words, name), words.language)


def _lede(pilot: PilotPage, theme_line: Wording) -> Wording:
    """The intro, unless it is only how the activities begin: those are read just below."""
    intro = _own(pilot, "intro")
    is_beginning = bool(theme_line) and _own(pilot, "activities").startswith(intro.rstrip("….")[:80])
    return theme_line if is_beginning or not intro else intro


def _crumbs(city: CityPage | None, request: HttpRequest | None) -> list[dict]:
    crumbs = [{"url": reverse("wagtail_serve", args=["pilots/"]), "label": _("Pilots")}]
    return [*crumbs, {"url": city.get_url(request), "label": city.name}] if city else crumbs


def _signs(pilot: PilotPage, names: dict[str, list[Named]]) -> list[dict]:
    plain = [pilot.get_kind_display(), *(phase.name for phase in names["phase"])]
    return [state_of(pilot), *({"text": text, "tone": "none"} for text in plain if text)]


def _step(words, milestone: Milestone) -> Step:
    done = milestone.state == Milestone.State.DONE and milestone.done_on
    return Step(
        title=row_words(words, milestone, "title"),
        when=date_format(milestone.done_on) if done else str(milestone.due or ""),
        icon=ICONS[milestone.state],
        state=capfirst(milestone.get_state_display()),
        note=row_words(words, milestone, "note"),
    )


def _goals(items: Iterable[Named]) -> list[Goals]:
    """By framework, in the order in which the frameworks are listed."""
    by_framework: dict[str, list[Named]] = {}
    for item in items:
        by_framework.setdefault(item.scheme, []).append(item)
    headings = FrameworkItem.Framework
    return [Goals(str(headings(scheme).label), answered) for scheme, answered in by_framework.items()]
