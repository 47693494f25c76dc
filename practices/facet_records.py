"""How the facets of practices are read from the database: by columns, whole, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page

from core import languages
from core.facets import Record, Vocabulary
from core.folding import fold
from core.partial_dates import WORDS_MARK

from .facet_vocabulary import NOT_ASSESSED, Known, Pair, Place
from .models import Assessment, PracticePage, PracticeTranslation

LAST = "\uffff"
SPOKEN = {code: place for place, code in enumerate(languages.CODES)}
# Each pair once, however many practices have it.
STATUS = {code: ("status", code) for code in PracticePage.Status.values}
EVIDENCE = {None: ("evidence", NOT_ASSESSED), **{level: ("evidence", str(level)) for level in Assessment.Level.values}}
LANG = {code: ("lang", code) for code in languages.CODES}


class Row(NamedTuple):
    """What the sorts read. `recent` is smaller the later it began; titles and city names are folded, by language."""

    recent: int
    title: str
    titles: tuple[str, ...]
    city: tuple[str, ...]


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[Record]:
    """The live practices among `pks`, or all: eight queries, whatever their number."""
    known: Known = words.own
    pairs, translations, levels = _linked(known, pks), _translations(pks), _levels(pks)
    for pk, path, title, language, status, starts, gcm in _practices(pks):
        place = known.paths.get(path[: -Page.steplen])
        titles = {language: title, **translations.get(pk, {})}
        own = [*pairs.get(pk, ()), *(place.pairs if place else ()), *known.framework_items.get(gcm, ())]
        own += [STATUS[status], EVIDENCE[levels.get(pk)], *(LANG[code] for code in titles)]
        yield Record(pk, own, _row(starts, titles, language, place))


def _practices(pks: list[int] | None) -> Iterable[tuple]:
    """`starts` as it is stored: a hundred thousand dates need not be understood to be sorted."""
    return (
        _among(PracticePage.objects.live(), "pk", pks)
        .annotate(began=Cast("starts", CharField()))
        .order_by()
        .values_list("pk", "path", "title", "language", "status", "began", "primary_gcm_objective_id")
        .iterator(5_000)
    )


def _among(rows, field: str, pks: list[int] | None):
    return rows if pks is None else rows.filter(**{f"{field}__in": pks})


def _linked(known: Known, pks: list[int] | None) -> dict[int, list[Pair]]:
    """What stands on the practice itself, and on the further cities it is of."""
    found: dict[int, list[Pair]] = defaultdict(list)
    places = {city: place.pairs for city, place in known.places.items()}
    for field, other, meaning in (
        ("themes", "theme_id", known.themes),
        ("target_groups", "targetgroup_id", known.target_groups),
        ("framework_items", "frameworkitem_id", known.framework_items),
        ("further_cities", "citypage_id", places),
    ):
        rows = _among(getattr(PracticePage, field).through.objects.order_by(), "practicepage_id", pks)
        for pk, key in rows.values_list("practicepage_id", other).iterator(5_000):
            found[pk] += meaning.get(key, ())
    return found


def _translations(pks: list[int] | None) -> dict[int, dict[str, str]]:
    rows = _among(PracticeTranslation.objects.filter(live=True), "subject_id", pks).order_by()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, language, title in rows.values_list("subject_id", "language", "title").iterator(5_000):
        found[pk][language] = title
    return found


def _levels(pks: list[int] | None) -> dict[int, int]:
    """The newest counts: it is read last."""
    rows = _among(Assessment.objects.order_by("on", "pk"), "practice_id", pks)
    return dict(rows.values_list("practice_id", "level"))


def _row(starts: str, titles: dict[str, str], language: str, place: Place | None) -> Row:
    folded = {code: fold(title) for code, title in titles.items()}
    own = folded[language]
    spoken = tuple(folded.get(code, own) for code in SPOKEN)
    return Row(_recent(starts), own, spoken, place.names if place else (LAST,) * len(SPOKEN))


def _recent(starts: str) -> int:
    """2016 before 2016-07 in a year, later years first, what has no date last."""
    if not starts or starts.startswith(WORDS_MARK):
        return 1
    return -int(starts.replace("-", "").ljust(8, "0"))
