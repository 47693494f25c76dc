"""What the facets of sessions and of publications have in common: languages, years, titles in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst

from cities.models import LANGUAGES_OF_WORK
from core import languages
from core.folding import fold
from core.models import SubjectPage, TranslationPage
from facets import FacetValue, Listed
from facets.values import words

SPOKEN = {code: place for place, code in enumerate(languages.CODES)}
FIRST_YEAR, YEARS_AHEAD = 1900, 30
"""An address may ask for these. What is older has no value of the facet and is found in other ways."""
NO_YEAR = "none"


def languages_of_work() -> dict[str, FacetValue]:
    """Also those that the site does not speak, once something is in them."""
    return {code: FacetValue(code, _language_name(code), Listed.USED) for code, _own in LANGUAGES_OF_WORK}


def _language_name(code: str) -> Callable[[str], str]:
    """As the visitor's language calls it."""
    return lambda _language: capfirst(languages.name_of(code))


def years(without: object) -> dict[str, FacetValue]:
    """The latest first; `without` is said of what has none."""
    codes = [str(year) for year in range(date.today().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)]
    values = {code: FacetValue(code, words(code), Listed.USED) for code in codes}
    return {**values, NO_YEAR: FacetValue(NO_YEAR, words(without), Listed.USED)}


def among(rows: QuerySet, field: str, pks: list[int] | None) -> QuerySet:
    """Those whose `field` is one of the keys; all of them when there are none given."""
    return rows.order_by() if pks is None else rows.filter(**{f"{field}__in": pks}).order_by()


def related_keys(page: type[SubjectPage], field: str, other: str, pks: list[int] | None) -> dict[int, list[int]]:
    """What each page names in a field of many, by its key: `other` is that column of their table. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    own = f"{page._meta.model_name}_id"
    for pk, key in among(getattr(page, field).through.objects, own, pks).values_list(own, other).iterator(5_000):
        found[pk].append(key)
    return found


def translated_titles(translation: type[TranslationPage], pks: list[int] | None) -> dict[int, dict[str, str]]:
    """Of the public translations: by the subject's key, by language. One query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    public = among(translation.objects.filter(live=True), "subject_id", pks)
    for pk, language, title in public.values_list("subject_id", "language", "title").iterator(5_000):
        found[pk][language] = title
    return found


def folded_titles(language: str, title: str, translated: dict[str, str]) -> tuple[str, ...]:
    """As they are sorted and searched, in the order of the site's languages: where there is none, the original's."""
    original = fold(title)
    return tuple(
        original if code == language or code not in translated else fold(translated[code]) for code in languages.CODES
    )
