"""Which themes have a guide: what browsing and the front page link to."""

from __future__ import annotations

from collections.abc import Iterable

from core import languages
from core.keeping import kept

from .models import ThemePage


def guides() -> dict[str, dict]:
    """`.url` of the live guide and `.label`, the theme's name, by the theme's code. One query, kept."""
    return kept(("guides to themes", languages.current()), _guides)


def _guides() -> dict[str, dict]:
    pages = ThemePage.objects.live().select_related("theme")
    return {page.theme.code: {"url": page.get_url(), "label": page.theme.name} for page in pages}


def guide_to(codes: Iterable[str]) -> dict | None:
    """The guide, where exactly one theme is asked for and has one."""
    picked = list(codes)
    return guides().get(picked[0]) if len(picked) == 1 else None
