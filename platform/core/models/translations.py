"""A translation: only words, a child of its subject, at the slug that is its language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Revision

from core import languages
from core.translation_form import TranslationForm
from core.translation_panels import editor_beside_original

from .permitted import Permitted
from .records import Fingerprinted
from .revisions import KeptRevisions
from .words import Version

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


def subject_key(to: str) -> models.ForeignKey:
    """The foreign key every translation has: kept equal to the parent in the tree, see `TranslationPage`."""
    return models.ForeignKey(to, models.SET_NULL, null=True, editable=False, related_name="translations")


class TranslationPage(Permitted, KeptRevisions, Fingerprinted, Page):
    """The words of one subject in one more language. Declare `subject = subject_key("room.SubjectPage")`.

    `subject` repeats the tree's parent so that the database can hold "one per language" and lists can prefetch; it is
    set in `save`, by the signal of a move, and when an old revision is read.
    """

    is_translation = True
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_unchecked = models.BooleanField(default=False, editable=False)
    """Loaded from the editors' files, and nobody has published it since."""
    made_from_digest = models.CharField(max_length=32, blank=True, editable=False)
    made_from_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    base_form_class = TranslationForm
    subpage_types: list[str] = []
    promote_panels: list = []
    settings_panels: list = []
    language_panel = FieldPanel("language")

    class Meta:
        abstract = True

    title: str  # Wagtail's

    @classmethod
    def one_per_language(cls, name: str) -> models.UniqueConstraint:
        return models.UniqueConstraint(
            fields=["subject", "language"],
            name=name,
            violation_error_message=_("There is already a translation into this language."),
        )

    @classmethod
    @cache
    def get_edit_handler(cls):
        """The words of `content_panels`, each beside the original's."""
        return editor_beside_original(cls.content_panels).bind_to_model(cls)

    def save(self, *args, **kwargs):
        if self.path:
            self.subject_id = self.get_parent(update=True).pk
        return super().save(*args, **kwargs)

    def _address_it(self) -> None:
        """The address is the language; the title is the subject's where a translation has none of its own."""
        self.slug = self.language
        if not self.title and self.subject is not None:
            self.title = self.draft_title = self.subject.title

    def _begin(self) -> None:
        """What is not said to be made from an earlier version is made from what the original says now."""
        if not self.made_from_digest and self.subject is not None:
            self.made_from = self.subject.current_version()

    def full_clean(self, *args, **kwargs) -> None:
        self._address_it()
        self._begin()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._address_it()
        self._begin()
        self._refuse_taken_language()
        super().minimal_clean()

    def clean(self) -> None:
        self._refuse_taken_language()
        super().clean()

    def _refuse_taken_language(self) -> None:
        if not self.language:
            raise ValidationError({"language": _("Choose the language you translate into.")})
        if self.subject is None:
            return
        if self.subject.language == self.language:
            raise ValidationError({"language": _("The original is written in this language.")})
        if self.subject.translations.filter(language=self.language).exclude(pk=self.pk).exists():
            raise ValidationError({"language": _("There is already a translation into this language.")})

    def with_content_json(self, content):
        """No old revision brings an old subject, language or address back."""
        page = super().with_content_json(content)
        page.subject_id, page.language, page.slug = self.subject_id, self.language, self.slug
        page.set_url_path(self.get_parent())
        return page

    def can_move_to(self, parent) -> bool:
        """A translation goes where its subject goes, and nowhere else."""
        return False

    # --- seen as its subject ----------------------------------------------------------------------------------
    def serve(self, request, *args, **kwargs):
        with translation.override(self.language):
            return redirect(self.subject.get_url(request))

    @property
    def preview_modes(self):
        """One, also while no language is chosen: Wagtail's form gets its preview when it opens, or never."""
        return [(self.language, languages.OWN_NAMES.get(self.language, ""))]

    def serve_preview(self, request, mode_name):
        subject = self.subject or self.get_parent().specific
        subject.words_previewed = self
        return subject.serve_preview(request, self.language)

    def get_sitemap_urls(self, request=None) -> list:
        return []

    @property
    def how_made(self) -> StrOrPromise:
        """One sentence for readers, where nobody who knows the thing itself has checked the words."""
        if not self.is_unchecked:
            return ""
        if self.subject.is_of_a_city:
            return _("Translated by the editors, not yet checked by the city.")
        return _("Translated by the editors, not yet checked.")

    # --- how current it is ------------------------------------------------------------------------------------
    # What a translation was made from belongs to its words: every revision carries it, and it becomes public with them.
    @property
    def made_from(self) -> Version:
        return Version(self.made_from_digest, self.made_from_revision_id)

    @made_from.setter
    def made_from(self, version: Version) -> None:
        self.made_from_digest, self.made_from_revision_id = version

    @property
    def is_outdated(self) -> bool:
        """Whether the original says other things since this was made or checked."""
        return bool(self.made_from_digest) and self.made_from_digest != self.subject.current_version().digest

    def check_against_subject(self) -> None:
        """Say that these words were made from, or checked against, what the subject says now."""
        self.made_from = self.subject.current_version()
        self._keep_made_from()
        for revision in Revision.objects.filter(pk=self.latest_revision_id):
            revision.content.update(
                made_from_digest=self.made_from_digest, made_from_revision=self.made_from_revision_id
            )
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    def say_in_public_what_was_checked(self) -> None:
        """There is nothing to review where a draft says what is public already: only the check is new."""
        public = type(self).objects.filter(pk=self.pk, live=True).first()
        if public and public.made_from != self.made_from and public.digest() == self.digest():
            self._keep_made_from()

    def _keep_made_from(self) -> None:
        type(self).objects.filter(pk=self.pk).update(
            made_from_digest=self.made_from_digest, made_from_revision=self.made_from_revision_id
        )
