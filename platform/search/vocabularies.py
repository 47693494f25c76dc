"""The names that every room's subjects may be about (themes, target groups, goals), and the editors' list of terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core import languages
from core.models import Country, FrameworkItem, NamedInLanguages, TargetGroup, Theme, WithOtherNames

from .models import SearchTerm
from .names import Named, Term, provide

# Those that a filter knows. The names of other frameworks are everybody's words ("Human rights", "Partnerships"), which
# texts have anyway: as names they would hide the filters that such words lead to.
GOALS: dict[str, str] = {
    FrameworkItem.Framework.SDG_GOAL: "sdg",
    FrameworkItem.Framework.SDG_TARGET: "sdg",
    FrameworkItem.Framework.GCM_OBJECTIVE: "gcm",
}
WEIGHT_OF_A_GOAL = 0.05  # every other subject serves one of the larger goals
NUMBERED = {"sdg": {"en": "SDG {}", "fr": "ODD {}", "es": "ODS {}", "ar": "هدف {}"}, "gcm": {"": "GCM {}"}}


# "Employment and entrepreneurship": who types one of them names the theme.
CONJUNCTION = {
    "en": re.compile(r",| and "),
    "fr": re.compile(r",| et "),
    "es": re.compile(r",| [ye] "),
    "ar": re.compile(r"،|\sو(?=\w)"),
}


def with_parts(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Names, and what each of them joins."""
    return {
        code: (*of_language, *(part for name in of_language for part in CONJUNCTION[code].split(name)))
        for code, of_language in names.items()
        if code
    }


def names_of(row: NamedInLanguages) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {
        code: (name,) for code in languages.CODES if (name := getattr(row, f"name_{code}"))
    }
    if isinstance(row, Country):  # also as the chosen style calls it
        names = {code: tuple(dict.fromkeys((*names.get(code, ()), str(row.name_in(code))))) for code in languages.CODES}
    if isinstance(row, WithOtherNames):
        names[""] = tuple(row.other_names_listed())
    return names


def _named() -> Iterable[Named]:
    for facet, model in (("theme", Theme), ("target", TargetGroup)):
        for row in model.objects.all():
            yield Named(with_parts(names_of(row)), (f"{facet}:{row.pk}",), facet, row.code)
    for item in FrameworkItem.objects.filter(framework__in=GOALS):
        facet = GOALS[item.framework]
        yield Named(names_of(item), (f"goal:{item.pk}",), facet, item.code, WEIGHT_OF_A_GOAL)
        numbered = {language: (name.format(item.code),) for language, name in NUMBERED[facet].items()}
        yield Named(numbered, (f"goal:{item.pk}",), facet, item.code, WEIGHT_OF_A_GOAL, whole=True)


def _terms() -> Iterable[Term]:
    for row in SearchTerm.objects.all():
        yield Term({code: tuple(row.words_in(code)) for code in languages.CODES})


provide(_named)
provide(_terms)
