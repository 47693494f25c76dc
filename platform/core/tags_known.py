"""The tags that the editors' forms propose: of what a person may know of. A draft's tags tell what is in it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .models import SubjectTag
from .visibility import files_visible_in_admin, visible_in_admin

MOST = 10


def tags_known_to(user) -> QuerySet[Tag]:
    """Of the pages and the files that the person may know of."""
    subjects = SubjectTag.objects.filter(content_object__in=visible_in_admin(user).values("pk"))
    known = Q(pk__in=subjects.values("tag"))
    for model in (get_image_model(), get_document_model()):
        files = files_visible_in_admin(user, model).values("pk")
        kind = ContentType.objects.get_for_model(model)
        known |= Q(pk__in=TaggedItem.objects.filter(content_type=kind, object_id__in=files).values("tag"))
    return Tag.objects.filter(known)


@require_admin_access
def propose(request: HttpRequest, **of_which_model) -> JsonResponse:
    """In place of Wagtail's, which proposes everybody's. All our tags are of one kind."""
    term = request.GET.get("term", "")
    found = tags_known_to(request.user).filter(name__istartswith=term).order_by("name") if term else Tag.objects.none()
    return JsonResponse(list(found.values_list("name", flat=True)[:MOST]), safe=False)
