"""The form of a practice as a guided template: first what a snapshot needs, then all the rest, in public order."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from core.editorial import editorial
from core.models import SubjectPage, WithOriginalTitle
from core.page_form import schedule_panel
from practices.checklist import ChecklistPanel

GUIDES = {
    "summary": _(
        "What it is, for whom, since when. Example: “A municipal information desk, open five days a "
        "week, where people who have just arrived get advice on documents, school and housing in "
        "their own language.”"
    ),
    "challenge": _(
        "What was wrong before, for whom. Example: “Newcomers went from office to office; one in three gave up before "
        "their children had a school place.”"
    ),
    "how_it_works": _(
        "Who does what, when, where. Example: “Two social workers and an interpreter see people "
        "without an appointment. They open one file, call the school and the clinic, and see the "
        "family again after a month.”"
    ),
    "results": _(
        "What changed, and how you know. Example: “Children start school within three weeks instead "
        "of three months; the school office counts it each term.” Enter numbers as figures, under "
        "Facts."
    ),
    "in_place": _(
        "Rules, money, people, agreements. Example: “A council decision, a room on the ground floor, an agreement with "
        "the school authority to share files.”"
    ),
    "did_not_work": _(
        "What you would do differently. Other cities often ask about this. Example: “We opened in "
        "summer, when the schools were closed; the first families had to come twice.”"
    ),
    "advice": _(
        "For a city that starts tomorrow. Example: “Start with one neighbourhood, and have an "
        "interpreter at the entrance.”"
    ),
    "participation": _(
        "In design, work and review. Example: “Six people who had arrived the year before chose the "
        "opening hours and are members of the board.”"
    ),
    "sustainability": _(
        "Budget lines, rules, staff. Example: “Since the pilot ended both posts are in the city’s own budget.”"
    ),
}
FOR_A_SNAPSHOT = _("A short entry takes ten minutes. You need these parts before you send it for review:")
FOR_ALL = _("A full description has these parts too. You can write them later, one by one:")


def part(name: str, **kwargs) -> FieldPanel:
    """A named part with its guide. A draft may leave it empty."""
    return FieldPanel(name, help_text=GUIDES.get(name, ""), required_on_save=False, **kwargs)


SNAPSHOT = [
    ChecklistPanel("snapshot", FOR_A_SNAPSHOT),
    TitleFieldPanel(
        "title",
        classname="",
        placeholder=False,
        help_text=_("The name used in the city. Example: “One-stop desk for newcomers”."),
    ),
    FieldPanel(
        "intro",
        required_on_save=False,
        help_text=_(
            "What the city did, and for whom. Example: “The city opened one desk where newcomers register, find a "
            "school place and meet an interpreter.”"
        ),
    ),
    *SubjectPage.lead_picture_panels,
    *(part(name) for name in ("summary", "challenge", "how_it_works", "results")),
    FieldPanel(
        "themes",
        widget=forms.CheckboxSelectMultiple,
        required_on_save=False,
        help_text=_("Two or three at most: what a colleague in another city would search for."),
    ),
    FieldPanel(
        "target_groups",
        widget=forms.CheckboxSelectMultiple,
        required_on_save=False,
        help_text=_("Only the groups it was made for."),
    ),
    FieldRowPanel(
        [
            FieldPanel("status", required_on_save=False),
            FieldPanel("starts", help_text=_("As exact as you know it. Example: 2019, or 2019-05.")),
            FieldPanel("ends"),
        ]
    ),
    FieldPanel("language"),
]
FULL = [
    ChecklistPanel("full", FOR_ALL),
    FieldPanel("detail", widget=forms.RadioSelect),
    *(part(name) for name in ("in_place", "did_not_work")),
    FieldPanel(
        "did_not_work_for",
        widget=forms.RadioSelect,
        help_text=_(
            "Registered cities: only people of a city who are signed in can read it; it is "
            "not in search and not in emails."
        ),
    ),
    *(part(name) for name in ("advice", "participation", "sustainability")),
    FieldPanel("status_reason"),
    FieldPanel("body"),
]
FACTS = [
    InlinePanel("figures", heading=_("Figures"), label=_("Figure")),
    MultiFieldPanel(
        [FieldPanel("scale"), FieldPanel("situations"), FieldPanel("further_cities"), editorial("programme_link")],
        _("At a glance"),
    ),
    MultiFieldPanel([FieldPanel("lead"), InlinePanel("partners", label=_("Partner"))], _("Who")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("cost_amount"), FieldPanel("cost_currency"), FieldPanel("cost_year")]),
            FieldPanel("cost_band"),
            FieldPanel("cost_note"),
            FieldPanel("funding_sources"),
            FieldPanel("staff"),
        ],
        _("Means"),
    ),
    MultiFieldPanel([FieldPanel("framework_items"), FieldPanel("primary_gcm_objective")], _("Goals and objectives")),
    InlinePanel("relations", heading=_("Where it came from and where it may go"), label=_("Relation")),
    InlinePanel(
        "part_sources",
        heading=_("Where the parts were read"),
        label=_("Place in a source"),
        classname="collapsed",
        help_text=_(
            "For text based on public sources: where each part stands in them. Readers see it as small numbers at "
            "the end of the part. What a city says about itself needs none."
        ),
    ),
    *SubjectPage.source_panels,
    WithOriginalTitle.original_title_panel,
    MultiFieldPanel([FieldPanel("licence"), FieldPanel("attribution"), editorial("origin")], _("Rights and origin")),
]
REST = [*SubjectPage.promote_panels, editorial("editor_note"), schedule_panel(), CommentPanel()]


def guided_form(form_class: type) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(SNAPSHOT, heading=_("Short entry")),
            ObjectList(FULL, heading=_("Full description")),
            ObjectList(FACTS, heading=_("Facts")),
            ObjectList(REST, heading=_("Address and tags")),
        ],
        base_form_class=form_class,
    )
