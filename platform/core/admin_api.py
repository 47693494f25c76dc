"""The interface's own API for images and documents, of which stock Wagtail gives everybody's to everybody."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from .visibility import files_visible_in_admin


class OwnFiles:
    """Inherit before an endpoint for files: those of the collections one works with."""

    request: HttpRequest
    model: type[Model]

    def get_queryset(self) -> QuerySet:
        return files_visible_in_admin(self.request.user, self.model).order_by("id")


class OwnImages(OwnFiles, ImagesAdminAPIViewSet):
    pass


class OwnDocuments(OwnFiles, DocumentsAdminAPIViewSet):
    pass
