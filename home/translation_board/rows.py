"""What the board is made of: one row a subject, one cell a language. Read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy
from wagtail.models import WorkflowState
from wagtail.query import PageQuerySet

from accounts.models import User
from core import languages
from core.models import SubjectPage
from core.permissions import tree_policy
from core.visibility import visible_in_admin

WHOLE_TREE = 2  # the depth of the front page: who may work on it may work on everything


class State(models.TextChoices):
    """Of the words that visitors see, or of the draft where they see none."""

    MISSING = "missing", pgettext_lazy("translation", "missing")
    DRAFT = "draft", pgettext_lazy("translation", "draft")
    IN_REVIEW = "in-review", pgettext_lazy("translation", "in review")
    OUTDATED = "outdated", pgettext_lazy("translation", "outdated")
    CURRENT = "current", pgettext_lazy("translation", "current")


@dataclass
class Cell:
    """A subject in one language; no `state` in the language it was written in.

    `waiting` is what is being done to public words: a draft, or words in review. `taken_by` is who has taken it to
    translate it; `made_by`, of an outdated one, who made it.
    """

    language: str
    state: State | None = None
    title: str = ""
    pk: int | None = None
    made_from: int | None = None
    waiting: State | None = None
    since: datetime | None = None
    url: str = ""
    taken_by: User | None = None
    made_by: User | None = None
    may_take: bool = False

    @property
    def language_name(self) -> str:
        return languages.OWN_NAMES[self.language]


@dataclass
class Row:
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
    cells: dict[str, Cell] = field(default_factory=dict)
    city: str = ""
    url: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.verbose_name

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

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


def rows_of(user, models_asked: Iterable[type[SubjectPage]], narrowed: Q, theme: str = "") -> list[Row]:
    """Of the kinds asked for; `narrowed` is about pages of any kind, `theme` a code."""
    pages = subjects_of(user).filter(narrowed)
    in_review = set(
        WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values_list("object_id", flat=True)
    )
    rows = []
    for model in models_asked:
        subjects = model.objects.filter(pk__in=pages.values("pk"))
        if theme:
            subjects = subjects.filter(themes__code=theme) if hasattr(model, "themes") else subjects.none()
        rows += _rows_of_kind(model, subjects, in_review)
    return sorted(rows, key=lambda row: (row.title.casefold(), row.pk))


def _rows_of_kind(model: type[SubjectPage], subjects: PageQuerySet, in_review: set[str]) -> list[Row]:
    columns = ["pk", "title", "path", "language", "words_digest", "live", "last_published_at", "first_published_at"]
    facts = list(subjects.values_list(*columns))
    translations: dict[int, list[dict]] = defaultdict(list)
    for words in model.translation_model().objects.filter(subject_id__in=subjects.values("pk")).values(*WORDS):
        translations[words["subject_id"]].append(words)
    rows = [Row(pk, model, *rest) for pk, *rest in facts]
    for row in rows:
        row.cells = {code: Cell(code, None if code == row.language else State.MISSING) for code in languages.CODES}
        for words in translations[row.pk]:
            row.cells[words["language"]] = _cell(row, words, in_review)
    return rows


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


def _cell(row: Row, words: dict, in_review: set[str]) -> Cell:
    reviewed = str(words["pk"]) in in_review
    draft = State.IN_REVIEW if reviewed else State.DRAFT
    cell = Cell(words["language"], draft, words["title"], words["pk"], words["made_from_revision_id"])
    if words["live"]:
        made_from = words["made_from_digest"]
        outdated = row.live and row.digest and made_from and made_from != row.digest
        cell.state = State.OUTDATED if outdated else State.CURRENT
        cell.waiting = draft if words["has_unpublished_changes"] or reviewed else None
    return cell


def name_cities(rows: Iterable[Row], cities: Iterable[tuple[str, str]]) -> None:
    """Says of each row under which city it hangs; `cities` are their paths and names."""
    names = dict(cities)
    steps = {len(path) for path in names}
    for row in rows:
        above = (row.path[:step] for step in steps if step < len(row.path))
        row.city = next((names[path] for path in above if path in names), "")
