"""*Measured results*: what is followed on a pilot, a practice or a city, as its own page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from core.keeping import kept
from monitoring.models import ResultLine
from monitoring.results import LineResult, results

from .lines import Row, row_of


@dataclass(frozen=True)
class PageResults:
    """`rows` for `monitoring/_results.html`; nothing at all where nothing is followed."""

    rows: list[Row]

    def __bool__(self) -> bool:
        return bool(self.rows)


def results_of(page: Page) -> PageResults:
    """The lines of one page. Which pages have any is kept: on those that have none it costs nothing more."""
    if page.pk is None or page.pk not in kept("pages with results", _pages_with_results):
        return PageResults([])
    return PageResults([row_of(result) for result in found_of(page)])


def found_of(page: Page) -> list[LineResult]:
    return results(list(ResultLine.objects.filter(page=page.pk).select_related("indicator")))


def _pages_with_results() -> frozenset[int]:
    with_lines = ResultLine.objects.filter(page__isnull=False).order_by()
    return frozenset(with_lines.values_list("page", flat=True).distinct())
