"""What stands in the library beside its pages: how a publication is cited, and each recommendation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from .citing import as_bibtex, as_ris, cited
from .models import PublicationPage, Recommendation
from .presenting_recommendations import recommendation_context

FILES = {
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
}
ASKED_AGAIN = 3600  # seconds for which a program may keep the file


def citation_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    page = get_object_or_404(PublicationPage.objects.live(), slug=slug)
    written, content_type = FILES[kind]
    publishers = page.publishers.select_related("organisation")
    response = HttpResponse(written(cited(page, publishers, page.editions.all(), request)), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{slug}.{kind}")
    patch_cache_control(response, public=True, max_age=ASKED_AGAIN)
    return response


def recommendation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Of a published publication, in its words for the visitor."""
    page = get_object_or_404(PublicationPage.objects.live(), slug=slug)
    one = get_object_or_404(Recommendation, publication=page, pk=pk)
    return render(request, "learning/recommendation.html", recommendation_context(one, page, request))
