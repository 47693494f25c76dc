"""What a person may know of in the editors' interface: one queryset that every list, chooser and guard starts from."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.query import PageQuerySet

from .permissions import translation_models, translations_of_live, tree_policy


def visible_in_admin(user) -> PageQuerySet:
    """Whatever anybody can read, and what the person may work on; never another city's draft.

    A translation is public when it and its subject are.
    """
    if user.is_active and user.is_superuser:
        return Page.objects.all()
    public = Page.objects.live().public().not_exact_type(*translation_models()) | translations_of_live().live()
    return public | tree_policy().explorable_instances(user)
