"""Kinds whose records are subjects: pages, published, with a revision, so that the admin shows their history."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published

from core.holding import hold
from core.models import Row, SubjectPage
from core.models.holds import held_paths, is_held, stands_under
from core.renaming import rename_rows

from .files import Programme, Record
from .kinds import Kind
from .messages import Message, page_messages
from .references import Directory
from .row_ids import ROW_ID, row_uuid
from .states import fingerprint, wanted_rows, write_relations, write_values

PARENT = "parent"  # the one fact of a page that is no field: the key of the page it hangs under
LONGEST_SLUG = 60
NO_LAST_WORDS = {"a", "an", "and", "at", "by", "for", "from", "i", "in", "is", "of", "on", "or", "the", "to", "with"}


def short_slug(title: str) -> str:
    """The title as an address: at most 60 signs, no half word, and no small word at the cut."""
    words = slugify(title).split("-")
    cut = len("-".join(words)) > LONGEST_SLUG
    while len(words) > 1 and (len("-".join(words)) > LONGEST_SLUG or (cut and words[-1] in NO_LAST_WORDS)):
        words.pop()
    return "-".join(words)[:LONGEST_SLUG]


class PageKind(Kind):
    """All pages are made as drafts first, so that records may name each other in whatever order they are loaded."""

    model: type[SubjectPage]
    language = "en"
    parent_model: type[Page] | None = None  # of the page's parent, when that is a fact of the file

    @abstractmethod
    def parent(self, record: Record) -> Page | None:
        """The page it hangs under; None when the file names none that exists."""

    def slug(self, record: Record) -> str:
        return short_slug(record.text("title"))

    def first_values(self, record: Record) -> dict[str, Any]:
        """What a draft cannot do without."""
        return {"title": record.text("title")}

    def prepare(self, programme: Programme) -> None:
        known = set(self.model.objects.values_list("programme_id", flat=True))
        for record in self.records(programme):
            if record.id not in known:
                self._draft(record)

    def _draft(self, record: Record) -> None:
        values = self.first_values(record)
        parent = self.parent(record) if all(values.values()) else None
        if parent is None:
            return  # reading its facts will say what is wrong
        slug = free_slug(self.slug(record), parent)
        page = self.model(programme_id=record.id, slug=slug, language=self.language, live=False, **values)
        parent.add_child(instance=page)
        record.programme.directory.add(self.model, record.id, page.pk)
        record.programme.drafts.add(page.pk)

    def state(self, record: Record) -> dict[str, Any]:
        """As of any kind; the parent is named by its key."""
        facts = self.facts(record)
        parent = facts.pop(PARENT, None)
        _hold_asked_for(record)
        state = self.state_of(record, facts)
        return {**state, PARENT: parent} if self.parent_model else state

    def messages(self, record: Record, state: dict) -> Iterator[Message]:
        fields = self.model.translation_model()().plain_fields()
        return page_messages(self.model, fields, record.id, state)

    def present(self, instance: Page, names: list[str], programme: Programme) -> dict[str, Any]:
        fields = [name for name in names if name != PARENT]
        state = super().present(instance, fields, programme)
        if PARENT in names:
            state[PARENT] = self.parent_key(instance, programme)
        return state

    def name_rows(self, record: Record, instance: Page, state: dict) -> None:
        """Rows from before they had ids in the files, or whose id is new, are called by them from now on."""
        renamed = {
            row: uuid
            for name, rows in self.field_state(state).items()
            if isinstance(rows, list) and rows and isinstance(rows[0], dict) and ROW_ID in rows[0]
            for row, facts in wanted_rows(instance, name, rows)
            if isinstance(row, Row) and row.uuid != (uuid := row_uuid(record.id, name, facts[ROW_ID]))
        }
        if renamed:
            rename_rows(instance, renamed)

    def parent_key(self, page: Page, programme: Programme) -> str | None:
        if self.parent_model is None:
            return None
        above = self.parent_model.objects.filter(path=page.path[: -Page.steplen])
        parent = above.values_list("pk", flat=True).first()
        return programme.directory.key(self.parent_model, parent) if parent else None

    def is_new(self, instance: Page, programme: Programme) -> bool:
        return instance.pk in programme.drafts

    def is_untouched(self, instance: Page, present: dict) -> bool:
        """A page that somebody is working on, or took off the site, is theirs."""
        return instance.live and not instance.has_unpublished_changes and super().is_untouched(instance, present)

    def field_state(self, state: dict) -> dict[str, Any]:
        """What of the state is fields of the page."""
        return {name: value for name, value in state.items() if name != PARENT}

    def write(self, record: Record, instance: Page, state: dict) -> None:
        """Save and publish, or keep as a draft what the file or an editor holds; raises ValidationError."""
        instance.loaded_fingerprint = fingerprint(state)
        if self.parent_model and self.parent_key(instance, record.programme) != state[PARENT]:
            instance.move(self.parent(record), pos="last-child")
            instance.refresh_from_db(fields=["path", "depth", "url_path"])
        asked = record.has("hold")
        set_page(instance, self.field_state(state), record.programme.directory, public=not asked)
        if asked:
            hold(page=instance, **_hold_asked_for(record), from_files=True)
        record.programme.held = None

    def is_held(self, instance: Page, record: Record) -> bool:
        """A hold that the files ask for since they were last loaded is placed; one that was lifted stays lifted."""
        if record.has("hold") and not instance.holds.exists():
            hold(page=instance, **_hold_asked_for(record), from_files=True)
            record.programme.held = None
        if record.programme.held is None:
            record.programme.held = held_paths()
        return stands_under(instance.path, record.programme.held)

    def address(self, instance: Page) -> str:
        with translation.override(self.language):
            return instance.full_url or ""


def _hold_asked_for(record: Record) -> dict[str, Any]:
    """Why, and when to look at it again: what the file says of a record that must not be public."""
    if not record.has("hold"):
        return {}
    part = record.part("hold")
    why, day = part.text("why", required=True), None
    try:
        day = date.fromisoformat(part.text("look_again_on", required=True))
    except ValueError:
        part.refuse("look_again_on", "is no day (2027-03-31)")
    return {"why": why, "look_again_on": day}


def set_page(page: Page, state: dict, directory: Directory, *, public: bool = True) -> None:
    """Save and publish `state`, so that the page and its revision hold the same; raises ValidationError.

    What is not to be `public`, or hangs under a page on hold, is kept as a draft.
    """
    write_values(page, state, directory)
    write_relations(page, state, directory)
    for name in state:
        if page._meta.get_field(name).one_to_many:
            for number, row in enumerate(getattr(page, name).all(), start=1):
                _check_row(row, f"{name}[{number}]")
    if not public or is_held(page):
        page.live, page.has_unpublished_changes = False, True
        page.save()
        page.save_revision(changed=False, clean=False)
        return
    # what Wagtail's publishing does, without reading the page back from its revision: half the queries
    now = timezone.now()
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at, page.last_published_at = page.first_published_at or now, now
    page.save()
    page.live_revision = page.save_revision(changed=False, clean=False)
    page.save(update_fields=["live_revision"], clean=False)
    log(instance=page, action="wagtail.publish", revision=page.live_revision, content_changed=True)
    page_published.send(sender=type(page), instance=page, revision=page.live_revision)


def free_slug(slug: str, parent: Page) -> str:
    """The slug, with a number behind it when a sister has it already."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbered = [f"{slug}-{number}" for number in range(2, len(taken) + 3)]
    return next(free for free in [slug, *numbered] if free not in taken)


def _check_row(row: models.Model, place: str) -> None:
    """Raises ValidationError naming the row and the field."""
    parental = [field.name for field in row._meta.concrete_fields if isinstance(field, ParentalKey)]
    try:
        row.clean_fields(exclude=parental)
    except ValidationError as error:
        found = {f"{place}.{field}": words for field, words in error.message_dict.items()}
        raise ValidationError(found) from error
