"""The addresses that the site names as sources, and where each of them is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from wagtail.models import Page

from .models import Figure, Source, Sourced

WEB = ("http://", "https://")


def addresses_named() -> dict[str, list[Page | Sourced]]:
    """By the address: the live pages, and the records that are no pages, which name it."""
    found: dict[str, list[Page | Sourced]] = defaultdict(list)
    for url, place in _named():
        if url.startswith(WEB) and place not in found[url]:
            found[url].append(place)
    return {url: places for url, places in found.items() if places}


def _named() -> Iterator[tuple[str, Page | Sourced]]:
    for model, name in ((Source, "url"), (Figure, "source")):
        for row in model._default_manager.filter(page__live=True).exclude(**{name: ""}).select_related("page"):
            yield getattr(row, name), row.page
    for kind in apps.get_models():
        if issubclass(kind, Sourced):
            for record in kind._default_manager.exclude(sources=[]):
                yield from ((source.get("url") or "", record) for source in record.sources)
