"""What a person may do about the rows of one page of the board."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from core.permissions import TreePermissionTester
from core.translating import address_to_edit, address_to_translate

from ..desk_links import and_back
from .rows import TranslationCell, TranslationRow, TranslationState


def add_actions(rows: list[TranslationRow], request: HttpRequest) -> None:
    """Gives each row and cell the address of what this person may do there (add, edit or read), and says whether they
    may take the translation."""
    here, pages = request.get_full_path(), _pages(rows)
    for row in rows:
        may = TreePermissionTester(request.user, pages[row.pk])
        may_add = may.can_add_subpage()
        row.url = address_to_edit(row.pk) if may.can_edit() else _public_url(pages[row.pk], row.language, request)
        for cell in row.cells.values():
            if cell.state is None:
                cell.url = and_back(row.url, here)
            elif cell.state is TranslationState.MISSING:
                cell.url = and_back(address_to_translate(row.model, row.pk, cell.language), here) if may_add else ""
                cell.may_take = may_add
            else:
                _add_actions_on_translation(cell, pages[cell.pk], pages[row.pk], request)


def _add_actions_on_translation(cell: TranslationCell, page: Page, subject: Page, request: HttpRequest) -> None:
    if TreePermissionTester(request.user, page).can_edit():
        cell.url = and_back(address_to_edit(page.pk), request.get_full_path())
        cell.may_take = cell.state in (TranslationState.DRAFT, TranslationState.OUTDATED)
    elif page.live:
        cell.url = _public_url(subject, cell.language, request)


def _public_url(subject: Page, language: str, request: HttpRequest) -> str:
    if not subject.live:
        return ""
    with translation.override(language):
        return subject.get_url(request) or reverse("wagtail_serve", args=[""])


def _pages(rows: list[TranslationRow]) -> dict[int, Page]:
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
