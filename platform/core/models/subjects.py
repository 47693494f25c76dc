"""A subject: one page with its facts, and with its words in the language it was first written in."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import CommentPanel, FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from core import languages
from core.display import Link
from core.editorial import editorial
from core.folding import fold
from core.page_form import schedule_panel
from core.subject_form import SubjectForm, is_taken_by_the_site

from .permitted import Permitted
from .presented import Presented
from .records import Loaded
from .revisions import KeptRevisions
from .rows import LeadPicture
from .words import Version


class SubjectQuerySet(PageQuerySet):
    """Lists start here: only live subjects, never `Page` and never a translation."""

    def with_words(self, language: str | None = None):
        """One query for the translations a list in `language` needs (default: the visitor's), read by `page.words`."""
        shown = self.model.translation_model().objects.live().filter(language=language or languages.current())
        return self.prefetch_related(Prefetch("translations", queryset=shown, to_attr="translations_shown"))

    def marking_lead_pictures(self):
        """Says of each page, in the same query, whether it has one; for `core.lead_pictures.read_lead_pictures`."""
        return self.annotate(has_lead_picture=models.Exists(LeadPicture.objects.filter(page=models.OuterRef("pk"))))


SubjectManager = PageManager.from_queryset(SubjectQuerySet)


class SubjectPage(Permitted, Presented, KeptRevisions, Loaded, Page):
    """The facts every subject has. Inherit a `Words` first, and give it a `TranslationPage` of its own."""

    is_subject = True
    has_own_address = True
    """Whether it is read at its own place in the tree; else it is no page of the sitemap."""
    is_of_a_city = False
    """Whether a city could say if its words are right."""
    language = models.CharField(
        _("original language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Cannot be changed once a translation exists."),
    )
    alternative_titles = models.JSONField(default=dict, blank=True, editable=False)
    words_digest = models.CharField(max_length=32, blank=True, editable=False)
    tags = ClusterTaggableManager(through="core.SubjectTag", blank=True, verbose_name=_("tags"))

    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_words"),
        index.AutocompleteField("folded_words"),
        index.FilterField("language"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Addresses")
        ),
        FieldPanel("tags"),
    ]
    lead_picture_panels = [
        InlinePanel(
            "lead_pictures",
            heading=_("Picture"),
            label=_("Picture"),
            max_num=1,
            classname="collapsed",
            help_text=_(
                "One photo or drawing, shown on its page and in lists. Show people only if they "
                "agreed, children only if their parents agreed, and nobody who could be harmed by "
                "being recognised."
            ),
        )
    ]
    settings_panels = [FieldPanel("language"), editorial("editor_note"), schedule_panel(), CommentPanel()]
    source_panels = [InlinePanel("sources", heading=_("Sources"), label=_("Source"))]

    searched_rows: tuple[str, ...] = ("figures__label", "lead_pictures__caption")
    """The public words of its rows, by relation and field."""
    editorial_rows: tuple[str, ...] = ()
    base_form_class = SubjectForm
    exclude_fields_in_copy = ["programme_id", "loaded_fingerprint", "words_digest"]
    """A copy is another record than the one in the programme's files."""

    objects = SubjectManager()

    class Meta:
        abstract = True

    # --- words ------------------------------------------------------------------------------------------------
    @property
    def words(self):
        """The public words in the visitor's language, else the page itself (always, while it has no key)."""
        return self.words_in(languages.current())

    def words_in(self, language: str):
        draft = getattr(self, "words_previewed", None)
        if draft is not None and draft.language == language:
            return draft
        if language == self.language or self.pk is None:
            return self
        return self._public_translations().get(language, self)

    def _public_translations(self) -> dict[str, Page]:
        """By language; what a list prefetched for its language is enough for it, else they are all read once."""
        if not hasattr(self, "_translations_by_language"):
            shown = getattr(self, "translations_shown", None)
            if shown is None:
                shown = self.translations.live()
            self._translations_by_language = {words.language: words for words in shown}
        return self._translations_by_language

    @classmethod
    def translation_model(cls) -> type[Page]:
        return cls.translations.rel.related_model

    @classmethod
    def to_translate(cls) -> SubjectQuerySet:
        """Those that have words of their own."""
        return cls.objects.all()

    def taken_languages(self) -> set[str]:
        """Its own, and those of its translations, drafts too."""
        return {self.language, *self.translations.values_list("language", flat=True)}

    def public_languages(self) -> list[str]:
        """The languages in which this subject can be read, its own first. Not for pages of a prefetched list."""
        translated = getattr(self, "_translations_by_language", None)
        if translated is None:
            translated = self.translations.live().values_list("language", flat=True)
        return [self.language, *(code for code in languages.CODES if code in set(translated) - {self.language})]

    def to_read_in(self, language: str) -> list[Link]:
        """Where else somebody can read about it in a language in which its words are not: a source, if there is one."""
        read = (source.url for source in self.sources.all() if source.language == language and source.url)
        return [Link(gettext("Read a source in your language"), url) for url in read][:1]

    def public_words(self) -> str:
        """What anybody may find: the words of the original and of every public translation, and other known titles."""
        texts = [self.all_words(), *self.alternative_titles.values(), getattr(self, "original_title", "")]
        texts += [words.all_words() for words in self.translations.live()] if self.pk else []
        return "\n".join([*texts, *self.words_of_rows()])

    def words_of_rows(self) -> list[str]:
        """The public words that its rows hold in the original's language."""
        paths = [path.partition("__") for path in self.searched_rows]
        return [getattr(row, field) for rows, _, field in paths for row in getattr(self, rows).all()]

    def folded_words(self) -> str:
        """One text for the search of all languages, the same for every database: see core.folding."""
        read = getattr(self, "_words_to_index", None)
        return fold(self.public_words()) if read is None else read

    def get_indexed_instance(self):
        """Its words are read once, for all the columns that the index makes of them."""
        page = super().get_indexed_instance()
        if page is not None:
            page._words_to_index = fold(page.public_words())
        return page

    def current_version(self) -> Version:
        """What a translation begun now is made from: the public words, or the draft's where there are none."""
        if self.live:
            return Version(self.words_digest or self.digest(), self.live_revision_id)
        return Version(self.digest(), self.latest_revision_id)

    def with_content_json(self, content):
        """An old revision does not know what the public words have become since."""
        page = super().with_content_json(content)
        page.words_digest = self.words_digest
        return page

    @cached_property
    def lead_picture(self) -> LeadPicture | None:
        """A draft may have a row without its picture."""
        if not getattr(self, "has_lead_picture", True):
            return None
        return next((row for row in self.lead_pictures.all() if row.image_id and row.image), None)

    # --- rules ------------------------------------------------------------------------------------------------
    def clean(self) -> None:
        super().clean()
        if self.pk and self.translations.filter(language=self.language).exists():
            raise ValidationError({"language": _("There is already a translation into this language.")})
        if self.pk and self.translations.exists():
            before = type(self).objects.filter(pk=self.pk).values_list("language", flat=True).first()
            if before != self.language:
                raise ValidationError({"language": _("The language cannot be changed once a translation exists.")})
        if self.slug in languages.CODES:
            raise ValidationError({"slug": _("This address belongs to a translation; choose another one.")})
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        if parent is not None and is_taken_by_the_site(parent, self.slug):
            raise ValidationError({"slug": _("This address is already used by the site; choose another one.")})

    # --- previews and addresses -------------------------------------------------------------------------------
    @property
    def preview_modes(self):
        return [(self.language, languages.OWN_NAMES[self.language])] + [
            (code, name) for code, name in settings.LANGUAGES if code != self.language
        ]

    def serve_preview(self, request, mode_name):
        """In the interface of the chosen language; rendered here, so that the language holds to the last word."""
        with translation.override(mode_name or self.language):
            return super().serve_preview(request, mode_name).render()

    def get_context(self, request, *args, **kwargs):
        context = {**super().get_context(request, *args, **kwargs), "words": self.words}
        return self.present(request, context)
