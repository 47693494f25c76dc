"""*Measured results*: what is followed on a pilot, a practice or a city, as its own page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from core.caching import cached_until_change
from monitoring.models import ResultLine
from monitoring.results import results

from .values import ResultRow, row_of


@dataclass(frozen=True)
class PageResults:
    """`rows` for `monitoring/public/_results.html`; false where nothing is followed."""

    rows: list[ResultRow]

    def __bool__(self) -> bool:
        return bool(self.rows)


def results_of(page: Page) -> PageResults:
    """The lines of one page. Which pages have any is kept: on those that have none it costs nothing more."""

    def pages_with_results() -> frozenset[int]:
        return frozenset(ResultLine.objects.order_by().values_list("page", flat=True).distinct())

    if page.pk is None or page.pk not in cached_until_change("pages with results", pages_with_results):
        return PageResults([])
    lines = list(ResultLine.objects.filter(page=page.pk).select_related("indicator"))
    return PageResults([row_of(result) for result in results(lines)])
