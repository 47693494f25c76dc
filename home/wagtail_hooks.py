"""The editors' interface as each role needs it: the desk for a start page, a form that counts, a short menu."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.roles import Role, holds

from .desk import desk_context
from .translation_board import TranslationBoard, may_see_board
from .translation_board.assigning import assign

REPORTS_OF_EDITORS = {
    *("locked-pages", "workflows", "workflow-tasks", "site-history", "aging-pages", "page-types-usage")
}
"""Wagtail's own reports. What our rooms register says by itself who may read it."""


class DeskPanel(Component):
    """The same desk as the page's, in the clothes of the interface."""

    name = "desk"
    order = 100
    template_name = "home/admin/desk_panel.html"

    def get_context_data(self, parent_context) -> dict[str, Any]:
        return desk_context(parent_context["request"])


@hooks.register("construct_homepage_panels")
def put_desk_on_start_page(request, panels: list) -> None:
    """Wagtail's own panels list what one edited once, also for a city one has left; the desk knows better."""
    panels[:] = [DeskPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def remove_summary_items(request, summary_items: list) -> None:
    """How many pages, images and documents there are helps nobody to start."""
    summary_items.clear()


@hooks.register("register_admin_menu_item")
def register_desk_menu_item() -> MenuItem:
    return MenuItem(_("Desk"), reverse("wagtailadmin_home"), name="desk", icon_name="home", order=10)


@hooks.register("construct_reports_menu")
def limit_reports_menu(request, menu_items: list) -> None:
    if not holds(request.user, Role.EDITOR):
        menu_items[:] = [item for item in menu_items if item.name not in REPORTS_OF_EDITORS]


@hooks.register("construct_help_menu")
def limit_help_menu(request, menu_items: list) -> None:
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/admin-writing.js"))


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


# --- translations ---------------------------------------------------------------------------------------------
class TranslationsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_see_board(request.user)


@hooks.register("register_admin_urls")
def register_translation_board() -> list:
    return [
        path("translations/", TranslationBoard.as_view(), name="translation_board"),
        path("translations/assign/", assign, name="assign_translation"),
    ]


@hooks.register("register_admin_menu_item")
def register_translations_menu_item() -> MenuItem:
    return TranslationsMenuItem(
        _("Translations"), reverse("translation_board"), name="translations", icon_name="globe", order=210
    )
