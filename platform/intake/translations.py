"""Translation pages made from the programme's PO files: live at once, until a person writes them on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.signals import page_published

from core.models import SubjectPage, TranslationPage
from core.models.words import Version

from .catalogues import Catalogue, Translated
from .errors import messages_by_field
from .files import Programme, Record
from .messages import Message
from .pages import PageKind
from .report import Outcome, Report
from .row_ids import row_uuid
from .states import fingerprint

ALWAYS_NEEDED = ("title", "intro")
Texts = dict[str, dict[str, Translated]]
"""By language and context."""


def read_translations(kind: str, messages: list[Message], programme: Programme) -> Texts:
    """What has been translated of these messages; what cannot be loaded is refused."""
    found: Texts = {}
    for language in {code: None for message in messages for code in message.into}:
        catalogue = Catalogue(programme.folder, language, kind)
        found[language], wrong = catalogue.translated(messages)
        programme.errors += wrong
        for message in messages:
            if message.context in found[language]:
                _check_length(catalogue.name, message, found[language][message.context].text, programme)
    return found


def _check_length(file: str, message: Message, text: str, programme: Programme) -> None:
    try:
        message.column.run_validators(text)
    except ValidationError as error:
        programme.refuse(file, message.record, message.place, " ".join(error.messages))


@dataclass
class WantedWords:
    """What one translation is to say; `of` are the texts it was made from."""

    fields: dict[str, str] = field(default_factory=dict)
    row_words: dict[str, dict[str, str]] = field(default_factory=dict)
    of: list[str] = field(default_factory=list)
    is_current: bool = True

    def add(self, message: Message, translated: Translated) -> None:
        if message.row:
            row = str(row_uuid(message.record, message.field, message.row))
            self.row_words.setdefault(row, {})[message.part] = translated.text
        else:
            self.fields[message.field] = translated.text
        self.of.append(translated.of)
        self.is_current = self.is_current and translated.of == message.text

    def made_from(self, subject: SubjectPage) -> Version:
        """Today's version; where the translator has not seen it yet, one that nobody has any more."""
        if self.is_current:
            return subject.current_version()
        return Version(hashlib.blake2b("\n".join(self.of).encode(), digest_size=16).hexdigest(), None)


def wanted_words(messages: list[Message], texts: Texts) -> dict[tuple[str, str], WantedWords]:
    """By record and language: those whose title and first sentence, as far as there are any, have been translated."""
    by_record: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_record[message.record].append(message)
    found = {}
    for language, translated in texts.items():
        for record, its_messages in by_record.items():
            words = WantedWords()
            for message in its_messages:
                if message.context in translated and language in message.into:
                    words.add(message, translated[message.context])
            needed = {message.field for message in its_messages if message.field in ALWAYS_NEEDED}
            if words.of and needed <= words.fields.keys():
                found[record, language] = words
    return found


def load_translations(
    kind: PageKind, records: list[Record], messages: list[Message], texts: Texts, kept: set[str], report: Report
) -> None:
    """Writes what is new or has changed; `kept` are the ids of the subjects that a person has changed."""
    wanted = wanted_words(messages, texts)
    if not wanted:
        return
    model = kind.model.translation_model()
    ids = {record for record, _language in wanted}
    subjects = {page.programme_id: page for page in kind.model.objects.filter(programme_id__in=ids)}
    written = model.objects.filter(subject__programme_id__in=ids)
    there = {
        (page.of_record, page.language): page
        for page in written.annotate(of_record=F("subject__programme_id"), writer=F("latest_revision__user_id"))
    }
    of_files = {record.id: record for record in records}
    for (record, language), words in wanted.items():
        page, subject = there.get((record, language)), subjects[record]
        try:
            outcome = _write(model, subject, language, page, words, is_draft=record in kept or not subject.live)
        except ValidationError as error:
            for name, said in messages_by_field(error):
                of_files[record].refuse(f"{language}.{name}", said)
        else:
            report.add_translation(kind, of_files[record], language, subject, outcome)


def _write(
    model: type[TranslationPage],
    subject: SubjectPage,
    language: str,
    page: TranslationPage | None,
    words: WantedWords,
    *,
    is_draft: bool,
) -> Outcome:
    state = {name: words.fields.get(name, "") for name in model().plain_fields()}
    state = {**state, "row_words": words.row_words}
    made_from, wanted = words.made_from(subject), fingerprint(state)
    if page is not None:
        if not _is_untouched(page, state):
            return Outcome.KEPT
        is_published = page.live or is_draft
        if page.loaded_fingerprint == wanted and page.made_from_digest == made_from.digest and is_published:
            return Outcome.UNCHANGED
        if is_draft and page.live:  # what a person has made of the subject does not change its translation in public
            return Outcome.KEPT
    is_new = page is None
    if page is None:
        page = model(language=language, slug=language, title=subject.title, live=False)
        page.subject = subject
    for name, value in state.items():
        setattr(page, name, value)
    page.title = page.draft_title = state.get("title") or subject.title
    page.made_from, page.loaded_fingerprint, page.is_unchecked = made_from, wanted, True
    _publish(page, subject, is_draft=is_draft, is_new=is_new)
    return Outcome.CREATED if is_new else Outcome.CHANGED


def _is_untouched(page: TranslationPage, state: dict[str, Any]) -> bool:
    """Whether it is as it was loaded. What somebody has published, is writing on, or took off the site is theirs."""
    present = {name: getattr(page, name) for name in state}
    if "title" in present and page.title == page.subject.title and fingerprint(present) != page.loaded_fingerprint:
        present["title"] = ""  # it was not translated: the page is called as its subject is
    is_ours = page.is_unchecked and page.writer is None  # type: ignore[attr-defined]  # annotated
    was_taken_off = not page.live and page.first_published_at is not None
    return is_ours and not was_taken_off and fingerprint(present) == page.loaded_fingerprint


def _publish(page: TranslationPage, subject: SubjectPage, *, is_draft: bool, is_new: bool) -> None:
    """Save with a revision that says the same, as `intake.pages.set_page` does."""
    now = timezone.now()
    page.live, page.has_unpublished_changes = not is_draft, is_draft
    if page.live:
        page.first_published_at, page.last_published_at = page.first_published_at or now, now
    if is_new:
        subject.add_child(instance=page)
    else:
        page.save()
    revision = page.save_revision(changed=False, clean=False)
    if not page.live:
        type(page).objects.filter(pk=page.pk).update(has_unpublished_changes=True)
        return
    page.live_revision = revision
    page.save(update_fields=["live_revision"], clean=False)
    log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)
    page_published.send(sender=type(page), instance=page, revision=revision, loaded=True)
