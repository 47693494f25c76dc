"""The library: reports, profiles, notes, declarations, in their editions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager

from cities.models import LANGUAGES_OF_WORK, CityPage, Organisation
from core.display import Link
from core.fields import LongTextField, ProseField
from core.models import (
    FrameworkItem,
    IndexPage,
    Row,
    SubjectPage,
    SubjectQuerySet,
    Theme,
    TranslationPage,
    WithOriginalTitle,
    Words,
    subject_key,
)
from practices.models import PracticePage

from .sessions import SessionPage


class PublicationQuerySet(SubjectQuerySet):
    def newest_first(self):
        """By year, without a year last; within a year by title."""
        return self.order_by(F("year").desc(nulls_last=True), "title", "pk")

    def for_rows(self):
        """With what a line of a list says: words, editions, publishers."""
        return self.with_words().prefetch_related("editions", "publishers__organisation")


PublicationManager = PageManager.from_queryset(PublicationQuerySet)


class LibraryPage(IndexPage):
    heading = _("Library")
    presenter = "learning.presenting_library.library_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["learning.PublicationPage"]

    class Meta:
        verbose_name = _("library")


class PublicationWords(Words):
    NAMED_PARTS = ("summary", "contents")

    summary = ProseField(_("summary"), words=200, help_text=_("What it is about, and for whom."))
    contents = LongTextField(_("contents"), blank=True, help_text=_("Its parts, one per line."))

    class Meta:
        abstract = True

    words_panels = [FieldPanel(name) for name in ("title", "intro", *NAMED_PARTS, "body")]


class PublicationPage(PublicationWords, WithOriginalTitle, SubjectPage):
    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        PROFILE = "profile", _("city migration profile")
        CASE_STUDY = "case-study", _("city case study")
        LEARNING_NOTE = "learning-note", _("peer-learning note")
        THEMATIC = "thematic", _("thematic report or note")
        RECOMMENDATIONS = "recommendations", _("recommendations")
        DECLARATION = "declaration", _("declaration or charter")
        AGREEMENT = "agreement", _("international agreement")
        GUIDE = "guide", _("guide or course")
        STUDY = "study", _("study or review")
        PROJECT = "project", _("project document")
        COLLECTION = "collection", _("collection")
        DATA = "data", _("data platform")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    author = models.CharField(_("author"), max_length=255, blank=True)
    identifier = models.CharField(_("number or identifier"), max_length=120, blank=True)
    cities = ParentalManyToManyField(CityPage, blank=True, related_name="publications", verbose_name=_("cities"))
    themes = ParentalManyToManyField(Theme, blank=True, related_name="publications", verbose_name=_("themes"))
    session = models.ForeignKey(
        SessionPage, models.SET_NULL, null=True, blank=True, related_name="publications", verbose_name=_("session")
    )
    practices = ParentalManyToManyField(
        PracticePage, blank=True, related_name="publications", verbose_name=_("practices")
    )
    framework_items = ParentalManyToManyField(
        FrameworkItem, blank=True, related_name="publications", verbose_name=_("goals and objectives")
    )
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    objects: ClassVar = PublicationManager()

    searched_rows = (*SubjectPage.searched_rows, "recommendations__words")
    presenter = "learning.presenting_publications.publication_context"
    parent_page_types = ["learning.LibraryPage"]
    subpage_types = ["learning.PublicationTranslation"]
    content_panels = [
        *PublicationWords.words_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("identifier")]),
                FieldPanel("author"),
                FieldPanel("licence"),
            ],
            _("What it is"),
        ),
        WithOriginalTitle.original_title_panel,
        InlinePanel("editions", heading=_("Editions"), label=_("Edition")),
        InlinePanel("publishers", heading=_("Publishers"), label=_("Publisher")),
        InlinePanel("recommendations", heading=_("Recommendations"), label=_("Recommendation")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("cities", "themes", "session", "practices", "framework_items")],
            _("Links to other pages"),
        ),
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def to_read_in(self, language: str) -> list[Link]:
        """The publication itself, in an edition in this language."""
        is_there = any(one.language == language and (one.url or one.document_id) for one in self.editions.all())
        here = [Link(gettext("Read this publication in your language"), "#editions")] if is_there else []
        return [*here, *super().to_read_in(language)]


class PublicationTranslation(PublicationWords, TranslationPage):
    subject = subject_key("learning.PublicationPage")

    parent_page_types = ["learning.PublicationPage"]
    content_panels = [TranslationPage.language_panel, *PublicationWords.words_panels]

    class Meta:
        verbose_name = _("translation of a publication")
        constraints = [TranslationPage.one_per_language("publication_translation_once")]


class Edition(Orderable):
    """A publication in one language: a file or an address (both may be missing: then we know only that it exists)."""

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES_OF_WORK)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    url = models.URLField(_("or address"), blank=True, max_length=1000)

    class Meta(Orderable.Meta):
        verbose_name = _("edition")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language"],
                name="edition_language_once",
                violation_error_message=_("There is already an edition in this language."),
            )
        ]


class Publisher(Row):
    WORDS = ("name",)

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="publishers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="published", verbose_name=_("organisation")
    )
    name = models.CharField(_("or its name"), max_length=255, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("publisher")

    def __str__(self) -> str:
        return self.name or (self.organisation.short_name if self.organisation else "")


class Recommendation(ClusterableModel, Row):
    class Level(models.TextChoices):
        CITY = "city", _("city")
        NATIONAL = "national", _("national")
        INTERNATIONAL = "international", _("international")

    WORDS = ("words",)

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="recommendations")
    code = models.CharField(_("code"), max_length=20, blank=True)
    words = LongTextField(_("recommendation"))
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    framework_items = ParentalManyToManyField(
        FrameworkItem, blank=True, related_name="recommendations", verbose_name=_("goals and objectives")
    )

    class Meta(Row.Meta):
        verbose_name = _("recommendation")

    def __str__(self) -> str:
        return self.words
