"""The front door, and pages that stand by themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page

from core.models import SubjectPage, TranslationPage, Words, subject_key


class HomeWords(Words):
    """The title is the front page's; its sentence counts cities and is an interface word. The intro is for search."""

    class Meta:
        abstract = True

    words_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("body")]


class HomePage(HomeWords, SubjectPage):
    max_count = 1
    presenter = "home.presenting.front_page"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *HomeWords.words_panels,
        InlinePanel("featured_practices", max_num=6, heading=_("Featured practices"), label=_("Practice")),
        InlinePanel("featured_dossiers", max_num=3, heading=_("Featured dossiers"), label=_("Dossier")),
    ]

    class Meta:
        verbose_name = _("front page")

    def route(self, request, path_components):
        """The page an address names, found at once. Wagtail's own way asks twice for every step of the address."""
        if not path_components:
            return super().route(request, path_components)
        address = f"{self.url_path}{'/'.join(path_components)}/"
        named = Page.objects.filter(slug=path_components[-1], depth=self.depth + len(path_components))
        page = named.filter(url_path=address).first()  # by its slug, which has an index
        return page.specific.route(request, []) if page else super().route(request, path_components)


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

    in_footer = models.BooleanField(_("link in the footer"), default=True)

    presenter = "home.presenting.standard_page"
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
