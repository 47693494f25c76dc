"""Whatever points at one thing is made to point at another, in whatever room it is.

The list comes from Django itself, so that a lower room's thing can be handed over without knowing who names it. A page
that names it may have a draft that names it too: both are changed (core.revising). What belongs to the thing itself,
its rows and its translations, stays with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from .models import TranslationPage
from .revising import revise

NOT_OURS = ("wagtail", "django", "taggit", "modelsearch", "allauth")
OURS_TOO = ("wagtailredirects.redirect",)


@dataclass(frozen=True)
class OnPage:
    """A field of a kind of page, or of its `rows`, that names the thing: one, or among several."""

    model: type[Page]
    field: str
    rows: str = ""

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def holders(self, thing: models.Model) -> set[int]:
        """Keys of the pages that name it, in public or in their newest draft."""
        lookup = f"{self.rows}__{self.field}" if self.rows else self.field
        public = self.model.objects.filter(**{lookup: thing}).values_list("pk", flat=True)
        drafts = self.model.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
        contents = drafts.values_list("pk", "latest_revision__content").iterator(200)
        return {*public, *(pk for pk, content in contents if self._named_in(content, thing.pk))}

    def _named_in(self, content: dict, key: int) -> bool:
        named = [one.get(self.field) for one in (content.get(self.rows) or () if self.rows else [content])]
        return any(key in one if isinstance(one, list) else key == one for one in named)

    def point(self, page: Page, old: models.Model, new: models.Model) -> None:
        """In memory."""
        holders = list(getattr(page, self.rows).all()) if self.rows else [page]
        for holder in holders:
            value = getattr(holder, self.field)
            if hasattr(value, "all"):
                self._exchange(value, old, new)
            elif value == old:
                setattr(holder, self.field, new)
        if self.rows:
            setattr(page, self.rows, holders)

    def _exchange(self, related, old: models.Model, new: models.Model) -> None:
        if old in related.all():
            related.remove(old)
            related.add(new)


@dataclass(frozen=True)
class OnRecord:
    """A foreign key of a record; a generic one where `kind` names the field of its content type."""

    model: type[models.Model]
    field: str
    kind: str = ""

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def holders(self, thing: models.Model) -> list[int]:
        asked = {self.field: thing.pk}
        if self.kind:
            asked[self.kind] = ContentType.objects.get_for_model(thing)
        return list(self.model._base_manager.filter(**asked).values_list("pk", flat=True))

    def point(self, old: models.Model, new: models.Model) -> None:
        """What the other has already (the database holds "once") stays where it is."""
        for pk in self.holders(old):
            try:
                with transaction.atomic():
                    self.model._base_manager.filter(pk=pk).update(**{self.field: new.pk})
            except IntegrityError:
                continue


Place = OnPage | OnRecord


def places(model: type[models.Model]) -> list[Place]:
    """Where a thing of this model can be named."""
    relations = [one for one in model._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    found = [place for relation in relations if (place := _place(relation.related_model, relation.field))]
    return [*found, *(_generic_places() if issubclass(model, Page) else ())]


def _place(owner: type[models.Model], field: models.Field) -> Place | None:
    if _is_foreign(owner) or _is_its_own(owner, field):
        return None
    if issubclass(owner, Page):
        return OnPage(owner, field.name)
    if field.many_to_many:
        several = cast(models.ManyToManyField, field)  # or tags, which answer alike
        return OnRecord(cast(type[models.Model], several.remote_field.through), several.m2m_reverse_field_name())
    page = next((one for one in owner._meta.get_fields() if isinstance(one, ParentalKey)), None)
    if page and issubclass(page.related_model, Page):
        return OnPage(page.related_model, field.name, rows=page.remote_field.related_name)
    return OnRecord(owner, field.attname)


def _is_foreign(owner: type[models.Model]) -> bool:
    return owner.__module__.split(".")[0] in NOT_OURS and owner._meta.label_lower not in OURS_TOO


def _is_its_own(owner: type[models.Model], field: models.Field) -> bool:
    """Its rows, its translations, its other half in another table; the tables behind many-to-many fields."""
    through = owner._meta.auto_created
    parental = isinstance(field, ParentalKey) or getattr(field.remote_field, "parent_link", False)
    return bool(through or parental or issubclass(owner, TranslationPage))


def _generic_places() -> Iterator[OnRecord]:
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey) and not _is_foreign(model):
                yield OnRecord(model, field.fk_field, kind=field.ct_field)


@transaction.atomic
def point_all(old: models.Model, new: models.Model, among: list[Place], *, user) -> None:
    """Raises ValidationError, naming the page, where one that names the thing cannot be changed."""
    on_pages: dict[int, list[OnPage]] = defaultdict(list)
    for place in among:
        if isinstance(place, OnRecord):
            place.point(old, new)
            continue
        for pk in place.holders(old):
            on_pages[pk].append(place)
    for page in Page.objects.filter(pk__in=on_pages):
        try:
            revise(page, partial(_point, on_pages[page.pk], old, new), user=user)
        except ValidationError as error:
            raise ValidationError(f"{page.get_admin_display_title()}: {' '.join(error.messages)}") from error


def _point(found: list[OnPage], old: models.Model, new: models.Model, page: Page) -> None:
    for place in found:
        place.point(page, old, new)
