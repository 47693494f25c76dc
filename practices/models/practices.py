"""An innovative practice: a subject under its city."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.cache import patch_cache_control
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from cities.models import CityPage, Organisation, Situation
from core.currencies import CurrencyField
from core.fields import CodesField, ProseField
from core.models import (
    FrameworkItem,
    SubjectPage,
    TargetGroup,
    Theme,
    TranslationPage,
    WithOriginalTitle,
    Words,
    subject_key,
)
from core.partial_dates import PartialDateField, refuse_end_before_start
from practices.practice_form import PILOT_MARK, PracticeForm

from .panels import guided_form


class PracticeWords(Words):
    """The named parts, in the order of the public page."""

    NAMED_PARTS = (
        "summary",
        "challenge",
        "how_it_works",
        "in_place",
        "results",
        "did_not_work",
        "advice",
        "participation",
        "sustainability",
    )

    NOTES = ("cost_note", "funding_sources")

    summary = ProseField(_("summary"), words=80, help_text=_("What it is, for whom, since when."))
    challenge = ProseField(_("challenge"), words=150, help_text=_("What was wrong before, for whom."))
    how_it_works = ProseField(_("how it works"), words=300, help_text=_("Who does what, when, where."))
    in_place = ProseField(_("what had to be in place"), words=150, help_text=_("Rules, money, people, agreements."))
    results = ProseField(_("results"), words=200, help_text=_("What changed, and how you know."))
    did_not_work = ProseField(_("what did not work"), words=150, help_text=_("What you would do differently."))
    advice = ProseField(_("advice to others"), words=150, help_text=_("For a city that starts tomorrow."))
    participation = ProseField(_("how migrants took part"), words=150, help_text=_("In design, work and review."))
    sustainability = ProseField(_("what keeps it going"), words=100, help_text=_("Budget lines, rules, staff."))
    status_reason = models.CharField(_("about the status"), max_length=255, blank=True)
    cost_note = models.CharField(_("about the cost"), max_length=1000, blank=True)
    funding_sources = models.CharField(_("funding sources"), max_length=255, blank=True)

    class Meta:
        abstract = True

    words_panels = [FieldPanel(name) for name in ("title", "intro", *NAMED_PARTS, "status_reason", *NOTES, "body")]

    def word_fields(self) -> list[str]:
        """Without what only registered cities may read: search is public."""
        names = super().word_fields()
        if self.did_not_work_for == PracticePage.Audience.PUBLIC:  # type: ignore[attr-defined]  # a practice's field
            return names
        return [name for name in names if name != "did_not_work"]


class PracticePage(PracticeWords, WithOriginalTitle, SubjectPage):
    """Money in `cost_currency` (ISO 4217) of `cost_year`; staff in full-time equivalents."""

    class Detail(models.TextChoices):
        SNAPSHOT = "snapshot", _("short entry: summary, challenge, how it works, results")
        FULL = "full", _("in depth: all parts that can be described, each in full")

    class Status(models.TextChoices):
        RUNNING = "running", pgettext_lazy("a practice", "Running")
        PERMANENT = "permanent", _("Now permanent")
        PILOT = "pilot", _("Pilot")
        PLANNED = "planned", pgettext_lazy("a practice", "Planned")
        ENDED = "ended", _("Ended")
        STOPPED = "stopped", _("Stopped early")
        UNKNOWN = "unknown", _("Not known")

    class Scale(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CITY = "city", _("city")
        METROPOLITAN = "metropolitan", _("metropolitan area")
        REGIONAL = "regional", _("region")
        NATIONAL = "national", _("country")

    class CostBand(models.TextChoices):
        """In euro, over the whole time."""

        UNDER_10K = "under-10k", _("under 10,000 euro")
        UNDER_100K = "under-100k", _("10,000 to 100,000 euro")
        UNDER_1M = "under-1m", _("100,000 to 1 million euro")
        OVER_1M = "over-1m", _("over 1 million euro")

    class Origin(models.TextChoices):
        SESSION = "session", _("a session")
        CALL = "call", _("a call")
        EDITOR = "editor", _("an editor")
        IMPORT = "import", _("the programme's records")

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        CC0 = "cc0-1.0", "CC0 1.0"
        RESERVED = "reserved", _("all rights reserved")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        CITIES = "cities", _("registered cities")

    class ProgrammeLink(models.TextChoices):
        CASE_STUDY = "case-study", _("City case study")
        KNOWLEDGE = "knowledge", _("Knowledge component")
        LEARNING_NOTE = "learning-note", _("Learning note or report")
        UNCONFIRMED = "unconfirmed", _("City not confirmed as a member")
        TARGETED_ACTION = "targeted-action", _("Targeted city action")
        UN_HABITAT = "un-habitat", _("UN-Habitat action")
        FOLLOW_UP = "follow-up", _("Follow-up project MC2CM-RUCP")
        PEER_CITY = "peer-city", _("Practice of a host or peer city")
        MEMBER_CITY = "member-city", _("Practice of a member city")

    detail = models.CharField(
        _("depth"),
        max_length=10,
        choices=Detail.choices,
        default=Detail.SNAPSHOT,
        help_text=format_lazy(
            _("Choose “{option}” when all parts are written: all of them are then required."), option=Detail.FULL.label
        ),
    )
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.UNKNOWN)
    programme_link = models.CharField(
        _("place in the programme"), max_length=20, choices=ProgrammeLink.choices, blank=True
    )
    lead = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_practices",
        verbose_name=_("lead organisation"),
    )
    further_cities = ParentalManyToManyField(
        CityPage, blank=True, related_name="shared_practices", verbose_name=_("further cities")
    )
    scale = models.CharField(_("scale"), max_length=20, choices=Scale.choices, blank=True)
    situations = CodesField(_("situation"), codes=Situation.choices)
    themes = ParentalManyToManyField(Theme, blank=True, related_name="practices", verbose_name=_("themes"))
    target_groups = ParentalManyToManyField(
        TargetGroup, blank=True, related_name="practices", verbose_name=_("for whom")
    )
    framework_items = ParentalManyToManyField(
        FrameworkItem, blank=True, related_name="practices", verbose_name=_("goals and objectives")
    )
    primary_gcm_objective = models.ForeignKey(
        FrameworkItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"framework": FrameworkItem.Framework.GCM_OBJECTIVE},
        verbose_name=_("first Global Compact objective"),
    )
    cost_amount = models.DecimalField(
        _("cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_currency = CurrencyField(_("currency"), blank=True)
    cost_year = models.PositiveSmallIntegerField(_("year of the cost"), null=True, blank=True)
    cost_band = models.CharField(_("cost band"), max_length=20, choices=CostBand.choices, blank=True)
    staff = models.DecimalField(
        _("staff (full-time equivalents)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    attribution = models.CharField(_("attribution"), max_length=255, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, blank=True)
    did_not_work_for = models.CharField(
        _("who may read what did not work"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )

    searched_rows = (*SubjectPage.searched_rows, "relations__label")
    is_of_a_city = True
    presenter = "practices.presenting.practice_context"
    parent_page_types = ["cities.CityPage"]
    subpage_types = ["practices.PracticeTranslation"]
    base_form_class = PracticeForm
    edit_handler = guided_form(PracticeForm)

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_amount__isnull=True) | Q(cost_amount__gte=0),
                name="practice_cost_positive",
                violation_error_message=_("This cannot be less than 0."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.cost_amount is not None and not self.cost_currency:
            raise ValidationError({"cost_currency": _("Say in which currency, for example EUR.")})
        refuse_end_before_start(self.starts, self.ends)
        if self.slug.startswith(PILOT_MARK):
            raise ValidationError({"slug": _("Addresses that start with “pilot-” are for pilots.")})

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.ENDED, self.Status.STOPPED)

    @property
    def holds_back(self) -> bool:
        """Whether what did not work is for registered cities only."""
        return self.did_not_work_for == self.Audience.CITIES

    def serve(self, request, *args, **kwargs):
        """What some may read and others not is in nobody's cache."""
        response = super().serve(request, *args, **kwargs)
        if self.holds_back:
            patch_cache_control(response, private=True, no_store=True)
        return response


class PracticeTranslation(PracticeWords, TranslationPage):
    subject = subject_key("practices.PracticePage")

    @property
    def did_not_work_for(self) -> str:
        """As its subject says."""
        return self.subject.did_not_work_for if self.subject else PracticePage.Audience.PUBLIC

    parent_page_types = ["practices.PracticePage"]
    content_panels = [TranslationPage.language_panel, *PracticeWords.words_panels]

    class Meta:
        verbose_name = _("translation of a practice")
        constraints = [TranslationPage.one_per_language("practice_translation_once")]
