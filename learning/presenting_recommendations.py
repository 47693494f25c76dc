"""What the page of a recommendation shows. What answers it belongs to higher rooms, and comes by their tags."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.display import Fact, Link, known
from core.models import FrameworkItem
from core.templatetags.core_tags import row_words

from .models import PublicationPage, Recommendation
from .naming import names_of
from .presenting import display_year
from .related import keys_of

LEVELS = Recommendation.Level


def recommendation_url(recommendation: Recommendation, publication: PublicationPage) -> str:
    return reverse("recommendation", args=[publication.slug, recommendation.pk])


def addressed_to(recommendation: Recommendation) -> str:
    """Whom it is for; nothing where that is not known."""
    return {
        LEVELS.CITY: _("For cities"),
        LEVELS.NATIONAL: _("For national governments"),
        LEVELS.INTERNATIONAL: _("For the international level"),
    }.get(recommendation.level, "")


def recommendation_context(
    recommendation: Recommendation, publication: PublicationPage, request: HttpRequest
) -> dict[str, Any]:
    """For `learning/recommendation.html`. The languages of its address are the publication's, whose `page` it is."""
    words = publication.words
    goals = names_of(goals=FrameworkItem.objects.filter(pk__in=keys_of(recommendation.framework_items)))["goals"]
    title, address = words.wording("title"), publication.get_url(request)
    code = recommendation.code
    return {
        "page": publication,
        "words": words,
        "recommendation": recommendation,
        "heading": _("Recommendation %(code)s") % {"code": code} if code else _("Recommendation"),
        "text": row_words(words, recommendation, "words"),
        "goals": [goal.in_framework for goal in goals],
        "crumbs": [Link(_("Library"), reverse("wagtail_serve", args=["library/"])), Link(title, address)],
        "facts": known(
            [
                Fact(_("Publication"), links=(Link(title, address),)),
                Fact(_("Year"), display_year(publication) if publication.year else ""),
                Fact(_("Addressed to"), addressed_to(recommendation)),
            ]
        ),
    }
