"""Themes, target groups and free tags of many subjects at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from .models import SubjectPage, TargetGroup, Theme
from .revising import revise


@dataclass(frozen=True)
class Tagging:
    """What comes and what goes. What is in both goes."""

    add_themes: tuple[Theme, ...] = ()
    remove_themes: tuple[Theme, ...] = ()
    add_target_groups: tuple[TargetGroup, ...] = ()
    remove_target_groups: tuple[TargetGroup, ...] = ()
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    def __call__(self, page: Page) -> None:
        """Alters the page in memory; what it has no field for is left out."""
        _exchange(page, "themes", self.add_themes, self.remove_themes)
        _exchange(page, "target_groups", self.add_target_groups, self.remove_target_groups)
        page.tags.add(*self.add_tags)
        gone = {tag.casefold() for tag in self.remove_tags}
        page.tags.remove(*(tag.name for tag in page.tags.all() if tag.name.casefold() in gone))


def _exchange(page: Page, name: str, come: Iterable, go: Iterable) -> None:
    if hasattr(page, name):
        related = getattr(page, name)
        related.add(*come)
        related.remove(*go)


def can_be_tagged(model: type[Page]) -> bool:
    """Subjects that have themes and target groups: practices and pilots."""
    return issubclass(model, SubjectPage) and all(hasattr(model, name) for name in ("themes", "target_groups"))


def tag(pages: Iterable[Page], tagging: Tagging, *, user) -> tuple[list[Page], list[tuple[Page, ValidationError]]]:
    """The pages that were tagged, and those that could not be, with the reason. Each is done whole or not at all."""
    done, refused = [], []
    for page in pages:
        try:
            with transaction.atomic():
                revise(page, tagging, user=user)
        except ValidationError as error:
            refused.append((page, error))
        else:
            done.append(page)
    return done, refused
