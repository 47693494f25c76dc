"""What has a results framework: the page of a phase, a pilot, a practice or a city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet

from core.languages import Wording
from core.visibility import visible_in_admin
from monitoring.models import MEASURED, Period, ResultLine
from monitoring.models.rights import is_mne
from monitoring.subjects import title_of, with_titles

CHANGED = "monitoring.framework"
"""Wagtail's log keeps who changed a framework, and when: a page's history shows it."""


@dataclass(frozen=True)
class Place:
    """`page` is a page as what it is."""

    page: Page

    @property
    def pk(self) -> int:
        return self.page.pk

    @property
    def title(self) -> Wording:
        return title_of(self.page)

    @property
    def kind_name(self) -> str:
        return str(self.page._meta.verbose_name)

    @property
    def url(self) -> str:
        return reverse("framework", args=[self.pk])

    @property
    def public_url(self) -> str:
        """Where anybody reads the results; empty for what is not public."""
        return self.page.url if self.page.live else ""

    def step(self, name: str) -> str:
        """The address of one of the things to do with the framework ("add", "periods", "copy", "sheet")."""
        return reverse(f"framework_{name}", args=[self.pk])

    def lines(self):
        found = ResultLine.objects.filter(page=self.pk)
        return found.select_related("indicator", "objective").order_by("order", "pk")

    def periods(self):
        return Period.objects.filter(line__page=self.pk)


def measured_pages(user) -> PageQuerySet:
    """What an M&E officer may give a framework: pages of its kinds that they may know of, and those that have one."""
    if not is_mne(user):
        return Page.objects.none()
    known = Q(pk__in=visible_in_admin(user).values("pk"))
    framed = Q(pk__in=ResultLine.objects.values("page"))
    return Page.objects.exact_type(*MEASURED).filter(known | framed)


def place_for(user, pk: int) -> Place:
    """For an M&E officer; what others ask for is not there."""
    if not is_mne(user):
        raise Http404
    return Place(get_object_or_404(measured_pages(user), pk=pk).specific)


def place_of(line: ResultLine) -> Place:
    return Place(line.page.specific)


def places_of(pages: Iterable[Page]) -> list[Place]:
    """As they are, with their words in the visitor's language: two queries for each kind, however many there are."""
    pages = list(pages)
    found = {}
    for model in MEASURED:
        keys = [page.pk for page in pages if page.specific_class is model]
        if keys:
            found |= {page.pk: page for page in with_titles(model.objects.filter(pk__in=keys))}
    return [Place(found[page.pk]) for page in pages]


# --- as they are listed ---------------------------------------------------------------------------------------------
@dataclass
class PlaceInList:
    """A place with how much of a framework it has. `target_count`: how many of the periods have one."""

    place: Place
    line_count: int = 0
    period_count: int = 0
    target_count: int = 0
    changed: datetime | None = None


def in_list(places: list[Place]) -> list[PlaceInList]:
    """Two queries, however many there are."""
    keys = [place.pk for place in places]
    rows = ResultLine.objects.filter(page__in=keys).order_by().values("page")
    rows = rows.annotate(
        line_count=Count("pk", distinct=True),
        period_count=Count("periods", distinct=True),
        target_count=Count("periods", filter=Q(periods__target__isnull=False), distinct=True),
    )
    numbers = {row.pop("page"): row for row in rows}
    entries = PageLogEntry.objects.filter(action=CHANGED, page__in=keys).order_by().values_list("page")
    changes = dict(entries.annotate(Max("timestamp")))
    return [PlaceInList(place, **numbers.get(place.pk, {}), changed=changes.get(place.pk)) for place in places]
