"""The counts of seven facets as SQL would give them: one grouped query a facet, three where something is ticked."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, OuterRef, QuerySet, Subquery

from cities.models import CityPage
from cities.tree import CityPath
from core.models import FrameworkItem
from facets import Question
from practices.models import Assessment, PracticePage

FACETS = ("theme", "country", "target", "sdg", "gcm", "status", "evidence")
GOALS = {"sdg": FrameworkItem.Framework.SDG_GOAL, "gcm": FrameworkItem.Framework.GCM_OBJECTIVE}


def counts(question: Question) -> dict[str, dict[str, int]]:
    return {facet: counts_of(facet, question, question.codes(facet)) for facet in FACETS}


def counts_of(facet: str, question: Question, ticked: tuple[str, ...]) -> dict[str, int]:
    """Of a ticked value what it brought, of any other how long the list is with it too."""
    found, around = fitting(question), fitting(question, but=facet)
    if not ticked:
        return COUNTED[facet](found, facet)
    brought, adds = COUNTED[facet](found, facet), COUNTED[facet](around.exclude(pk__in=found.values("pk")), facet)
    length = found.count()
    every = COUNTED[facet](PracticePage.objects.live().order_by(), facet)
    return {code: brought.get(code, 0) if code in ticked else length + adds.get(code, 0) for code in every}


def fitting(question: Question, but: str = "") -> QuerySet[PracticePage]:
    """The live practices that fit every facet that was asked for, or all but one."""
    found = PracticePage.objects.live().order_by()
    for facet, codes in question.picked:
        if facet != but:
            found = found.filter(pk__in=WITH[facet](codes))
    return found


def with_theme(codes: tuple[str, ...]) -> QuerySet:
    return PracticePage.themes.through.objects.filter(theme__code__in=codes).values("practicepage_id")


def with_country(codes: tuple[str, ...]) -> QuerySet:
    cities = CityPage.objects.live().filter(country__code__in=codes).values("path")
    return PracticePage.objects.annotate(of=CityPath()).filter(of__in=cities).order_by().values("pk")


WITH: dict[str, Callable] = {"theme": with_theme, "country": with_country}


def by_theme(found: QuerySet, _facet: str) -> dict[str, int]:
    return grouped(PracticePage.themes.through.objects.filter(practicepage__in=found), "theme__code")


def by_target(found: QuerySet, _facet: str) -> dict[str, int]:
    return grouped(PracticePage.target_groups.through.objects.filter(practicepage__in=found), "targetgroup__code")


def by_goal(found: QuerySet, facet: str) -> dict[str, int]:
    linked = PracticePage.framework_items.through.objects.filter(practicepage__in=found)
    return grouped(linked.filter(frameworkitem__framework=GOALS[facet]), "frameworkitem__code")


def by_status(found: QuerySet, _facet: str) -> dict[str, int]:
    return grouped(found, "status")


def by_country(found: QuerySet, _facet: str) -> dict[str, int]:
    above = CityPage.objects.live().filter(path=OuterRef("of")).order_by().values("country__code")[:1]
    return grouped(found.annotate(of=CityPath()).annotate(country=Subquery(above)), "country")


def by_evidence(found: QuerySet, _facet: str) -> dict[str, int]:
    newest = Assessment.objects.filter(practice=OuterRef("pk")).order_by("-on", "-pk").values("level")[:1]
    return grouped(found.annotate(level=Subquery(newest)), "level")


COUNTED: dict[str, Callable] = {
    "theme": by_theme,
    "target": by_target,
    "sdg": by_goal,
    "gcm": by_goal,
    "status": by_status,
    "country": by_country,
    "evidence": by_evidence,
}


def grouped(rows: QuerySet, column: str) -> dict[str, int]:
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values_list(column, "number")
    return {"none" if code is None else str(code): number for code, number in counted}
