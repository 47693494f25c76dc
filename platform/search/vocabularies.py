"""The names that every room's subjects may be about: themes, target groups, goals and objectives."""

from __future__ import annotations

from collections.abc import Iterable

from core import languages
from core.models import FrameworkItem, NamedInLanguages, TargetGroup, Theme

from .names import Named, provide

GOALS = {
    FrameworkItem.Framework.SDG_GOAL: "sdg",
    FrameworkItem.Framework.SDG_TARGET: "sdg",
    FrameworkItem.Framework.GCM_OBJECTIVE: "gcm",
}
WEIGHT_OF_A_GOAL = 0.05  # every other subject serves one of the larger goals


def names_of(row: NamedInLanguages) -> dict[str, tuple[str, ...]]:
    return {code: (name,) for code in languages.CODES if (name := getattr(row, f"name_{code}"))}


def _named() -> Iterable[Named]:
    for facet, model in (("theme", Theme), ("target", TargetGroup)):
        for row in model.objects.all():
            yield Named(facet, row.code, (f"{facet}:{row.pk}",), names_of(row))
    for item in FrameworkItem.objects.all():
        yield Named(GOALS.get(item.framework, ""), item.code, (f"goal:{item.pk}",), names_of(item), WEIGHT_OF_A_GOAL)


provide(_named)
