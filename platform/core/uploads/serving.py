"""Who gets a file, and how it is sent: documents to those who may read them, and never as a page of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.static import serve
from wagtail.documents.models import Document
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from core.models import TranslationPage

Reason = Callable[[Document, HttpRequest], bool]
REASONS: list[Reason] = []


def register_reason_to_read(reason: Reason) -> Reason:
    """For a room whose records show documents: the index of references does not know a record's list of documents."""
    REASONS.append(reason)
    return reason


Publishing = Callable[[Document, PageQuerySet], PageQuerySet]
PUBLISHING: list[Publishing] = []


def register_publishing_pages(publishing: Publishing) -> Publishing:
    """For a room whose documents have owners: of the live pages that refer to one, those that make it public."""
    PUBLISHING.append(publishing)
    return publishing


def refuse_unless_public(document: Document, request: HttpRequest) -> None:
    """What a city drafts is nobody else's business: to all others it looks as if the document were not there."""
    if not may_read(document, request):
        raise Http404


def may_read(document: Document, request: HttpRequest) -> bool:
    """A live page or a public record refers to it, or the reader may choose or change it in the editors' interface."""
    return (
        _is_on_a_public_page(document, request)
        or any(reason(document, request) for reason in REASONS)
        or policy_registry.get_by_type(Document).user_has_any_permission_for_instance(
            request.user, ["choose", "change"], document
        )
    )


def _is_on_a_public_page(document: Document, request: HttpRequest) -> bool:
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    pages = Page.objects.live().filter(pk__in=set(references.values_list("object_id", flat=True)))
    for publishing in PUBLISHING:
        pages = publishing(document, pages)
    return any(_is_public(page, request) for page in pages)


def _is_public(page: Page, request: HttpRequest) -> bool:
    """A translation is public when it and its subject are live."""
    if issubclass(page.specific_class, TranslationPage) and not page.get_parent().live:
        return False
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def sealed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A file that a browser opens all the same has no script, no address of ours, and no place in a shared cache."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.has_header("Content-Disposition"):
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
            response["Cache-Control"] = "private, no-cache"
            response["Content-Encoding"] = "identity"  # compressed as they are; Wagtail writes "None", which is none
        return response

    return answer


def media(request: HttpRequest, folder: str, path: str) -> HttpResponse | FileResponse:
    """Pictures on one's own machine, where no web server stands in front. Its address names the folders."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT / folder))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not response.get("Content-Type", "").startswith("image/"):
        response["Content-Disposition"] = "attachment"
    return response
