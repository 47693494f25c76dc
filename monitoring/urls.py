"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

urlpatterns: list = []
