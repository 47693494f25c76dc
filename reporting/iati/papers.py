"""Documents and pages that the file may lead to: only what somebody who is not signed in can open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from core import languages
from core.languages import Wording
from core.uploads.serving import may_read
from monitoring.models import Measurement

from .facts import Narratives, Paper


def papers_of(measurements: Iterable[int]) -> dict[int, list[Paper]]:
    """By measurement. Two queries, and what it takes to ask of each document whether it is public."""
    found: dict[int, list[Paper]] = defaultdict(list)
    anybody = HttpRequest()
    anybody.user, anybody.session = AnonymousUser(), {}
    with_documents = Measurement.objects.filter(documents__isnull=False, pk__in=measurements).distinct()
    for measurement in with_documents.prefetch_related("documents"):
        for document in measurement.documents.all():
            if may_read(document, anybody):
                title = (Wording(document.title, measurement.language),)
                paper = Paper(f"{settings.BASE_URL}{document.url}", document.content_type, title)
                found[measurement.pk].append(paper)
    return dict(found)


def address(view: str, *args) -> str:
    """The same whoever makes the file: a page's English address, which leads on to the other languages."""
    with translation.override(languages.CODES[0]):
        return f"{settings.BASE_URL}{reverse(view, args=args)}"


def web_page(page: Page, titles: Narratives) -> Paper:
    with translation.override(languages.CODES[0]):
        return Paper(page.full_url or "", "text/html", titles)
