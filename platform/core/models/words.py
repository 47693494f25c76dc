"""A subject's words: what a translator translates, and nothing else."""

from __future__ import annotations

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from core import languages
from core.blocks import BodyBlock


class Words(models.Model):
    """What every subject says: an intro, a body, and the words of its rows. Title and SEO texts are the page's own.

    `NAMED_PARTS` lists the text fields in the order of the public page.
    """

    NAMED_PARTS: tuple[str, ...] = ()

    intro = models.CharField(
        _("in one sentence"),
        max_length=300,
        blank=True,
        help_text=_("What a busy colleague should know, at most 300 characters."),
    )
    body = StreamField(
        BodyBlock(), blank=True, verbose_name=_("more"), help_text=_("Whatever the parts above do not hold.")
    )
    row_words = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    def word_fields(self) -> list[str]:
        """The plain text fields that are words, in reading order."""
        return ["title", "intro", *self.NAMED_PARTS]

    def all_words(self) -> str:
        """Every public word in one text, for search and for the digest."""
        texts = [getattr(self, field) for field in self.word_fields()]
        texts += self.body.stream_block.get_searchable_content(self.body) if self.body else []
        texts += [text for row in self.row_words.values() for text in row.values()]
        return "\n".join(text for text in texts if text)

    def digest(self) -> str:
        """Changes exactly when a word changes: 32 hexadecimal digits."""
        words = [self.all_words(), json.dumps(self.row_words, sort_keys=True)]
        return hashlib.blake2b("\x00".join(words).encode(), digest_size=16).hexdigest()
