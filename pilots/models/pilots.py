"""A pilot: an idea tried out on the ground, under its city or, when it is of no single one, under the pilots index."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel

from cities.models import CityPage, Organisation, Phase
from core.currencies import CurrencyField
from core.editorial import editorial
from core.fields import LongTextField, ProseField
from core.models import (
    FrameworkItem,
    IndexPage,
    Loaded,
    Row,
    SubjectPage,
    TargetGroup,
    Theme,
    TranslatedTexts,
    TranslationPage,
    WithOriginalTitle,
    Words,
    subject_key,
)
from core.partial_dates import PartialDateField, refuse_end_before_start
from learning.models import Recommendation
from pilots.pilot_form import PilotForm
from practices.models import PracticePage, Transfer
from practices.practice_form import PILOT_MARK


class PilotIndexPage(TranslatedTexts, Loaded, IndexPage):
    heading = _("Pilots")
    presenter = "pilots.browsing.pilot_index_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["pilots.PilotPage"]
    note = LongTextField(
        _("note"),
        blank=True,
        help_text=_("Shown under the list: what we know of pilots that have no page of their own."),
    )
    note_sources = models.JSONField(default=list, blank=True, editable=False)
    content_panels = [*IndexPage.content_panels, FieldPanel("note")]

    class Meta:
        verbose_name = _("pilots index")


class PilotWords(Words):
    """Named as on the programme's action sheet."""

    NAMED_PARTS = ("theme_line", "objective", "activities", "outcomes")

    theme_line = models.CharField(_("theme in words"), max_length=255, blank=True)
    objective = ProseField(_("objective"), words=100, help_text=_("What should improve, and for whom."))
    activities = ProseField(_("activities"), words=250, help_text=_("What was done."))
    outcomes = ProseField(_("outcomes"), words=200, help_text=_("The results."))
    period_note = models.CharField(_("about the dates"), max_length=255, blank=True)
    based_on = models.CharField(_("based on"), max_length=255, blank=True)

    class Meta:
        abstract = True

    words_panels = [FieldPanel(name) for name in ("title", "intro", *NAMED_PARTS, "body")]


class PilotPage(PilotWords, WithOriginalTitle, SubjectPage):
    """Status and implementers' roles are IATI's (ActivityStatus, OrganisationRole); money in `currency` (ISO 4217)."""

    class Status(models.TextChoices):
        """IATI ActivityStatus; empty when the sources do not say."""

        PIPELINE = "1", pgettext_lazy("a pilot", "Planned")
        IMPLEMENTATION = "2", pgettext_lazy("a pilot", "Running")
        FINALISATION = "3", _("Closing")
        CLOSED = "4", _("Completed")
        CANCELLED = "5", _("Cancelled")
        SUSPENDED = "6", _("Suspended")

    class Kind(models.TextChoices):
        TARGETED_ACTION = "targeted-action", _("Targeted city action")
        UN_HABITAT = "un-habitat", _("UN-Habitat action")
        FOLLOW_UP = "follow-up", _("Pilot initiative (MC2CM-RUCP)")
        LOCAL_ACTION = "local-action", _("Local action")

    code = models.CharField(_("code"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="pilots", verbose_name=_("phase")
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="pilots", verbose_name=_("themes"))
    target_groups = ParentalManyToManyField(TargetGroup, blank=True, related_name="pilots", verbose_name=_("for whom"))
    framework_items = ParentalManyToManyField(
        FrameworkItem, blank=True, related_name="pilots", verbose_name=_("SDG targets and MC2CM objectives")
    )
    recommendations = ParentalManyToManyField(
        Recommendation, blank=True, related_name="pilots", verbose_name=_("recommendations addressed")
    )
    status = models.CharField(_("status"), max_length=1, choices=Status.choices, blank=True)
    planned_start = PartialDateField(_("planned start"), blank=True)
    planned_end = PartialDateField(_("planned end"), blank=True)
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    budget_is_ceiling = models.BooleanField(_("the budget is the maximum granted"), default=False)
    currency = CurrencyField(_("currency"), default="EUR")
    budget_source = models.URLField(_("source of the budget"), blank=True, max_length=1000)
    funders = ParentalManyToManyField(Organisation, blank=True, related_name="funded_pilots", verbose_name=_("funders"))
    practices = ParentalManyToManyField(
        PracticePage, blank=True, related_name="pilots", verbose_name=_("practices it is based on or led to")
    )
    transfer = models.ForeignKey(
        Transfer, models.SET_NULL, null=True, blank=True, related_name="pilots", verbose_name=_("transfer it tests")
    )
    iati_identifier = models.CharField(_("IATI activity identifier"), max_length=100, blank=True)

    searched_rows = (*SubjectPage.searched_rows, "milestones__title")
    is_of_a_city = True
    presenter = "pilots.presenting.pilot_context"
    base_form_class = PilotForm
    parent_page_types = ["cities.CityPage", "pilots.PilotIndexPage"]
    subpage_types = ["pilots.PilotTranslation"]
    content_panels = [
        TitleFieldPanel("title", placeholder=False, classname=""),
        PilotWords.words_panels[1],
        *SubjectPage.lead_picture_panels,
        *PilotWords.words_panels[2:],
        MultiFieldPanel(
            [
                FieldRowPanel([editorial("code"), editorial("kind"), editorial("phase"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldRowPanel([FieldPanel("planned_start"), FieldPanel("planned_end")]),
                FieldPanel("period_note"),
                FieldPanel("themes"),
                FieldPanel("target_groups"),
            ],
            _("At a glance"),
        ),
        InlinePanel("implementers", heading=_("Who"), label=_("Implementer")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("budget"), FieldPanel("currency"), FieldPanel("budget_is_ceiling")]),
                FieldPanel("budget_source"),
                FieldPanel("funders"),
            ],
            _("Money"),
        ),
        InlinePanel("milestones", heading=_("Milestones"), label=_("Milestone")),
        InlinePanel("figures", heading=_("Figures"), label=_("Figure")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("framework_items", "recommendations", "practices", "transfer", "based_on")],
            _("What it responds to and is based on"),
        ),
        WithOriginalTitle.original_title_panel,
        editorial("iati_identifier"),
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        constraints = [
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="pilot_budget_positive",
                violation_error_message=_("This cannot be less than 0."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self.starts, self.ends)
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        if parent and issubclass(parent.specific_class, CityPage) and not self.slug.startswith(PILOT_MARK):
            raise ValidationError({"slug": _("Under a city, the address of a pilot starts with “pilot-”.")})


class PilotTranslation(PilotWords, TranslationPage):
    subject = subject_key("pilots.PilotPage")

    parent_page_types = ["pilots.PilotPage"]
    content_panels = [
        TranslationPage.language_panel,
        *PilotWords.words_panels,
        FieldPanel("period_note"),
        FieldPanel("based_on"),
    ]

    class Meta:
        verbose_name = _("translation of a pilot")
        constraints = [TranslationPage.one_per_language("pilot_translation_once")]


class PilotImplementer(Row):
    """IATI OrganisationRole: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    class Role(models.TextChoices):
        FUNDING = "1", _("funding")
        ACCOUNTABLE = "2", _("accountable")
        EXTENDING = "3", _("extending")
        IMPLEMENTING = "4", _("implementing")

    WORDS = ("name", "note")

    pilot = ParentalKey(PilotPage, on_delete=models.CASCADE, related_name="implementers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    name = models.CharField(_("or its name"), max_length=255, blank=True)
    role = models.CharField(_("role"), max_length=1, choices=Role.choices, default=Role.IMPLEMENTING)
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("implementer")

    def __str__(self) -> str:
        return self.name or (self.organisation.name if self.organisation else "")


class Milestone(Row):
    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("a milestone", "planned")
        DONE = "done", _("done")
        LATE = "late", _("late")
        DROPPED = "dropped", pgettext_lazy("a milestone", "dropped")

    WORDS = ("title", "note")

    pilot = ParentalKey(PilotPage, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=255)
    due = PartialDateField(pgettext_lazy("a date", "due"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("milestone")
