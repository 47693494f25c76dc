"""The front door, and pages that stand by themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import SubjectPage, TranslationPage, Words, subject_key


class HomeWords(Words):
    """The front page's sentence is its title and intro."""

    class Meta:
        abstract = True

    words_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("body")]


class HomePage(HomeWords, SubjectPage):
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = HomeWords.words_panels

    class Meta:
        verbose_name = _("front page")


class HomeTranslation(HomeWords, TranslationPage):
    subject = subject_key("home.HomePage")

    parent_page_types = ["home.HomePage"]
    content_panels = [TranslationPage.language_panel, *HomeWords.words_panels]

    class Meta:
        verbose_name = _("translation of the front page")
        constraints = [TranslationPage.one_per_language("home_translation_once")]


class StandardWords(Words):
    class Meta:
        abstract = True

    words_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("body")]


class StandardPage(StandardWords, SubjectPage):
    """About, accessibility, privacy and the like."""

    in_footer = models.BooleanField(_("link it from the footer"), default=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StandardTranslation"]
    content_panels = [*StandardWords.words_panels, FieldPanel("in_footer"), *SubjectPage.source_panels]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class StandardTranslation(StandardWords, TranslationPage):
    subject = subject_key("home.StandardPage")

    parent_page_types = ["home.StandardPage"]
    content_panels = [TranslationPage.language_panel, *StandardWords.words_panels]

    class Meta:
        verbose_name = _("translation of a standard page")
        constraints = [TranslationPage.one_per_language("standard_translation_once")]
