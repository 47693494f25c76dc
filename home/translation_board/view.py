"""The board as a page of the editors' interface."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import languages
from core.permissions import tree_policy

from .actions import add_actions
from .filters import TranslationBoardForm
from .rows import TranslationRow, TranslationState, add_city_names, add_outdated_since, add_takers

ON_A_PAGE = 50


@dataclass(frozen=True)
class TranslationCount:
    """How many translations into one language are in one state, and the board with these."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class TranslationCounts:
    """Of one state, language by language."""

    label: str | Promise
    counts: list[TranslationCount]


def may_see_board(user) -> bool:
    """Who writes or translates anything at all."""
    return user.is_superuser or tree_policy().user_has_any_permission(user, {"add", "change", "publish"})


class TranslationBoard(WagtailAdminTemplateMixin, TemplateView):
    template_name = "home/admin/translation_board.html"
    page_title = _("Translations")
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_board(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        form = TranslationBoardForm(self.request)
        found = form.rows()
        page = Paginator(form.filtered(found), ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = list(page.object_list)
        add_city_names(rows, form.cities)
        add_actions(rows, self.request)
        add_outdated_since(rows)
        add_takers(rows)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "here": self.request.get_full_path(),
            "languages": languages.OWN_NAMES,
            "counts": _counts(found, form),
            "rows": rows,
            "page_obj": page,
            "previous_url": form.address(p=str(page.number - 1)) if page.has_previous() else "",
            "next_url": form.address(p=str(page.number + 1)) if page.has_next() else "",
        }


def _counts(rows: list[TranslationRow], form: TranslationBoardForm) -> list[TranslationCounts]:
    """Over everything that is found, not only this page: each number leads to its rows."""
    numbers = Counter((cell.language, cell.state) for row in rows for cell in row.cells.values())
    chosen = form.chosen("into"), form.chosen("state")
    return [
        TranslationCounts(
            state.label,
            [
                TranslationCount(
                    numbers[code, state], form.address(into=code, state=state.value), chosen == (code, state.value)
                )
                for code in languages.CODES
            ],
        )
        for state in TranslationState
    ]
