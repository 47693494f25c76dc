"""What has a results framework: a phase, or the page of a pilot, a practice or a city. One address scheme for both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.query import PageQuerySet

from cities.models import CityPage, Phase
from core.languages import Wording
from core.visibility import visible_in_admin
from monitoring.models import MEASURED, Period, ResultLine
from monitoring.models.rights import is_mne

PHASE, PAGE = "phase", "page"
CHANGED = "monitoring.framework"
"""Wagtail's log keeps who changed a framework, and when: a page's history shows it."""


@dataclass(frozen=True)
class Place:
    """`thing` is a Phase, or a page as what it is."""

    thing: Phase | Page

    @property
    def kind(self) -> str:
        return PHASE if isinstance(self.thing, Phase) else PAGE

    @property
    def pk(self) -> int:
        return self.thing.pk

    @property
    def fields(self) -> dict:
        """By which a line is of this place."""
        return {f"{self.kind}_id": self.pk}

    @property
    def title(self) -> Wording:
        if isinstance(self.thing, (Phase, CityPage)):
            return self.thing.name
        words = self.thing.words
        return Wording(words.title, words.language)

    @property
    def kind_name(self) -> str:
        return str(self.thing._meta.verbose_name)

    @property
    def url(self) -> str:
        return reverse(f"{self.kind}_framework", args=[self.pk])

    @property
    def public_url(self) -> str:
        """Where anybody reads the results; empty for what is not public."""
        if isinstance(self.thing, Phase):
            return f"{reverse('wagtail_serve', args=['monitoring/'])}?phase={self.thing.number}"
        return self.thing.url if self.thing.live else ""

    def step(self, name: str) -> str:
        """The address of one of the things to do with the framework ("add", "periods", "copy", "sheet")."""
        return reverse(f"framework_{name}", args=[self.kind, self.pk])

    def lines(self):
        found = ResultLine.objects.filter(**self.fields)
        return found.select_related("indicator", "objective").order_by("order", "pk")

    def periods(self):
        return Period.objects.filter(**{f"line__{name}": value for name, value in self.fields.items()})


def measured_pages(user) -> PageQuerySet:
    """What an M&E officer may give a framework: pages of its kinds that they may know of, and those that have one."""
    if not is_mne(user):
        return Page.objects.none()
    known = Q(pk__in=visible_in_admin(user).values("pk"))
    framed = Q(pk__in=ResultLine.objects.filter(page__isnull=False).values("page"))
    return Page.objects.exact_type(*MEASURED).filter(known | framed)


def place_for(user, kind: str, pk: int) -> Place:
    """For an M&E officer; what others ask for is not there."""
    if not is_mne(user) or kind not in (PHASE, PAGE):
        raise Http404
    if kind == PHASE:
        return Place(get_object_or_404(Phase, pk=pk))
    return Place(get_object_or_404(measured_pages(user), pk=pk).specific)


def place_of(line: ResultLine) -> Place:
    return Place(line.phase if line.phase_id else line.page.specific)


def places_of(pages: Iterable[Page]) -> list[Place]:
    """As they are, with their words in the visitor's language: two queries for each kind, however many there are."""
    pages = list(pages)
    found = {}
    for model in MEASURED:
        keys = [page.pk for page in pages if page.specific_class is model]
        if keys:
            found |= {page.pk: page for page in model.objects.filter(pk__in=keys).with_words()}
    return [Place(found[page.pk]) for page in pages]


# --- as they are listed ---------------------------------------------------------------------------------------------
@dataclass
class Listed:
    """A place with how much of a framework it has. `target_count`: how many of the periods have one."""

    place: Place
    line_count: int = 0
    period_count: int = 0
    target_count: int = 0
    changed: datetime | None = None


def listed(places: list[Place]) -> list[Listed]:
    """Three queries for each kind of place, however many there are."""
    numbers = {kind: _numbers(kind, places) for kind in (PHASE, PAGE)}
    changes = {kind: _changes(kind, places) for kind in (PHASE, PAGE)}
    return [
        Listed(place, **numbers[place.kind].get(place.pk, {}), changed=changes[place.kind].get(place.pk))
        for place in places
    ]


def _keys(kind: str, places: list[Place]) -> list[int]:
    return [place.pk for place in places if place.kind == kind]


def _numbers(kind: str, places: list[Place]) -> dict[int, dict]:
    rows = ResultLine.objects.filter(**{f"{kind}__in": _keys(kind, places)}).order_by().values(kind)
    rows = rows.annotate(
        line_count=Count("pk", distinct=True),
        period_count=Count("periods", distinct=True),
        target_count=Count("periods", filter=Q(periods__target__isnull=False), distinct=True),
    )
    return {row.pop(kind): row for row in rows}


def _changes(kind: str, places: list[Place]) -> dict[int, datetime]:
    keys = _keys(kind, places)
    if kind == PAGE:
        found = PageLogEntry.objects.filter(action=CHANGED, page__in=keys).order_by().values_list("page")
        return dict(found.annotate(Max("timestamp")))
    is_phase = {"content_type": ContentType.objects.get_for_model(Phase), "object_id__in": [str(key) for key in keys]}
    found = (
        ModelLogEntry.objects.filter(action=CHANGED, **is_phase)
        .order_by()
        .values_list("object_id")
        .annotate(Max("timestamp"))
    )
    return {int(key): timestamp for key, timestamp in found}
