"""The board as a page of the editors' interface."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import languages
from core.permissions import tree_policy

from .doing import date_what_is_outdated, lead_on
from .question import Question
from .rows import Row, State, name_cities
from .waiting import say_who_takes

ON_A_PAGE = 50


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

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        question = Question.of(self.request)
        rows = question.rows(self.request.user)
        shown = Paginator(question.narrowed(rows), ON_A_PAGE).get_page(self.request.GET.get("p"))
        on_page = list(shown.object_list)
        name_cities(on_page, ((city.path, city.name) for city in question.cities))
        lead_on(on_page, self.request.user, self.request)
        date_what_is_outdated(on_page)
        say_who_takes(on_page)
        return {
            **super().get_context_data(**kwargs),
            "form": question.form,
            "here": self.request.get_full_path(),
            "languages": languages.OWN_NAMES,
            "counts": _counts(rows, question),
            "rows": on_page,
            "page_obj": shown,
            "previous_url": question.address(p=str(shown.number - 1)) if shown.has_previous() else "",
            "next_url": question.address(p=str(shown.number + 1)) if shown.has_next() else "",
        }


def _counts(rows: list[Row], question: Question) -> list[dict]:
    """Over everything that is found, not only this page: each number leads to its rows."""
    found = Counter((cell.language, cell.state) for row in rows for cell in row.cells.values())
    return [
        {
            "label": state.label,
            "cells": [
                {
                    "count": found[code, state],
                    "url": question.address(into=code, state=state.value),
                    "current": (question["into"], question["state"]) == (code, state.value),
                }
                for code in languages.CODES
            ],
        }
        for state in State
    ]
