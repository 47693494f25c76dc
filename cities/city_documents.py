"""A city's documents become public through the city's own pages, and through pages of no city, which editors write."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents.models import Document
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from core.uploads.serving import register_publishing_pages

from .models import CityPage, Office


@register_publishing_pages
def without_those_of_other_cities(document: Document, pages: PageQuerySet) -> PageQuerySet:
    """One city's link does not publish another city's draft."""
    inside = Collection.objects.filter(pk=document.collection_id, path__startswith=OuterRef("collection__path"))
    owner = Office.objects.filter(Exists(inside))
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = CityPage.objects.alias(below=below).filter(below__startswith=F("path"))
    return pages.filter(~Exists(owner) | ~Exists(above) | Exists(above.filter(office__in=owner)))
