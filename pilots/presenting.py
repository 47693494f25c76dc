"""What the page of a pilot shows, in the order of the programme's action sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import CityPage, Phase
from core.display import Fact, Link, Sign, marked
from core.figures import group_figures
from core.languages import Wording
from core.lead_pictures import lead_picture
from core.models import Figure, FrameworkItem, TargetGroup, Theme
from core.sources import display_sources
from core.templatetags.core_tags import row_words
from learning.naming import Named, names_of
from learning.related import keys_of

from .facts_box import facts_of
from .models import Milestone, PilotPage
from .related import related_to
from .wording import status_sign

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
class PilotPart:
    anchor: str
    label: str
    text: Wording


@dataclass(frozen=True)
class DisplayedMilestone:
    """When it was done, or when it is due."""

    title: Wording
    when: str
    state: Sign
    note: Wording


def pilot_context(pilot: PilotPage, request: HttpRequest, context: dict) -> dict:
    """For `pilots/pilot_page.html`."""
    words = context["words"]
    names = names_of(
        themes=Theme.objects.filter(pk__in=keys_of(pilot.themes)),
        groups=TargetGroup.objects.filter(pk__in=keys_of(pilot.target_groups)),
        goals=FrameworkItem.objects.filter(pk__in=keys_of(pilot.framework_items)),
        phase=Phase.objects.filter(pk=pilot.phase_id),
    )
    related = related_to(pilot, request)
    parts = [PilotPart(name, str(label), text) for name, label in PARTS.items() if (text := words.wording(name))]
    figures = list(pilot.figures.all())
    reached = group_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.RESULT])
    planned = group_figures(words, [figure for figure in figures if figure.kind == Figure.Kind.PLANNED])
    milestones = [displayed_milestone(words, milestone) for milestone in pilot.milestones.all()]
    goals = goals_by_framework(names["goals"])
    sources = display_sources(pilot.sources.all())
    sections = [
        ("results", _("Results measured"), reached or planned),
        ("milestones", _("Milestones"), milestones),
        ("origins", _("What it is based on"), related.origins),
        ("recommendations", _("Recommendations addressed"), related.recommendations),
        ("goals", _("Goals and objectives"), goals),
        ("sources", _("Sources"), sources),
    ]
    contents = [Link(part.label, f"#{part.anchor}") for part in parts]
    contents += [Link(label, f"#{anchor}") for anchor, label, is_there in sections if is_there]
    return {
        "title": words.wording("title"),
        "lede": lede_of(words),
        "crumbs": crumbs_of(related.city, request),
        "signs": signs_of(pilot, names["phase"]),
        "cut": related.cut,
        "lead_picture": lead_picture(pilot),
        "contents": contents,
        "facts": facts_of(pilot, related.city, names, request),
        "parts": parts,
        "reached": reached,
        "planned": planned,
        "milestones": milestones,
        "body": words.body or pilot.body,
        "body_words": words if words.body else pilot,
        "origins": related.origins,
        "recommendations": related.recommendations,
        "goals": goals,
        "sources": sources,
    }


def lede_of(words) -> Wording:
    """The intro, unless it is only how the activities begin: those are read just below."""
    intro, theme_line = words.wording("intro"), words.wording("theme_line")
    is_beginning = bool(theme_line) and words.wording("activities").startswith(intro.rstrip("….")[:80])
    return theme_line if is_beginning or not intro else intro


def crumbs_of(city: CityPage | None, request: HttpRequest | None) -> list[Link]:
    crumbs = [Link(_("Pilots"), reverse("wagtail_serve", args=["pilots/"]))]
    return [*crumbs, Link(city.name, city.get_url(request))] if city else crumbs


def signs_of(pilot: PilotPage, phases: list[Named]) -> list[Sign]:
    texts = [pilot.get_kind_display(), *(phase.name for phase in phases)]
    return [status_sign(pilot), *(Sign(text, tone="none") for text in texts if text)]


def displayed_milestone(words, milestone: Milestone) -> DisplayedMilestone:
    is_done = milestone.state == Milestone.State.DONE and milestone.done_on
    return DisplayedMilestone(
        title=row_words(words, milestone, "title"),
        when=date_format(milestone.done_on) if is_done else str(milestone.due or ""),
        state=Sign(capfirst(milestone.get_state_display()), ICONS[milestone.state]),
        note=row_words(words, milestone, "note"),
    )


def goals_by_framework(items: list[Named]) -> list[Fact]:
    """In the order in which the frameworks are listed."""
    by_framework: dict[str, list[Link]] = {}
    for item in items:
        by_framework.setdefault(item.scheme, []).append(Link(format_html("{} {}", item.code, marked(item.name))))
    heading = FrameworkItem.Framework
    return [Fact(str(heading(scheme).label), links=tuple(links)) for scheme, links in by_framework.items()]
