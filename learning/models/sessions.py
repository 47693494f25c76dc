"""A session: where cities meet. Also what stands in the agenda only: then it has no phase."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import PageManager

from cities.models import LANGUAGES_OF_WORK, CityPage, Phase
from core.fields import CodesField, LongTextField, ProseField, TimeZoneField
from core.models import (
    Country,
    FrameworkItem,
    IndexPage,
    SubjectPage,
    SubjectQuerySet,
    Theme,
    TranslationPage,
    WithOriginalTitle,
    Words,
    subject_key,
)
from core.partial_dates import PartialDateField, refuse_end_before_start, undated_last
from core.searchable_ticks import SearchableTicks
from learning.session_form import SessionForm
from practices.models import PracticePage

IN_ITS_ZONE = _("Day first, for example 31/12/2026 09:30, in the session’s time zone.")


class SessionIndexPage(IndexPage):
    heading = _("Sessions")
    presenter = "learning.presenting_lists.sessions_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["learning.SessionPage"]

    class Meta:
        verbose_name = _("sessions index")


class AgendaPage(IndexPage):
    """Looks at sessions and other events by date; owns nothing."""

    heading = _("Agenda")
    presenter = "learning.presenting_lists.agenda_context"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("agenda")


class SessionQuerySet(SubjectQuerySet):
    def of_programme(self):
        """The programme's own sessions; the rest stands in the agenda only."""
        return self.filter(phase__isnull=False)

    def upcoming(self):
        """What has not ended yet; a date of which only the year or month is known may still come in it.

        Partial dates sort as texts: "2016" < "2016-07" < "2016-07-12".
        """
        today = timezone.localdate().isoformat()
        to_come = Q(ends__gte=today) | Q(ends="", starts__gte=today)
        may_come = Q(ends__in=[today[:4], today[:7]]) | Q(ends="", starts__in=[today[:4], today[:7]])
        return self.dated().filter(to_come | may_come & ~Q(desk__status="held")).order_by("starts", "pk")

    def past(self):
        return self.exclude(pk__in=self.upcoming().values("pk")).newest_first()

    def dated(self):
        return self.exclude(starts="").exclude(starts__startswith="~")

    def begun_in(self, year: int):
        """In the order of time; what is known to the year only comes first ("2016" < "2016-07")."""
        return self.filter(starts__startswith=f"{year:04}").order_by("starts", "pk")

    def newest_first(self):
        """By start, undated last; what starts alike keeps one order."""
        return self.order_by(*undated_last("starts", newest_first=True), "pk")

    def for_rows(self):
        """With what a line of a list says: words, place, country, phase, state."""
        return self.select_related("host_city", "country", "phase", "desk").with_words()


SessionManager = PageManager.from_queryset(SessionQuerySet)


class SessionWords(Words):
    NAMED_PARTS = ("theme_line", "objectives", "expectations", "summary", "method", "conclusions")

    theme_line = models.CharField(_("theme in words"), max_length=255, blank=True)
    objectives = ProseField(_("objectives"), words=150, help_text=_("What participants will be able to do."))
    expectations = ProseField(
        _("what is expected of it"), words=150, help_text=_("What shall come out of it, one expectation per line.")
    )
    summary = ProseField(_("summary"), words=300, help_text=_("What happened."))
    method = LongTextField(
        _("how participants worked"), blank=True, help_text=_("One method per line, for example: site visit.")
    )
    conclusions = ProseField(_("conclusions"), words=200, help_text=_("What was agreed."))
    place = models.CharField(_("place or venue"), max_length=255, blank=True)
    participant_kinds = LongTextField(
        _("who takes part"), blank=True, help_text=_("Kinds of participants, one per line. For example: mayors.")
    )
    other_participants = LongTextField(_("others taking part"), blank=True, help_text=_("One per line."))

    class Meta:
        abstract = True

    words_panels = [FieldPanel(name) for name in ("title", "intro", *NAMED_PARTS, "body")]


class SessionPage(SessionWords, WithOriginalTitle, SubjectPage):
    """Dates may be partial or in words; clock times are local to `timezone` (an IANA name).

    How it is run, its status and its registration are `SessionDesk`'s.
    """

    class Kind(models.TextChoices):
        PEER_LEARNING = "peer-learning", _("peer-learning session")
        WORKSHOP = "workshop", _("workshop")
        WEBINAR = "webinar", _("webinar")
        STUDY_VISIT = "study-visit", _("study visit")
        CONFERENCE = "conference", _("conference")
        FORUM = "forum", _("forum")
        NEGOTIATION = "negotiation", _("negotiation")
        DIALOGUE = "dialogue", _("dialogue")
        CAMPAIGN = "campaign", _("campaign")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    phase = models.ForeignKey(
        Phase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("phase"),
        help_text=_("Leave this empty if it is not an activity of the programme; it is then shown in the agenda only."),
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("themes"))
    host_city = models.ForeignKey(
        CityPage, models.SET_NULL, null=True, blank=True, related_name="hosted_sessions", verbose_name=_("host city")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, blank=True)
    starts = PartialDateField(_("starts"), blank=True)
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    ends = PartialDateField(_("ends"), blank=True)
    ends_at = models.TimeField(_("time"), null=True, blank=True)
    timezone = TimeZoneField(_("time zone"), help_text=_("All times in this form are in this time zone."))
    working_languages = CodesField(_("working languages"), codes=LANGUAGES_OF_WORK)
    interpretation = CodesField(_("interpretation"), codes=LANGUAGES_OF_WORK)
    cities = ParentalManyToManyField(
        CityPage, blank=True, related_name="sessions_attended", verbose_name=_("cities taking part")
    )
    participants = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    practices = ParentalManyToManyField(
        PracticePage, blank=True, related_name="sessions", verbose_name=_("practices discussed")
    )
    framework_items = ParentalManyToManyField(
        FrameworkItem, blank=True, related_name="sessions", verbose_name=_("goals and objectives")
    )
    objects: ClassVar = SessionManager()

    searched_rows = (
        *SubjectPage.searched_rows,
        "broad_themes__title",
        "broad_themes__text",
        "agenda_items__title",
        "agenda_items__who_speaks",
        "documents__title",
        "documents__feeds",
        "lessons__text",
    )
    base_form_class = SessionForm
    presenter = "learning.presenting_sessions.session_context"
    parent_page_types = ["learning.SessionIndexPage"]
    subpage_types = ["learning.SessionTranslation"]
    content_panels = [
        *SessionWords.words_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("phase")]),
                FieldRowPanel(
                    [FieldPanel("starts"), FieldPanel("starts_at"), FieldPanel("ends"), FieldPanel("ends_at")]
                ),
                FieldRowPanel([FieldPanel("timezone"), FieldPanel("mode"), FieldPanel("participants")]),
                FieldRowPanel([FieldPanel("host_city"), FieldPanel("place"), FieldPanel("country")]),
                FieldPanel("themes"),
                FieldPanel("working_languages"),
                FieldPanel("interpretation"),
            ],
            _("When and where"),
        ),
        InlinePanel("broad_themes", heading=_("Broad themes"), label=_("Broad theme")),
        InlinePanel("agenda_items", heading=_("Programme"), label=_("Item")),
        MultiFieldPanel(
            [
                InlinePanel("organisers", label=_("Organiser")),
                FieldPanel("participant_kinds"),
                FieldPanel("cities", widget=SearchableTicks),
                FieldPanel("other_participants"),
            ],
            _("Who"),
        ),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        InlinePanel("lessons", heading=_("Lessons learned"), label=_("Lesson")),
        MultiFieldPanel(
            [FieldPanel("practices", widget=SearchableTicks), FieldPanel("framework_items")], _("Links to other pages")
        ),
        WithOriginalTitle.original_title_panel,
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self.starts, self.ends)


class SessionTranslation(SessionWords, TranslationPage):
    subject = subject_key("learning.SessionPage")

    parent_page_types = ["learning.SessionPage"]
    content_panels = [
        TranslationPage.language_panel,
        *SessionWords.words_panels,
        FieldPanel("place"),
        FieldPanel("participant_kinds"),
        FieldPanel("other_participants"),
    ]

    class Meta:
        verbose_name = _("translation of a session")
        constraints = [TranslationPage.one_per_language("session_translation_once")]
