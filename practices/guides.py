"""Which themes have a guide: what browsing and the front page link to."""

from __future__ import annotations

from collections.abc import Iterable

from core import languages
from core.caching import cached_until_change
from core.display import Link

from .models import ThemePage


def guides() -> dict[str, Link]:
    """To the live guides, with the theme's name, by the theme's code. One query, kept."""

    def found() -> dict[str, Link]:
        pages = ThemePage.objects.live().select_related("theme")
        return {page.theme.code: Link(page.theme.name, page.get_url()) for page in pages}

    return cached_until_change(("guides to themes", languages.current()), found)


def guide_to(codes: Iterable[str]) -> Link | None:
    """The guide, where exactly one theme is asked for and has one."""
    picked = list(codes)
    return guides().get(picked[0]) if len(picked) == 1 else None
