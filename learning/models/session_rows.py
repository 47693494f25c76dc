"""The rows of a session: organisers, broad themes, programme, documents, what was learned, what followed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from cities.models import LANGUAGES_OF_WORK, CityPage, Organisation
from core.fields import CodesField, LongTextField
from core.models import Row, Theme
from learning.speakers import validate_speakers
from practices.models import PracticePage, Transfer

from .sessions import IN_ITS_ZONE, SessionPage


class SessionOrganiser(Row):
    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        PARTNER = "partner", _("partner")
        FUNDER = "funder", _("funder")
        HOST = "host", pgettext_lazy("of a session", "host")
        SUPPORTER = "supporter", pgettext_lazy("of a session", "supporter")

    WORDS = ("name",)

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    name = models.CharField(_("or its name"), max_length=255, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ORGANISER)

    class Meta(Row.Meta):
        verbose_name = _("organiser")

    def __str__(self) -> str:
        return self.name or (self.organisation.short_name if self.organisation else "")


class BroadTheme(Row):
    """What a session is about in its own words, beside the themes that everything is browsed by."""

    WORDS = ("title", "text")

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="broad_themes")
    title = models.CharField(_("title"), max_length=255)
    text = LongTextField(_("what is discussed"), blank=True)

    class Meta(Row.Meta):
        verbose_name = _("broad theme")

    def __str__(self) -> str:
        return self.title


class AgendaItem(Row):
    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        CASE = "case", _("case of a city")
        WORK = "work", _("group work")
        VISIT = "visit", _("visit")
        PANEL = "panel", _("panel")
        BREAK = "break", _("break")

    WORDS = ("title", "who_speaks")

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="agenda_items")
    starts = models.DateTimeField(_("start"), null=True, blank=True, help_text=IN_ITS_ZONE)
    ends = models.DateTimeField(_("end"), null=True, blank=True, help_text=IN_ITS_ZONE)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TALK)
    who_speaks = LongTextField(
        _("speakers"),
        blank=True,
        validators=[validate_speakers],
        help_text=_("One per line: role; organisation; city. For example: deputy mayor; City of Sfax; Sfax."),
    )
    speakers = models.CharField(
        _("speakers, in one text"),
        max_length=500,
        blank=True,
        help_text=_("As it was written before there was a line for each speaker."),
    )
    city = models.ForeignKey(CityPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("city"))
    practice = models.ForeignKey(
        PracticePage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("practice")
    )

    class Meta(Row.Meta):
        verbose_name = _("item of the programme")


class Lesson(Row):
    WORDS = ("text",)

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="lessons")
    text = LongTextField(_("lesson"))
    city = models.ForeignKey(
        CityPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("from city")
    )
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    practice = models.ForeignKey(
        PracticePage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("practice")
    )

    class Meta(Row.Meta):
        verbose_name = _("lesson")


class SessionDocument(Row):
    """What came out of a session: a file, an address, a publication of the library, or only its title.

    What it feeds is an event by its name, and its page where the agenda has one.
    """

    class Kind(models.TextChoices):
        FACT_SHEET = "fact-sheet", _("fact sheet")
        LAUNCHED = "launched", _("launched here")

    WORDS = ("title", "feeds")
    ADDED = ("kind", "feeds", "feeds_session")
    """Younger than the first loadings (intake.kinds)."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=255)
    languages = CodesField(_("languages"), codes=LANGUAGES_OF_WORK)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    url = models.URLField(_("or address"), blank=True, max_length=1000)
    publication = models.ForeignKey(
        "learning.PublicationPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or publication"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True)
    feeds = models.CharField(
        _("which event it feeds"),
        max_length=255,
        blank=True,
        help_text=_("The event to which it is taken. For example: 9th World Urban Forum."),
    )
    feeds_session = models.ForeignKey(
        SessionPage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="fed_by",
        verbose_name=_("this event in the agenda"),
    )

    class Meta(Row.Meta):
        verbose_name = _("document of a session")


class SessionTransfer(models.Model):
    """Which transfers came from which session."""

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="transfers")
    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="sessions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "transfer"],
                name="session_transfer_once",
                violation_error_message=_("This transfer has already been named."),
            )
        ]
