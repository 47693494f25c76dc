"""What the front room adds to the editors' interface."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .translation_board import TranslationBoard, may_see_board


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_see_board(request.user)


@hooks.register("register_admin_urls")
def register_translation_board() -> list:
    return [path("translations/", TranslationBoard.as_view(), name="translation_board")]


@hooks.register("register_admin_menu_item")
def list_translation_board() -> MenuItem:
    return TranslationsMenuItem(
        _("Translations"), reverse("translation_board"), name="translations", icon_name="globe", order=210
    )
