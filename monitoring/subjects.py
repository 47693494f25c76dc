"""What records of this room are about, as lists name it: a page by its own title, a phase or a city by its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from cities.models import CityPage
from core.languages import Wording

from .models import MEASURED


@dataclass(frozen=True)
class Subject:
    """`url` is empty where there is nothing that anybody could open."""

    title: Wording
    url: str = ""
    kind: str = ""


def subjects_of(records: Iterable, request: HttpRequest | None = None) -> dict[int, Subject]:
    """By the key of each record, which has a `page` or a `phase` (joined). One query for each kind of page."""
    records = list(records)
    keys = {record.page_id for record in records} - {None}
    pages = {page.pk: page for model in MEASURED if keys for page in _titled(model, keys)}
    return {
        record.pk: page_subject(pages[record.page_id], request) if record.page_id else phase_subject(record.phase)
        for record in records
    }


def _titled(model: type[Page], keys: set[int]):
    return model.objects.filter(pk__in=keys).defer("body", "row_words").order_by()


def page_subject(page, request: HttpRequest | None = None) -> Subject:
    title = page.name if isinstance(page, CityPage) else Wording(page.title, page.language)
    url = (page.get_url(request) or "") if page.live else ""
    return Subject(title, url, str(page._meta.verbose_name))


def phase_subject(phase) -> Subject:
    return Subject(phase.name, "", str(phase._meta.verbose_name))
