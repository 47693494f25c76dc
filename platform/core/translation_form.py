"""The form of a translation: only words, in a language that is chosen once, from a version that is remembered."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision
from wagtail.utils.text import text_from_html

from core import languages
from core.block_words import BlockText, texts_of, translated, words_in
from core.form_references import Reference, references_in_block
from core.models.rows import Row
from core.models.words import Version
from core.originals import Original
from core.page_form import PageForm

SIGNER = signing.Signer(salt="core.translation_form")
ALWAYS_OFFERED = ("title", "intro")


class RowField(NamedTuple):
    """A form field for one text of one row."""

    row: Row
    name: str


class TranslationForm(PageForm):
    """The subject is the parent. Parts that the original leaves empty are not asked for.

    `versions` holds, signed, the version of the original that was on the screen and the one the words were made from
    before: a form may stay open while the original changes, and saves itself while somebody changes their mind.
    """

    checked = forms.BooleanField(
        required=False,
        label=_("Checked against this version of the original"),
        help_text=_("Tick this once your translation matches the present original."),
    )
    versions = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.subject_id = self.parent_page.pk
        self.subject = self.parent_page.specific
        self.original = self._original()
        self._offer_language()
        self.row_fields = self._add_row_fields()
        self.block_fields = self._add_block_fields()
        self._offer_what_the_original_says()
        if not self.original.has_changed:
            del self.fields["checked"]

    # --- versions ---------------------------------------------------------------------------------------------
    def _original(self) -> Original:
        self.seen, made_from = self.subject.current_version(), self.instance.made_from
        if self.is_bound:
            self.seen, made_from = self._posted_versions() or (self.seen, made_from)
        self.initial["versions"] = SIGNER.sign_object([self.seen, made_from])
        return Original(self.subject, made_from)

    def _posted_versions(self) -> tuple[Version, Version] | None:
        try:
            seen, made_from = SIGNER.unsign_object(self.data.get(self.add_prefix("versions"), ""))
        except signing.BadSignature:
            return None
        return Version(*seen), Version(*made_from)

    def _made_from(self) -> Version:
        """Renewed only by who says so; a translation just begun is made from what was on the screen."""
        checked = self.cleaned_data.get("checked") or not self.original.made_from.digest
        version = self.seen if checked else self.original.made_from
        kept = Revision.objects.filter(pk=version.revision_id).exists()
        return version if kept else version._replace(revision_id=None)

    def known_before(self) -> set[Reference]:
        """A translation shows what its original shows: pictures that a translator could not choose too."""
        original = self.subject.get_latest_revision_as_object()
        return super().known_before() | references_in_block(original.body.stream_block, original.body)

    # --- fields -----------------------------------------------------------------------------------------------
    @property
    def language(self) -> str:
        """Empty until it is chosen."""
        asked = self.data.get(self.add_prefix("language")) or getattr(self.parent_page, "translated_into", "")
        return self.instance.language or (asked if asked in languages.CODES else "")

    def _offer_language(self) -> None:
        if self.instance.pk:
            self.fields.pop("language", None)
        elif "language" in self.fields:
            free = [(code, name) for code, name in settings.LANGUAGES if code not in self.subject.taken_languages()]
            asked = [choice for choice in free if choice[0] == self.language]
            cast(forms.ChoiceField, self.fields["language"]).choices = asked or [("", "—"), *free]
            self.initial["language"] = self.language

    def _add_row_fields(self) -> dict[str, RowField]:
        rows = self.original.rows
        fields = {f"row_{row.uuid.hex}_{name}": RowField(row, name) for row in rows for name in row.WORDS}
        numbers: dict[type, dict] = {}
        for name, (row, part) in fields.items():
            number = numbers.setdefault(type(row), {}).setdefault(row.uuid, len(numbers[type(row)]) + 1)
            self.fields[name] = _field_of_row(row, part, number)
            self.initial[name] = self.instance.row_words.get(str(row.uuid), {}).get(part, "")
        return fields

    def _add_block_fields(self) -> dict[str, BlockText]:
        """Blocks are those of the original: a field for each of their texts, none for pictures and files."""
        self.fields.pop("body", None)
        self.had = words_in(self.instance.body, self.subject.body)
        fields = {f"body_{'_'.join(text.path)}": text for text in texts_of(self.subject.body)}
        fields = {name: text for name, text in fields.items() if text.text or self.had.get(text.path)}
        for name, text in fields.items():
            self.fields[name] = _field_of_block(text)
            self.initial[name] = self.had.get(text.path, "")
        return fields

    def _offer_what_the_original_says(self) -> None:
        """A part that was not in the form that is sent keeps what it has."""
        for name in [*self.instance.plain_fields(), *self.row_fields, *self.block_fields]:
            field = self.fields.get(name)
            if field is None:
                continue
            missing = self.is_bound and field.widget.value_omitted_from_data(
                self.data, self.files, self.add_prefix(name)
            )
            if missing or not (self._has_words(name) or name in ALWAYS_OFFERED):
                del self.fields[name]
            elif not (name in self.block_fields and self.block_fields[name].is_rich):
                field.widget.attrs.update(self._marks())

    def _has_words(self, name: str) -> bool:
        """In the original, or in the translation already."""
        if name in self.row_fields:
            row, part = self.row_fields[name]
            return bool(getattr(row, part) or self.initial[name])
        if name in self.block_fields:
            return True
        return bool(getattr(self.subject, name) or getattr(self.instance, name))

    def _marks(self) -> dict[str, str]:
        if not self.language:
            return {"dir": "auto"}
        return {"lang": self.language, "dir": languages.direction(self.language)}

    # --- saving -----------------------------------------------------------------------------------------------
    def _row_words(self) -> dict[str, Any]:
        """Words of rows that are not asked for now are kept: nothing that a person wrote is lost."""
        words = {row: dict(texts) for row, texts in self.instance.row_words.items()}
        for name in self.row_fields.keys() & self.cleaned_data.keys():
            row, part = self.row_fields[name]
            words.setdefault(str(row.uuid), {})[part] = self.cleaned_data[name]
        said = {row: {part: text for part, text in texts.items() if text} for row, texts in words.items()}
        return {row: texts for row, texts in said.items() if texts}

    def _body(self) -> StreamValue:
        """The original's blocks with the words that were sent; a text that was not in the form keeps what it has."""
        sent = {}
        for name, text in self.block_fields.items():
            if name in self.cleaned_data:
                words = self.cleaned_data[name]
                sent[text.path] = words if not text.is_rich or text_from_html(words).strip() else ""
        block = self.instance._meta.get_field("body").stream_block
        return block.to_python(translated(self.subject.body, {**self.had, **sent}))

    def save(self, commit=True):  # noqa: FBT002 (Django's signature)
        self.instance.row_words = self._row_words()
        self.instance.body = self._body()
        self.instance.made_from = self._made_from()
        return super().save(commit=commit)


def _field_of_row(row: Row, part: str, number: int) -> forms.Field:
    column = row._meta.get_field(part)
    label = format_lazy("{} {}: {}", capfirst(row._meta.verbose_name), number, column.verbose_name)
    return formfield_for_dbfield(column, required=False, label=label, help_text="")


def _field_of_block(text: BlockText) -> forms.Field:
    field = deepcopy(text.block.field)
    field.required, field.help_text = False, ""
    field.label = ": ".join(capfirst(label) for label in text.labels)
    return field
