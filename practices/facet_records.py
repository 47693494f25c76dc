"""How the facets of practices are read from the database: by columns, whole, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, Model
from django.db.models.functions import Cast
from wagtail.models import Page

from core import languages
from core.facets import Record, Vocabulary
from core.folding import fold
from core.partial_dates import WORDS_MARK

from .facet_vocabulary import NOT_ASSESSED, Known, Place
from .models import Assessment, PracticePage, PracticeTranslation

LAST = "\uffff"
SPOKEN = {code: place for place, code in enumerate(languages.CODES)}


class Row(NamedTuple):
    """What the sorts read. `recent` is smaller the later it began; titles and city names are folded, by language."""

    recent: int
    title: str
    titles: tuple[str, ...]
    city: tuple[str, ...]


def read(words: Vocabulary, pks: list[int] | None) -> Iterable[Record]:
    """The live practices among `pks`, or all: nine queries, whatever their number."""
    known: Known = words.own
    codes = _codes(known, pks)
    translations, levels = _translations(pks), dict(_levels_of(pks))
    further = _further(known, pks)
    for pk, path, title, language, status, starts, gcm in _practices(pks):
        own = codes.get(pk, {})
        place = known.places.get(known.paths.get(path[: -Page.steplen]))
        places = [place, *further.get(pk, ())] if place else further.get(pk, ())
        titles = {language: title, **translations.get(pk, {})}
        yield Record(
            pk,
            {
                **own,
                **_of_places(places),
                "gcm": {*own.get("gcm", ()), *_primary(known, gcm)},
                "status": (status,),
                "evidence": (str(levels.get(pk, NOT_ASSESSED)),),
                "lang": titles,
            },
            _row(starts, titles, language, place),
        )


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


def _pairs(many: Model, other: str, pks: list[int] | None) -> Iterable[tuple[int, int]]:
    rows = _among(many.objects.order_by(), "practicepage_id", pks)
    return rows.values_list("practicepage_id", other).iterator(5_000)


def _codes(known: Known, pks: list[int] | None) -> dict[int, dict[str, set[str]]]:
    """The codes that stand on the practice itself. A target of a goal says the goal too."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field, other, meaning in (
        ("themes", "theme_id", known.themes),
        ("target_groups", "targetgroup_id", known.target_groups),
        ("framework_items", "frameworkitem_id", known.framework_items),
    ):
        for pk, key in _pairs(getattr(PracticePage, field).through, other, pks):
            if key in meaning:
                name, code = meaning[key]
                found[pk][name].add(code)
                if name == "sdg" and "." in code:
                    found[pk][name].add(code.partition(".")[0])
    return found


def _primary(known: Known, item: int | None) -> tuple[str, ...]:
    name, code = known.framework_items.get(item, ("", ""))
    return (code,) if name == "gcm" else ()


def _translations(pks: list[int] | None) -> dict[int, dict[str, str]]:
    rows = _among(PracticeTranslation.objects.filter(live=True), "subject_id", pks).order_by()
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, language, title in rows.values_list("subject_id", "language", "title").iterator(5_000):
        found[pk][language] = title
    return found


def _levels_of(pks: list[int] | None) -> Iterable[tuple[int, int]]:
    """The newest last, so that it counts."""
    rows = _among(Assessment.objects.order_by("on", "pk"), "practice_id", pks)
    return rows.values_list("practice_id", "level")


def _further(known: Known, pks: list[int] | None) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for pk, city in _pairs(PracticePage.further_cities.through, "citypage_id", pks):
        if city in known.places:
            found[pk].append(known.places[city])
    return found


def _of_places(places: Iterable[Place]) -> dict[str, Iterable[str]]:
    """A practice of several cities is found by each of them."""
    return {
        "city": {place.city for place in places},
        "country": {code for place in places for code in place.country},
        "region": {code for place in places for code in place.regions},
        "size": {place.size for place in places},
    }


def _row(starts: str, titles: dict[str, str], language: str, place: Place | None) -> Row:
    own = fold(titles[language])
    folded = own if len(titles) == 1 else None
    spoken = (own,) * len(SPOKEN) if folded else tuple(fold(titles.get(code, titles[language])) for code in SPOKEN)
    return Row(_recent(starts), own, spoken, place.names if place else (LAST,) * len(SPOKEN))


def _recent(starts: str) -> int:
    """2016 before 2016-07 in a year, later years first, what has no date last."""
    if not starts or starts.startswith(WORDS_MARK):
        return 1
    return -int(starts.replace("-", "").ljust(8, "0"))
