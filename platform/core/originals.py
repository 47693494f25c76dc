"""What a translator translates from: the original's words now, and what they were when the translation was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin import compare
from wagtail.models import Revision
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

from core import languages
from core.block_words import BlockText, Path, texts_of

if TYPE_CHECKING:
    from core.models.rows import Row
    from core.models.subjects import SubjectPage
    from core.models.words import Version


@dataclass(frozen=True)
class OriginalText:
    """One text of the original; `change` shows what was taken out and what was added since, if anything."""

    value: object
    language: str
    change: SafeString | str = ""

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def language_name(self) -> str:
        return languages.OWN_NAMES[self.language]


class Original:
    """A subject beside its translation, which was made from, or checked against, the version `made_from`."""

    def __init__(self, subject: SubjectPage, made_from: Version) -> None:
        self.subject = subject
        self.made_from = made_from
        self.version = subject.current_version()

    @property
    def direction(self) -> str:
        return languages.direction(self.subject.language)

    @property
    def language_name(self) -> str:
        return languages.OWN_NAMES[self.subject.language]

    @property
    def has_changed(self) -> bool:
        return bool(self.made_from.digest) and self.made_from.digest != self.version.digest

    @cached_property
    def before(self) -> SubjectPage | None:
        """As it was when the translation was made, if that has changed and the revision is still kept."""
        if not self.has_changed:
            return None
        kept = Revision.objects.for_instance(self.subject).filter(pk=self.made_from.revision_id).first()
        return kept.as_object() if kept else None

    @cached_property
    def rows(self) -> list[Row]:
        return self.subject.rows_with_words()

    @cached_property
    def _rows_before(self) -> dict[UUID, Row]:
        return {row.uuid: row for row in self.before.rows_with_words()} if self.before else {}

    def text(self, field: models.Field, comparison: Callable) -> OriginalText:
        """The original's text in `field`, compared by Wagtail's class for such fields."""
        value, change = field.value_from_object(self.subject), ""
        if self.before is not None:
            compared = comparison(field, self.before, self.subject)
            change = compared.htmldiff() if compared.has_changed() else ""
        return OriginalText(value, self.subject.language, change)

    @cached_property
    def _blocks_before(self) -> dict[Path, str]:
        return {text.path: text.text for text in texts_of(self.before.body)} if self.before else {}

    def text_of_block(self, text: BlockText) -> OriginalText:
        """Rich text is compared by its words, without marks."""
        value, change = (RichText(text.text) if text.is_rich else text.text), ""
        before = self._blocks_before.get(text.path, "")
        if self.before is not None and before != text.text:
            plain = [text_from_html(one) if text.is_rich else one for one in (before, text.text)]
            change = compare.diff_text(*plain).to_html()
        return OriginalText(value, self.subject.language, change)

    def text_of_row(self, row: Row, name: str) -> OriginalText:
        value, change = getattr(row, name), ""
        if self.before is not None:
            before = getattr(self._rows_before.get(row.uuid), name, "")
            change = compare.diff_text(before, value).to_html() if before != value else ""
        return OriginalText(value, self.subject.language, change)
