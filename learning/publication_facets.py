"""By what publications are found, in which orders they stand, and which writes change that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage
from core.models import Theme
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
from .models import Edition, PublicationPage, PublicationTranslation, SessionPage


class PublicationKeys(NamedTuple):
    """What sorts and list read of a publication: `newest` is smaller the later; `cities` are keys."""

    newest: int
    title: str
    titles: tuple[str, ...]
    cities: tuple[int, ...]


class PublicationValues(NamedTuple):
    """What keys of the database mean in codes."""

    themes: Mapping[int, str]
    cities: Mapping[int, str]


def vocabulary() -> Vocabulary:
    themes, cities = list(Theme.objects.all()), list(CityPage.objects.live())
    values = {
        "lang": languages_of_work(),
        "year": years(without=_("Year not given")),
        "kind": chosen(PublicationPage.Kind.choices, Listed.USED),
        "theme": named(themes, Listed.USED),
        "city": {city.slug: FacetValue(city.slug, label_of(city), Listed.USED) for city in cities},
    }
    own = PublicationValues(
        themes={theme.pk: theme.code for theme in themes}, cities={city.pk: city.slug for city in cities}
    )
    return Vocabulary(values, own)


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[FacetRecord]:
    """The live publications among `pks`, or all: six queries, whatever their number."""
    codes: PublicationValues = words.own
    translated = translated_titles(PublicationTranslation, pks)
    own_themes = related_keys(PublicationPage, "themes", "theme_id", pks)
    cities = related_keys(PublicationPage, "cities", "citypage_id", pks)
    of_sessions = related_keys(SessionPage, "themes", "theme_id", None)
    editions: dict[int, list[str]] = defaultdict(list)
    for pk, language in among(Edition.objects, "publication_id", pks).values_list("publication_id", "language"):
        editions[pk].append(language)
    publications = among(PublicationPage.objects.live(), "pk", pks)
    for pk, title, language, kind, year, session in publications.values_list(
        "pk", "title", "language", "kind", "year", "session_id"
    ).iterator(5_000):
        about = [city for city in cities.get(pk, ()) if city in codes.cities]
        # what names no theme is about those of the session that it came from
        themes = own_themes.get(pk) or of_sessions.get(session, ())
        own = [("lang", code) for code in editions.get(pk, ())]
        own += [("theme", codes.themes[theme]) for theme in themes if theme in codes.themes]
        own += [("city", codes.cities[city]) for city in about]
        own += [("kind", kind), ("year", f"{year:04}" if year else NO_YEAR)]
        titles = folded_titles(language, title, translated.get(pk, {}))
        keys = PublicationKeys(-year if year else 1, titles[SPOKEN[language]], titles, tuple(about))
        yield FacetRecord(pk, own, keys)


PUBLICATIONS = Collection(
    "publications",
    PublicationPage,
    (
        Facet("lang", _("Language")),
        Facet("year", _("Year"), scale=True),
        Facet("kind", _("Kind")),
        Facet("theme", _("Theme")),
        Facet("city", _("City"), by_name=True),
    ),
    (
        Sort("recent", pgettext_lazy("sort", "Most recent first"), lambda row, _language: (row.newest, row.title)),
        Sort("title", pgettext_lazy("sort", "By title"), lambda row, code: row.titles[SPOKEN[code]], by_language=True),
    ),
    vocabulary,
    read,
    views=("list",),
)


def connect() -> None:
    """Once, when the models are there."""
    register(PUBLICATIONS)
    watch("publications", PublicationPage, attrgetter("pk"))
    watch("publications", PublicationTranslation, attrgetter("subject_id"))
    watch("publications", Edition, attrgetter("publication_id"))
    watch_vocabulary("publications", Theme, CityPage, SessionPage)
