"""The board of translations: every subject in every language, and what there is to do."""

from .view import TranslationBoard, may_see_board

__all__ = ["TranslationBoard", "may_see_board"]
