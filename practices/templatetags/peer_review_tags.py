"""What peers said of a draft, above its form."""

from __future__ import annotations

from typing import Any

from django import template

from practices.models import PracticePage
from practices.peer_reviewing import may_ask

register = template.Library()


@register.inclusion_tag("practices/admin/peer_reviews.html", takes_context=True)
def peer_reviews(context) -> dict[str, Any]:
    """Whoever edits the page may read it: the city's writers and the editors."""
    page = context["page"]
    if not isinstance(page, PracticePage):
        return {}
    return {
        "page": page,
        "reviews": page.peer_reviews.select_related("city").order_by("-asked"),
        "may_ask": may_ask(context["request"].user, page),
    }
