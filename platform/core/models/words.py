"""A subject's words: what a translator translates, and nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from core import languages
from core.blocks import BodyBlock
from core.fields import ProseField

from .rows import Row


class Version(NamedTuple):
    """What a subject said at one time: the digest of its words, and the revision that holds them, if it is kept."""

    digest: str
    revision_id: int | None


class Words(models.Model):
    """What every subject says: an intro, a body, and the words of its rows. Title and SEO texts are the page's own.

    `NAMED_PARTS` lists the text fields in the order of the public page.
    """

    NAMED_PARTS: tuple[str, ...] = ()
    language: models.CharField
    """Of the page that inherits it."""

    intro = ProseField(
        _("in one sentence"),
        characters=300,
        help_text=_("What a busy colleague should know, at most 300 characters."),
    )
    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("more"),
        help_text=_("Anything that does not belong in the parts above."),
    )
    row_words = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    def wording(self, name: str) -> languages.Wording:
        """A text with its language; what a translation leaves empty is read in the original."""
        found = self if getattr(self, name) else getattr(self, "subject", None) or self
        return languages.Wording(getattr(found, name), found.language)

    def word_fields(self) -> list[str]:
        """The plain text fields that are words, in reading order."""
        return ["title", "intro", *self.NAMED_PARTS]

    def all_words(self) -> str:
        """Every public word in one text, for search."""
        texts = [getattr(self, field) for field in self.word_fields()]
        texts += self._texts_of_body()
        texts += [text for row in self.row_words.values() for text in row.values()]
        return "\n".join(text for text in texts if text)

    def _texts_of_body(self) -> list[str]:
        return self.body.stream_block.get_searchable_content(self.body) if self.body else []

    def plain_fields(self) -> list[str]:
        """Every plain text a translator translates: also what only registered cities may read."""
        written = next(base for base in type(self).__mro__ if issubclass(base, Words) and base._meta.abstract)
        named = [field.name for field in written._meta.local_fields if field.name not in ("body", "row_words")]
        return [*(name for name in ("title",) if name in self.word_fields()), *named]

    def rows_with_words(self) -> list[Row]:
        """Its rows that hold words, kind by kind in their order; a page without a key has none yet."""
        relations = get_all_child_relations(type(self)) if self.pk else []
        kinds = [relation for relation in relations if getattr(relation.related_model, "WORDS", ())]
        return [row for kind in kinds for row in getattr(self, kind.get_accessor_name()).all()]

    def digest(self) -> str:
        """Changes exactly when a word changes that a translator translates: 32 hexadecimal digits."""
        said = {str(row.uuid): [getattr(row, name) for name in row.WORDS] for row in self.rows_with_words()}
        rows = {uuid: texts for uuid, texts in said.items() if any(texts)}
        texts = [getattr(self, name) for name in self.plain_fields()]
        words = [texts, self._texts_of_body(), self.row_words, rows]
        return hashlib.blake2b(json.dumps(words, sort_keys=True).encode(), digest_size=16).hexdigest()
