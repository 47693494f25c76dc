"""What the board is made of: one row a subject, one cell a language. Read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, PageLogEntry, WorkflowState
from wagtail.query import PageQuerySet

from accounts.models import User
from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.models import SubjectPage
from core.permissions import tree_policy
from core.translating import WORDS_CHANGED
from core.visibility import visible_in_admin

from ..models import TranslationAssignment, TranslationRequest

WHOLE_TREE = 2  # the depth of the front page: who may work on it may work on everything


class TranslationState(models.TextChoices):
    """Of the words that visitors see, or of the draft where they see none."""

    MISSING = "missing", pgettext_lazy("translation", "missing")
    DRAFT = "draft", pgettext_lazy("translation", "draft")
    IN_REVIEW = "in-review", pgettext_lazy("translation", "in review")
    OUTDATED = "outdated", pgettext_lazy("translation", "outdated")
    CURRENT = "current", pgettext_lazy("translation", "current")


@dataclass
class TranslationCell:
    """A subject in one language; no `state` in the language it was written in.

    `waiting` is what is being done to public words: a draft, or words in review. `taken_by` is who has taken it to
    translate it; `made_by`, of an outdated one, who made it. `asked` is how many
    visitors have asked for it, while they cannot read it.
    """

    language: str
    state: TranslationState | None = None
    title: str = ""
    pk: int | None = None
    made_from: int | None = None
    waiting: TranslationState | None = None
    since: datetime | None = None
    url: str = ""
    asked: int = 0
    taken_by: User | None = None
    made_by: User | None = None
    may_take: bool = False

    @property
    def language_name(self) -> str:
        return languages.OWN_NAMES[self.language]


@dataclass
class TranslationRow:
    """A subject; `model` is its kind."""

    pk: int
    model: type[SubjectPage]
    title: str
    path: str
    language: str
    digest: str
    live: bool
    published: datetime | None
    first_published: datetime | None
    cells: dict[str, TranslationCell] = field(default_factory=dict)
    city: str = ""
    url: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.verbose_name

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def titles(self) -> list[str]:
        """In every language."""
        return [self.title, *(cell.title for cell in self.cells.values())]

    @property
    def asked(self) -> int:
        """How many visitors want to read it in some language in which they cannot."""
        return sum(cell.asked for cell in self.cells.values())

    def is_in(self, language: str, state: str) -> bool:
        """Whether its words in `language` (empty: in any) are in `state` (empty: in any, but not the original)."""
        asked = [self.cells[language]] if language else self.cells.values()
        return any(cell.state == state if state else cell.state is not None for cell in asked)


def subjects_of(user) -> PageQuerySet:
    """What a person may translate: for who works on the whole tree what is public; drafts too in one's own part."""
    given = [permission.page for permission in tree_policy().get_cached_permissions_for_user(user)]
    everywhere = user.is_superuser or tree_policy().translates(user)
    everywhere = everywhere or any(page.depth <= WHOLE_TREE for page in given)
    there = Q(live=True) if everywhere else Q(pk__in=[])
    for path in {page.path for page in given if page.depth > WHOLE_TREE}:
        there |= Q(path__startswith=path)
    return visible_in_admin(user).filter(there)


def kinds() -> list[type[SubjectPage]]:
    """Every kind of subject, whichever room it is of."""
    return sorted(SubjectPage.__subclasses__(), key=lambda model: str(model._meta.verbose_name))


def rows_of(user, models_asked: Iterable[type[SubjectPage]], narrowed: Q, theme: str = "") -> list[TranslationRow]:
    """Of the kinds asked for; `narrowed` is about pages of any kind, `theme` a code."""
    pages = subjects_of(user).filter(narrowed)
    in_review = set(
        WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values_list("object_id", flat=True)
    )
    rows = []
    for model in models_asked:
        subjects = model.to_translate().filter(pk__in=pages.values("pk"))
        if theme:
            subjects = subjects.filter(themes__code=theme) if hasattr(model, "themes") else subjects.none()
        of_kind = {facts[0]: TranslationRow(facts[0], model, *facts[1:]) for facts in subjects.values_list(*FACTS)}
        if not of_kind:
            continue
        for row in of_kind.values():
            row.cells = {
                code: TranslationCell(code, None if code == row.language else TranslationState.MISSING)
                for code in languages.CODES
            }
        translations = model.translation_model().objects.filter(subject_id__in=subjects.values("pk"))
        for words in translations.values(*WORDS):
            if row := of_kind.get(words["subject_id"]):
                row.cells[words["language"]] = _cell(row, words, in_review)
        rows += of_kind.values()
    _add_requests(rows)
    return sorted(rows, key=lambda row: (-row.asked, row.title.casefold(), row.pk))


def _add_requests(rows: Iterable[TranslationRow]) -> None:
    """Of what there is not, or not as it is now. One query."""
    counted = TranslationRequest.objects.values_list("subject_id", "language", "number")
    numbers = {(subject, language): number for subject, language, number in counted}
    for row in rows:
        for code, cell in row.cells.items():
            if cell.state in (TranslationState.MISSING, TranslationState.DRAFT, TranslationState.OUTDATED):
                cell.asked = numbers.get((row.pk, code), 0)


FACTS = ("pk", "title", "path", "language", "words_digest", "live", "last_published_at", "first_published_at")
WORDS = (
    "pk",
    "subject_id",
    "language",
    "title",
    "live",
    "has_unpublished_changes",
    "made_from_digest",
    "made_from_revision_id",
)


def _cell(row: TranslationRow, words: dict, in_review: set[str]) -> TranslationCell:
    reviewed = str(words["pk"]) in in_review
    draft = TranslationState.IN_REVIEW if reviewed else TranslationState.DRAFT
    cell = TranslationCell(words["language"], draft, words["title"], words["pk"], words["made_from_revision_id"])
    if words["live"]:
        made_from = words["made_from_digest"]
        outdated = row.live and row.digest and made_from and made_from != row.digest
        cell.state = TranslationState.OUTDATED if outdated else TranslationState.CURRENT
        cell.waiting = draft if words["has_unpublished_changes"] or reviewed else None
    return cell


# --- what is read besides, for the rows that are shown --------------------------------------------------------------
def add_city_names(rows: Iterable[TranslationRow], cities: Iterable[CityPage]) -> None:
    """Under which city each hangs."""
    names = {city.path: city.name for city in cities}
    for row in rows:
        above = city_path(row.path)
        row.city = names.get(above, "") if above != row.path else ""


def add_takers(rows: list[TranslationRow]) -> None:
    """Of each cell, who has taken it. One query."""
    found = TranslationAssignment.objects.filter(subject__in=[row.pk for row in rows]).select_related("translator")
    taken = {(one.subject_id, one.language): one.translator for one in found if one.translator.is_active}
    for row in rows:
        for cell in row.cells.values():
            cell.taken_by = taken.get((row.pk, cell.language))


def add_makers(rows: list[TranslationRow]) -> None:
    """Of each outdated translation, who made it and still may sign in. One query."""
    outdated = [cell for _row, cell in cells_in(rows, TranslationState.OUTDATED)]
    made = Page.objects.filter(pk__in=[cell.pk for cell in outdated], owner__is_active=True).select_related("owner")
    makers = {page.pk: page.owner for page in made}
    for cell in outdated:
        cell.made_by = makers.get(cell.pk)


def add_outdated_since(rows: list[TranslationRow]) -> None:
    """The first publication with other words after the version that the translation was made from. One query."""
    outdated = cells_in(rows, TranslationState.OUTDATED)
    changes = defaultdict(list)
    entries = PageLogEntry.objects.filter(action=WORDS_CHANGED, page_id__in={row.pk for row, _cell in outdated})
    for page, revision, when in entries.order_by("timestamp").values_list("page_id", "revision_id", "timestamp"):
        changes[page].append((revision, when))
    for row, cell in outdated:
        after = (when for revision, when in changes[row.pk] if (revision or 0) > (cell.made_from or 0))
        cell.since = next(after, row.published)


def cells_in(rows: Iterable[TranslationRow], *states: TranslationState) -> list[tuple[TranslationRow, TranslationCell]]:
    return [(row, cell) for row in rows for cell in row.cells.values() if cell.state in states]
