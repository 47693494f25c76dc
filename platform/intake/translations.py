"""Translation pages made from the programme's PO files: live at once, until a person writes them on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision, get_default_page_content_type
from wagtail.signals import page_published

from core.models import SubjectPage, TranslationPage
from core.models.words import Version
from core.planting import plant

from .catalogues import Catalogue, Translated
from .errors import messages_by_field
from .files import Programme, Record
from .messages import Message
from .pages import PageKind
from .report import Outcome, Report
from .row_ids import row_uuid
from .states import fingerprint

PUBLISHED = "wagtail.publish"
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
    fields = model().plain_fields()
    new: list[tuple[SubjectPage, TranslationPage]] = []
    for (record, language), words in wanted.items():
        page, subject = there.get((record, language)), subjects[record]
        if page is not None:
            page.subject = subject  # read already, for all of them at once
        is_draft = record in kept or not subject.live
        state = {**{name: words.fields.get(name, "") for name in fields}, "row_words": words.row_words}
        made_from = words.made_from(subject)
        if page is None:
            outcome = Outcome.CREATED
            page = model(language=language, slug=language, subject=subject, live=not is_draft)
            _say(page, state, made_from)
            new.append((subject, page))
        elif not _is_untouched(page, state):
            outcome = Outcome.KEPT
        elif (page.loaded_fingerprint, page.made_from_digest) == (fingerprint(state), made_from.digest) and (
            page.live or is_draft
        ):
            outcome = Outcome.UNCHANGED
        elif page.live and is_draft:  # what a person has made of the subject changes nothing in public
            outcome = Outcome.KEPT
        else:
            outcome = Outcome.CHANGED
            _say(page, state, made_from)
            _write(page, of_files[record], is_draft=is_draft)
        report.add_translation(kind, of_files[record], language, subject, outcome)
    _create(new)


def _say(page: TranslationPage, state: dict[str, Any], made_from: Version) -> None:
    for name, value in state.items():
        setattr(page, name, value)
    page.title = page.draft_title = state.get("title") or page.subject.title
    page.made_from, page.loaded_fingerprint, page.is_unchecked = made_from, fingerprint(state), True


def _is_untouched(page: TranslationPage, state: dict[str, Any]) -> bool:
    """Whether it is as it was loaded. What somebody has published, is writing on, or took off the site is theirs."""
    present = {name: getattr(page, name) for name in state}
    if "title" in present and page.title == page.subject.title and fingerprint(present) != page.loaded_fingerprint:
        present["title"] = ""  # it was not translated: the page is called as its subject is
    is_ours = page.is_unchecked and page.writer is None  # annotated
    is_worked_on = page.has_unpublished_changes if page.live else page.first_published_at is not None
    return is_ours and not is_worked_on and fingerprint(present) == page.loaded_fingerprint


def _write(page: TranslationPage, record: Record, *, is_draft: bool) -> None:
    """Save with a revision that says the same, as `intake.pages.set_page` does."""
    now = timezone.now()
    page.live, page.has_unpublished_changes = not is_draft, is_draft
    if page.live:
        page.first_published_at, page.last_published_at = page.first_published_at or now, now
    try:
        page.save()
    except ValidationError as error:
        for name, said in messages_by_field(error):
            record.refuse(f"{page.language}.{name}", said)
        return
    revision = page.save_revision(changed=is_draft, clean=False)
    if page.live:
        page.live_revision = revision
        page.save(update_fields=["live_revision"], clean=False)
        log(instance=page, action=PUBLISHED, revision=revision, content_changed=True)
        page_published.send(sender=type(page), instance=page, revision=revision, loaded=True)


def _create(new: list[tuple[SubjectPage, TranslationPage]]) -> None:
    """Many at once, each with its revision and an entry in its history, as if it had been written by itself."""
    contents = [page.serializable_data() for _subject, page in new]  # before it has a key: it has no rows to ask for
    for _depth, pairs in groupby(sorted(new, key=_depth_of), key=_depth_of):
        plant(list(pairs))
    pages = [page for _subject, page in new]
    revisions = Revision.objects.bulk_create(map(_first_revision, pages, contents), batch_size=200)
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.live_revision = revision if page.live else None
    Page.objects.bulk_update(pages, ["latest_revision", "live_revision"], batch_size=200)
    published = [page for page in pages if page.live]
    PageLogEntry.objects.bulk_create([_published(page) for page in published], batch_size=200)
    for page in pages:
        post_save.send(
            sender=type(page), instance=page, created=True, raw=False, using=DEFAULT_DB_ALIAS, update_fields=None
        )
    for page in published:
        page_published.send(sender=type(page), instance=page, revision=page.live_revision, loaded=True)


def _depth_of(pair: tuple[SubjectPage, TranslationPage]) -> int:
    return pair[0].depth


def _first_revision(page: TranslationPage, content: dict) -> Revision:
    """`content` is what the page said before it had a key and a place."""
    places = {name: getattr(page, name) for name in ("pk", "path", "depth", "url_path", "live")}
    return Revision(
        content_type_id=page.content_type_id,
        base_content_type=get_default_page_content_type(),
        object_id=str(page.pk),
        created_at=page.latest_revision_created_at,
        object_str=str(page),
        content={**content, **places, "content_type": page.content_type_id, "locale": page.locale_id},
    )


def _published(page: TranslationPage) -> PageLogEntry:
    return PageLogEntry(
        page=page,
        content_type_id=page.content_type_id,
        label=page.get_admin_display_title(),
        action=PUBLISHED,
        timestamp=page.last_published_at,
        revision=page.live_revision,
        content_changed=True,
    )
