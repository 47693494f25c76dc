"""What addresses may hold beyond Django's own."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter


class PageSlugConverter(StringConverter):
    """The address of a page of Wagtail's, in whatever script: Django's own `slug` knows ASCII only."""

    regex = r"[-\w]+"


register_converter(PageSlugConverter, "page_slug")
