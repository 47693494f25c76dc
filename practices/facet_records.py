"""How the facets of practices are read from the database: by columns, whole, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from cities.tree import city_path
from core import languages
from core.folding import fold
from core.partial_dates import newest_first_key
from facets import FacetRecord, Vocabulary

from .assessing import NOT_ASSESSED
from .facet_vocabulary import Pair, PairsByKey
from .models import Assessment, PracticePage, PracticeTranslation

LAST = "\uffff"
SPOKEN = {code: place for place, code in enumerate(languages.CODES)}
# Each pair once, however many practices have it.
STATUS = {code: ("status", code) for code in PracticePage.Status.values}
EVIDENCE = {None: ("evidence", NOT_ASSESSED), **{level: ("evidence", str(level)) for level in Assessment.Level.values}}
LANG = {code: ("lang", code) for code in languages.CODES}


class PracticeKeys(NamedTuple):
    """What the sorts read. `recent` is smaller the later it began; titles and city names are folded, by language."""

    recent: int
    title: str
    titles: tuple[str, ...]
    city: tuple[str, ...]


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[FacetRecord]:
    """The live practices among `pks`, or all: eight queries, whatever their number."""
    by_key: PairsByKey = words.own
    pairs = _pairs_of_practices(by_key, pks)
    newest_last = _among(Assessment.objects.order_by("on", "pk"), "practice_id", pks)
    levels = dict(newest_last.values_list("practice_id", "level"))
    translations: dict[int, dict[str, str]] = defaultdict(dict)
    translated = _among(PracticeTranslation.objects.filter(live=True), "subject_id", pks).order_by()
    for pk, language, title in translated.values_list("subject_id", "language", "title").iterator(5_000):
        translations[pk][language] = title
    practices = (
        _among(PracticePage.objects.live(), "pk", pks)
        # as it is stored: a hundred thousand dates need not be understood to be sorted
        .annotate(began=Cast("starts", CharField()))
        .order_by()
        .values_list("pk", "path", "title", "language", "status", "began", "primary_gcm_objective_id")
    )
    for pk, path, title, language, status, starts, gcm in practices.iterator(5_000):
        place = by_key.paths.get(city_path(path))
        titles = {language: title, **translations.get(pk, {})}
        own = [*pairs.get(pk, ()), *(place.pairs if place else ()), *by_key.framework_items.get(gcm, ())]
        own += [STATUS[status], EVIDENCE[levels.get(pk)], *(LANG[code] for code in titles)]
        folded = {code: fold(title) for code, title in titles.items()}
        keys = PracticeKeys(
            recent=newest_first_key(starts),
            title=folded[language],
            titles=tuple(folded.get(code, folded[language]) for code in SPOKEN),
            city=place.names if place else (LAST,) * len(SPOKEN),
        )
        yield FacetRecord(pk, own, keys)


def _among(rows, field: str, pks: list[int] | None):
    return rows if pks is None else rows.filter(**{f"{field}__in": pks})


def _pairs_of_practices(by_key: PairsByKey, pks: list[int] | None) -> dict[int, list[Pair]]:
    """What stands on the practice itself, and on the further cities it is of."""
    found: dict[int, list[Pair]] = defaultdict(list)
    places = {city: place.pairs for city, place in by_key.places.items()}
    for field, other, pairs in (
        ("themes", "theme_id", by_key.themes),
        ("target_groups", "targetgroup_id", by_key.target_groups),
        ("framework_items", "frameworkitem_id", by_key.framework_items),
        ("further_cities", "citypage_id", places),
    ):
        rows = _among(getattr(PracticePage, field).through.objects.order_by(), "practicepage_id", pks)
        for pk, key in rows.values_list("practicepage_id", other).iterator(5_000):
            found[pk] += pairs.get(key, ())
    return found
