"""By what the programme's sessions are found, in which orders they stand, and which writes change that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage, Phase
from core.models import Country, Region, Theme
from core.partial_dates import newest_first_key
from facets import (
    Collection,
    Facet,
    FacetRecord,
    FacetValue,
    Listed,
    Sort,
    Vocabulary,
    register,
    watch,
    watch_vocabulary,
)
from facets.values import chosen, label_of, named
from practices.facet_vocabulary import region_values

from .facet_parts import (
    NO_YEAR,
    SPOKEN,
    among,
    folded_titles,
    languages_of_work,
    related_keys,
    translated_titles,
    years,
)
from .models import SessionDocument, SessionPage, SessionTranslation

BY_DATE = "date"


class SessionKeys(NamedTuple):
    """What sorts and list read of a session: `starts` is smaller the later; `host` is the key of its city."""

    starts: int
    titles: tuple[str, ...]
    host: int | None


class SessionValues(NamedTuple):
    """What keys of the database mean in codes. `regions` of a city are those of its country."""

    themes: Mapping[int, str]
    phases: Mapping[int, str]
    countries: Mapping[int, tuple[str, ...]]
    cities: Mapping[int, tuple[str, ...]]


def vocabulary() -> Vocabulary:
    themes, phases, regions = list(Theme.objects.all()), list(Phase.objects.all()), list(Region.objects.all())
    countries: dict[int, list[str]] = defaultdict(list)
    for country, code in Country.regions.through.objects.values_list("country_id", "region__code"):
        countries[country].append(code)
    cities = dict(CityPage.objects.live().order_by().values_list("pk", "country_id"))
    values = {
        "theme": named(themes, Listed.USED),
        "kind": chosen(SessionPage.Kind.choices, Listed.USED),
        "phase": {str(one.number): FacetValue(str(one.number), label_of(one), Listed.USED) for one in phases},
        "region": region_values(regions),
        "year": years(without=_("Date not certain")),
        "lang": languages_of_work(),
    }
    own = SessionValues(
        themes={theme.pk: theme.code for theme in themes},
        phases={phase.pk: str(phase.number) for phase in phases},
        countries={country: tuple(codes) for country, codes in countries.items()},
        cities={city: tuple(countries.get(country, ())) for city, country in cities.items()},
    )
    return Vocabulary(values, own)


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[FacetRecord]:
    """The live sessions of the programme among `pks`, or all: four queries, whatever their number."""
    codes: SessionValues = words.own
    translated = translated_titles(SessionTranslation, pks)
    themes = related_keys(SessionPage, "themes", "theme_id", pks)
    documents: dict[int, set[str]] = defaultdict(set)
    for pk, languages in among(SessionDocument.objects, "session_id", pks).values_list("session_id", "languages"):
        documents[pk].update(languages)
    sessions = among(SessionPage.objects.live().of_programme(), "pk", pks).annotate(began=Cast("starts", CharField()))
    for pk, title, language, kind, phase, host, country, starts, spoken, interpreted in sessions.values_list(
        "pk",
        "title",
        "language",
        "kind",
        "phase_id",
        "host_city_id",
        "country_id",
        "began",
        "working_languages",
        "interpretation",
    ).iterator(5_000):
        dated = newest_first_key(starts)
        regions = codes.cities.get(host, codes.countries.get(country, ()))
        # in which anything of it is: its page, what was spoken, what came out of it
        in_languages = {language, *translated.get(pk, ()), *spoken, *interpreted, *documents.get(pk, ())}
        own = [("theme", codes.themes[theme]) for theme in themes.get(pk, ()) if theme in codes.themes]
        own += [("region", code) for code in regions]
        own += [("lang", code) for code in in_languages]
        own += [("phase", codes.phases[phase])] if phase in codes.phases else []
        own += [("kind", kind), ("year", NO_YEAR if dated > 0 else starts[:4])]
        yield FacetRecord(pk, own, SessionKeys(dated, folded_titles(language, title, translated.get(pk, {})), host))


SESSIONS = Collection(
    "sessions",
    SessionPage,
    (
        Facet("theme", _("Theme")),
        Facet("kind", _("Kind")),
        Facet("phase", _("Phase"), scale=True),
        Facet("region", _("Region")),
        Facet("year", _("Year"), scale=True),
        Facet("lang", _("Language")),
    ),
    (
        # What comes next depends on the day: the list puts it first.
        Sort(BY_DATE, pgettext_lazy("sort", "Upcoming, then the newest"), lambda row, _language: row.starts),
        Sort("title", pgettext_lazy("sort", "By title"), lambda row, code: row.titles[SPOKEN[code]], by_language=True),
    ),
    vocabulary,
    read,
    views=("list",),
    ranked=False,
)


def connect() -> None:
    """Once, when the models are there."""
    register(SESSIONS)
    watch("sessions", SessionPage, attrgetter("pk"))
    watch("sessions", SessionTranslation, attrgetter("subject_id"))
    watch("sessions", SessionDocument, attrgetter("session_id"))
    watch_vocabulary("sessions", Theme, Phase, Region, Country, Country.regions.through, CityPage)
