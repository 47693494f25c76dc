"""How the facets of pilots are read from the database: their values, and by columns what each pilot has of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from cities.models import CityPage, Phase
from cities.tree import city_path
from core import languages
from core.folding import fold
from core.models import Theme
from core.partial_dates import newest_first_key
from facets import FacetRecord, FacetValue, Listed, Vocabulary
from facets.values import chosen, label_of, named, spoken

from .models import PilotPage, PilotTranslation

SPOKEN = {code: place for place, code in enumerate(languages.CODES)}
UNKNOWN = "unknown"
"""The status that the sources do not say."""


@dataclass(frozen=True)
class CodesByKey:
    """What keys of the database, and a city's place in the tree, mean in codes."""

    themes: Mapping[int, str]
    phases: Mapping[int, str]
    cities: Mapping[str, str]


class PilotKeys(NamedTuple):
    """What the sorts read. `recent` is smaller the later it began; titles are folded, by language."""

    recent: int
    title: str
    titles: tuple[str, ...]


def vocabulary() -> Vocabulary:
    themes, phases = list(Theme.objects.all()), list(Phase.objects.order_by("number"))
    cities = list(CityPage.objects.live())
    values = {
        "theme": named(themes, Listed.USED),
        "city": {city.slug: FacetValue(city.slug, label_of(city), Listed.USED) for city in cities},
        "phase": {str(phase.number): FacetValue(str(phase.number), label_of(phase), Listed.USED) for phase in phases},
        "status": chosen([*PilotPage.Status.choices, (UNKNOWN, _("Not known"))], Listed.USED),
        "lang": spoken(),
    }
    codes = CodesByKey(
        themes={theme.pk: theme.code for theme in themes},
        phases={phase.pk: str(phase.number) for phase in phases},
        cities={city.path: city.slug for city in cities},
    )
    return Vocabulary(values, codes)


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[FacetRecord]:
    """The live pilots among `pks`, or all: three queries, whatever their number."""
    codes: CodesByKey = words.own
    themes: dict[int, list[str]] = defaultdict(list)
    about = _among(PilotPage.themes.through.objects, "pilotpage_id", pks)
    for pk, theme in about.values_list("pilotpage_id", "theme_id"):
        themes[pk].append(codes.themes[theme])
    translated: dict[int, dict[str, str]] = defaultdict(dict)
    public = _among(PilotTranslation.objects.filter(live=True), "subject_id", pks)
    for pk, language, title in public.values_list("subject_id", "language", "title"):
        translated[pk][language] = title
    pilots = _among(PilotPage.objects.live(), "pk", pks).annotate(began=Cast("starts", CharField()))
    for pk, path, title, language, status, began, phase in pilots.values_list(
        "pk", "path", "title", "language", "status", "began", "phase_id"
    ):
        titles = {code: fold(one) for code, one in {language: title, **translated[pk]}.items()}
        pairs = [("status", status or UNKNOWN), *(("theme", code) for code in themes[pk])]
        pairs += [("lang", code) for code in titles]
        pairs += [("city", city)] if (city := codes.cities.get(city_path(path))) else []
        pairs += [("phase", codes.phases[phase])] if phase in codes.phases else []
        by_language = tuple(titles.get(code, titles[language]) for code in SPOKEN)
        yield FacetRecord(pk, pairs, PilotKeys(newest_first_key(began), titles[language], by_language))


def _among(rows: QuerySet, field: str, pks: list[int] | None) -> QuerySet:
    return rows.order_by() if pks is None else rows.filter(**{f"{field}__in": pks}).order_by()
