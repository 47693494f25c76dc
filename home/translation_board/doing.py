"""What a person may do about the rows of one page of the board, and since when words are outdated."""

from __future__ import annotations

from collections import defaultdict

from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageLogEntry

from core.permissions import TreePermissionTester
from core.translating import WORDS_CHANGED, address_to_edit, address_to_translate

from ..desk_links import and_back
from .rows import Cell, Row, State


def lead_on(rows: list[Row], user, request) -> None:
    """Gives each row and cell the address of what this person may do there: add, edit or read."""
    pages = _pages(rows)
    for row in rows:
        subject = pages[row.pk]
        may = TreePermissionTester(user, subject)
        row.url = address_to_edit(row.pk) if may.can_edit() else _public(subject, row.language, request)
        may_add = may.can_add_subpage()
        for cell in row.cells.values():
            cell.url = and_back(_address(row, cell, may_add, pages, user, request), request.get_full_path())
            cell.may_take = _may_take(cell, may_add, pages, user)


def _pages(rows: list[Row]) -> dict[int, Page]:
    """Every page of these rows in one query, each knowing its parent. Who edits is not asked of a page's reviews."""
    keys = [cell.pk for row in rows for cell in row.cells.values() if cell.pk]
    pages = Page.objects.in_bulk([*keys, *(row.pk for row in rows)])
    for row in rows:
        for cell in row.cells.values():
            if cell.pk:
                pages[cell.pk]._cached_parent_obj = pages[row.pk]
    for page in pages.values():
        page._current_workflow_states = []
    return pages


def _address(row: Row, cell: Cell, may_add: bool, pages: dict[int, Page], user, request) -> str:  # noqa: FBT001
    if cell.state is State.MISSING:
        return address_to_translate(row.model, row.pk, cell.language) if may_add else ""
    if cell.state is None:
        return row.url
    if TreePermissionTester(user, pages[cell.pk]).can_edit():
        return address_to_edit(cell.pk)
    return _public(pages[row.pk], cell.language, request) if pages[cell.pk].live else ""


def _may_take(cell: Cell, may_add: bool, pages: dict[int, Page], user) -> bool:  # noqa: FBT001
    if cell.state in (State.MISSING, None):
        return may_add and cell.state is State.MISSING
    return cell.state in (State.DRAFT, State.OUTDATED) and TreePermissionTester(user, pages[cell.pk]).can_edit()


def _public(subject: Page, language: str, request) -> str:
    if not subject.live:
        return ""
    with translation.override(language):
        return subject.get_url(request) or reverse("wagtail_serve", args=[""])


def date_what_is_outdated(rows: list[Row]) -> None:
    """Since the first publication with other words after the version that the translation was made from."""
    outdated = [(row, cell) for row in rows for cell in row.cells.values() if cell.state is State.OUTDATED]
    changes = defaultdict(list)
    entries = PageLogEntry.objects.filter(action=WORDS_CHANGED, page_id__in={row.pk for row, _cell in outdated})
    for page, revision, when in entries.order_by("timestamp").values_list("page_id", "revision_id", "timestamp"):
        changes[page].append((revision, when))
    for row, cell in outdated:
        after = (when for revision, when in changes[row.pk] if (revision or 0) > (cell.made_from or 0))
        cell.since = next(after, row.published)
