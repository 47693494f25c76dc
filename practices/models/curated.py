"""What editors pick and explain: the guide to a theme, and dossiers. Both hang under the practices index."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from core.fields import LongTextField, ProseField
from core.models import Row, SubjectPage, Theme, TranslationPage, Words, subject_key

from .practices import PracticePage


def refuse_unpublished(page: SubjectPage | None, field: str) -> None:
    """Nobody would see what is picked before it is published."""
    if page is not None and not page.live:
        words = _(
            "“%(title)s” is not published, so visitors would not see it here. Choose another one, or remove this row."
        )
        raise ValidationError({field: words % {"title": page.draft_title}})


class DossierWords(Words):
    class Meta:
        abstract = True

    words_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("body")]


class DossierPage(DossierWords, SubjectPage):
    """A handful of practices that say more together, each with the reason why it is here."""

    searched_rows = (*SubjectPage.searched_rows, "practices__why")
    presenter = "practices.presenting_curated.dossier_context"
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types = ["practices.DossierTranslation"]
    content_panels = [
        *DossierWords.words_panels,
        InlinePanel("practices", heading=_("Practices in this dossier"), label=_("Practice")),
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def clean(self) -> None:
        super().clean()
        if Theme.objects.filter(code=self.slug).exists():
            raise ValidationError({"slug": _("This address is reserved for the guide to a theme; choose another one.")})


class DossierTranslation(DossierWords, TranslationPage):
    subject = subject_key("practices.DossierPage")

    parent_page_types = ["practices.DossierPage"]
    content_panels = [TranslationPage.language_panel, *DossierWords.words_panels]

    class Meta:
        verbose_name = _("translation of a dossier")
        constraints = [TranslationPage.one_per_language("dossier_translation_once")]


class DossierPractice(Row):
    WORDS = ("why",)

    dossier = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="practices")
    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="+", verbose_name=_("practice"))
    why = models.CharField(
        _("why it is here"), max_length=300, blank=True, help_text=_("One sentence, for a colleague in another city.")
    )

    panels = [FieldPanel("practice"), FieldPanel("why")]

    class Meta(Row.Meta):
        verbose_name = _("practice of a dossier")

    def clean(self) -> None:
        super().clean()
        refuse_unpublished(self.practice if self.practice_id else None, "practice")


class ThemeWords(Words):
    """The title is the theme's name, which the vocabulary holds in every language."""

    NAMED_PARTS = ("guide", "in_common", "disputed", "questions")

    guide = ProseField(_("guide"), words=400, help_text=_("What cities can do about this, and where to start."))
    in_common = ProseField(
        _("what these practices have in common"),
        words=150,
        help_text=_("Only what the practices here say, with their names."),
    )
    disputed = ProseField(
        _("what is disputed or not known"),
        words=150,
        help_text=_("Where practices differ, or where nobody knows yet what works."),
    )
    questions = LongTextField(
        _("questions to ask before trying it"),
        blank=True,
        help_text=_("One per line, for a colleague in another city."),
    )

    class Meta:
        abstract = True

    words_panels = [FieldPanel("intro"), *(FieldPanel(name) for name in NAMED_PARTS), FieldPanel("body")]


class ThemePage(ThemeWords, SubjectPage):
    """The guide to one theme. Its address is the theme's code; browsing by the theme leads here and back."""

    theme = models.OneToOneField(
        Theme,
        models.PROTECT,
        related_name="guide",
        verbose_name=_("theme"),
        error_messages={"unique": _("This theme already has a guide.")},
    )

    presenter = "practices.presenting_curated.theme_context"
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types = ["practices.ThemeTranslation"]
    promote_panels = [FieldPanel("search_description"), FieldPanel("tags")]
    content_panels = [
        FieldPanel("theme"),
        *ThemeWords.words_panels,
        InlinePanel("featured_practices", heading=_("Featured practices"), label=_("Practice")),
        InlinePanel(
            "dossiers",
            heading=_("Dossiers about it"),
            label=_("Dossier"),
            help_text=_("These are shown first. All other published dossiers with a practice on the theme follow."),
        ),
        *SubjectPage.source_panels,
    ]

    class Meta:
        verbose_name = _("guide to a theme")
        verbose_name_plural = _("guides to themes")

    def full_clean(self, *args, **kwargs) -> None:
        self._take_title_from_theme()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._take_title_from_theme()
        super().minimal_clean()

    def _take_title_from_theme(self) -> None:
        """Wagtail lists pages by title. A form without a theme is refused for that, not for its title."""
        if self.theme_id:
            self.title = self.draft_title = str(self.theme.name_in(self.language))
            self.slug = self.theme.code

    def words_of_rows(self) -> list[str]:
        theme = self.theme
        return [*super().words_of_rows(), theme.name_en, theme.name_fr, theme.name_es, theme.name_ar]


class ThemeTranslation(ThemeWords, TranslationPage):
    subject = subject_key("practices.ThemePage")

    parent_page_types = ["practices.ThemePage"]
    content_panels = [TranslationPage.language_panel, *ThemeWords.words_panels]

    class Meta:
        verbose_name = _("translation of a guide to a theme")
        constraints = [TranslationPage.one_per_language("theme_translation_once")]


class ThemeFeature(Orderable):
    page = ParentalKey(ThemePage, on_delete=models.CASCADE, related_name="featured_practices")
    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="+", verbose_name=_("practice"))

    panels = [FieldPanel("practice")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured practice")

    def clean(self) -> None:
        super().clean()
        refuse_unpublished(self.practice if self.practice_id else None, "practice")


class ThemeDossier(Orderable):
    page = ParentalKey(ThemePage, on_delete=models.CASCADE, related_name="dossiers")
    dossier = models.ForeignKey(DossierPage, models.CASCADE, related_name="+", verbose_name=_("dossier"))

    panels = [FieldPanel("dossier")]

    class Meta(Orderable.Meta):
        verbose_name = _("dossier about a theme")

    def clean(self) -> None:
        super().clean()
        refuse_unpublished(self.dossier if self.dossier_id else None, "dossier")
