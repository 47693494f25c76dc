"""The editors' lists: the evidence of every practice, and the practices that are no longer sure to be true."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from accounts.roles import Role, holds
from cities.checking_in import of_kind
from cities.models import CityPage
from cities.tree import city_path, under
from core.visibility import visible_in_admin

from .assessing import NOT_ASSESSED, may_assess
from .confirming import STILL_TRUE
from .models import Assessment, PracticePage
from .still_true import Stale, stale
from .wording import display_role

NEXT_STEPS = {Stale.UNCORRECTED: ("wagtailadmin_pages:edit", gettext_lazy("Correct the page"))}
ASK = ("record_confirmation", gettext_lazy("Ask the city and record its answer"))


class UnderCities(WagtailFilterSet):
    """By the city that a practice hangs under."""

    city = django_filters.ModelChoiceFilter(
        label=gettext_lazy("City"), queryset=CityPage.objects.live().order_by("title"), method="under"
    )

    def under(self, practices: QuerySet, name: str, city: CityPage) -> QuerySet:
        return practices.filter(under([city]))


class PracticeList(BaseListingView):
    """A list for those who look after evidence; each row knows its `city` and who reads it. One query for all rows."""

    paginate_by = 50
    model = PracticePage

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_assess(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        rows = context["table"].data
        cities = CityPage.objects.filter(path__in={city_path(row.path) for row in rows})
        by_path = {city.path: city for city in cities}
        for row in rows:
            row.city, row.read_by = by_path.get(city_path(row.path)), self.request.user
        return context


def _city_name(practice: PracticePage) -> str:
    return str(practice.city.name) if practice.city else ""


def _day(name: str):
    return lambda practice: date_format(getattr(practice, name)) if getattr(practice, name) else ""


# --- evidence -------------------------------------------------------------------------------------------------
class EvidenceFilters(UnderCities):
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Evidence level"),
        choices=lambda: [(NOT_ASSESSED, _("Not assessed yet")), *Assessment.Level.choices],
        method="of_level",
    )

    def of_level(self, practices: QuerySet, name: str, level: str) -> QuerySet:
        return practices.filter(Q(level__isnull=True) if level == NOT_ASSESSED else Q(level=level))

    class Meta:
        model = PracticePage
        fields = ["level", "city"]


def _level_with_meaning(practice: PracticePage) -> str:
    if practice.level is None:
        return _("Not assessed yet")
    return f"{practice.level} – {Assessment.Level(practice.level).label}"


class EvidenceList(PracticeList):
    page_title = gettext_lazy("Evidence")
    header_icon = "check"
    index_url_name = "evidence"
    index_results_url_name = "evidence_results"
    filterset_class = EvidenceFilters
    is_searchable = True
    search_backend_name = None
    search_fields = ["title"]
    columns = [
        TitleColumn("title", label=gettext_lazy("Practice"), url_name="assess_practice"),
        Column("city", label=gettext_lazy("City"), accessor=_city_name),
        Column("level", label=gettext_lazy("Evidence level"), accessor=_level_with_meaning),
        Column("assessed", label=gettext_lazy("Since"), accessor=_day("assessed")),
    ]

    def get_base_queryset(self) -> QuerySet:
        newest = Assessment.objects.filter(practice=OuterRef("pk")).order_by("-on", "-pk")
        known = PracticePage.objects.filter(pk__in=visible_in_admin(self.request.user).values("pk"))
        levels = known.annotate(level=Subquery(newest.values("level")[:1]), assessed=Subquery(newest.values("on")[:1]))
        return levels.order_by("path")


# --- freshness ------------------------------------------------------------------------------------------------
def _link_to_next_step(practice: PracticePage) -> SafeString | str:
    """A link for those who may do it."""
    address, label = NEXT_STEPS.get(practice.stale, ASK)
    if not holds(practice.read_by, Role.EDITOR):
        return str(label)
    return format_html('<a href="{}">{}</a>', reverse(address, args=[practice.pk]), label)


class StaleFilters(UnderCities):
    stale = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Stale.choices)

    class Meta:
        model = PracticePage
        fields = ["stale", "city"]


class StaleList(PracticeList):
    page_title = gettext_lazy("To be confirmed")
    header_icon = "history"
    index_url_name = "stale_practices"
    index_results_url_name = "stale_practices_results"
    filterset_class = StaleFilters
    columns = [
        TitleColumn("title", label=gettext_lazy("Practice"), get_url=lambda practice: practice.get_url()),
        Column("city", label=gettext_lazy("City"), accessor=_city_name),
        Column("stale", label=gettext_lazy("State"), accessor=lambda practice: str(Stale(practice.stale).label)),
        Column("confirmed_on", label=gettext_lazy("Last confirmed"), accessor=_day("confirmed_on")),
        Column(
            "by_role",
            label=gettext_lazy("By"),
            accessor=lambda practice: display_role(practice.confirmed_by or "", _city_name(practice)),
        ),
        Column("reminded_on", label=gettext_lazy("Reminded on"), accessor=_day("reminded_on")),
        Column("next_step", label=gettext_lazy("Next step"), accessor=_link_to_next_step),
    ]

    def get_base_queryset(self) -> QuerySet:
        sent = of_kind(STILL_TRUE).filter(object_id=OuterRef("pk"), sent__isnull=False).order_by("-sent")
        return (
            stale(timezone.localdate())
            .annotate(reminded_on=Subquery(sent.values("sent")[:1]))
            .order_by("counted_from", "path")
        )
