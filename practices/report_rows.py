"""Practices as the editors' report sees them: how each stands, read for a whole list at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page, Revision, WorkflowState

from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.exports import Column
from core.listing import labelled
from core.models import TargetGroup, Theme
from core.visibility import visible_in_admin

from .completeness import completeness
from .freshness import freshness
from .models import Assessment, Confirmation, PracticePage, PracticeTranslation

DRAFTED = ("detail", "intro", "status", *PracticePage.NAMED_PARTS)
DRAFTED_LISTS = {"themes": Theme, "target_groups": TargetGroup}
"""What the newest draft says of these is what the report says."""


class EditingState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a page", "draft")
    REVIEW = "review", pgettext_lazy("state of a page", "in review")
    LIVE = "live", pgettext_lazy("state of a page", "published")
    LIVE_DRAFT = "live-draft", pgettext_lazy("state of a page", "published, with a newer draft")


@dataclass(frozen=True)
class ReportRow:
    """A practice and what the report says of it."""

    page: PracticePage
    city: str
    in_review: bool

    @property
    def title(self) -> str:
        return self.page.draft_title or self.page.title

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def state(self) -> EditingState:
        if self.in_review:
            return EditingState.REVIEW
        if not self.page.live:
            return EditingState.DRAFT
        return EditingState.LIVE_DRAFT if self.page.has_unpublished_changes else EditingState.LIVE

    @property
    def completeness(self) -> str:
        parts = completeness(self.page)
        # Translators: how many of a practice's parts are written: "3 of 4"
        return _("%(written)s of %(of)s") % {"written": parts.written, "of": parts.of}

    @property
    def evidence(self) -> str:
        level = self.page.newest_level
        return "" if level is None else labelled(level, Assessment.Level(level).label)

    @property
    def freshness(self) -> str:
        return freshness(self.page.newest_answer, self.page.newest_day).sign.text

    @property
    def translations(self) -> str:
        """Codes of the languages; a draft says so."""
        found = {one.language: one.live for one in self.page.translations_known}
        codes = [code for code in languages.CODES if code in found]
        return " ".join(code if found[code] else _("%(language)s (draft)") % {"language": code} for code in codes)

    @property
    def updated(self) -> date | None:
        return self.page.latest_revision_created_at.date() if self.page.latest_revision_created_at else None


COLUMNS = (
    Column("title", gettext_lazy("Title"), lambda row: row.title),
    Column("city", gettext_lazy("City"), lambda row: row.city),
    Column("state", gettext_lazy("State"), lambda row: row.state.label),
    Column("detail", gettext_lazy("Depth"), lambda row: row.page.detail),
    Column("completeness", gettext_lazy("Parts written"), lambda row: row.completeness),
    Column("evidence", gettext_lazy("Evidence level"), lambda row: row.evidence),
    Column("confirmed", gettext_lazy("Last confirmed"), lambda row: row.page.newest_day),
    Column("freshness", gettext_lazy("Up to date?"), lambda row: row.freshness),
    Column("language", gettext_lazy("Language"), lambda row: row.page.language),
    Column("translations", gettext_lazy("Translations"), lambda row: row.translations),
    Column("updated", gettext_lazy("Last written on"), lambda row: row.updated),
)


def practices_seen_by(user) -> models.QuerySet:
    """With the newest assessment and confirmation of each: no page that the person may not know of."""
    levels = Assessment.objects.filter(practice=OuterRef("pk")).order_by("-on", "-pk")
    confirmations = Confirmation.objects.filter(practice=OuterRef("pk")).order_by("-on", "-pk")
    return PracticePage.objects.filter(pk__in=visible_in_admin(user).values("pk")).annotate(
        newest_level=Subquery(levels.values("level")[:1]),
        newest_answer=Subquery(confirmations.values("answer")[:1]),
        newest_day=Subquery(confirmations.values("on")[:1]),
    )


def report_rows(practices: models.QuerySet) -> list[ReportRow]:
    """Nine queries, however many there are."""
    translations = PracticeTranslation.objects.only("language", "live", "subject_id")
    known = Prefetch("translations", queryset=translations, to_attr="translations_known")
    pages = list(practices.prefetch_related(known, "themes", "target_groups"))
    take_newest_drafts(pages)
    cities = CityPage.objects.filter(path__in={city_path(page.path) for page in pages})
    names, in_review = {city.path: str(city.name) for city in cities}, pages_in_review()
    return [ReportRow(page, names.get(city_path(page.path), ""), page.pk in in_review) for page in pages]


def pages_in_review() -> set[int]:
    """Keys of all pages that wait for somebody's word: few at any time."""
    waiting = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return {int(key) for key in waiting.values_list("object_id", flat=True)}


def take_newest_drafts(pages: Iterable[PracticePage]) -> None:
    """The newest draft's words in place of the public ones, in memory."""
    drafts = {page.latest_revision_id: page for page in pages if page.has_unpublished_changes}
    rows = {name: model.objects.in_bulk() for name, model in DRAFTED_LISTS.items()} if drafts else {}
    for revision, content in Revision.objects.filter(pk__in=list(drafts)).values_list("pk", "content"):
        for name in DRAFTED:
            setattr(drafts[revision], name, content.get(name) or "")
        for name, known in rows.items():
            setattr(drafts[revision], name, [known[key] for key in content.get(name) or [] if key in known])
