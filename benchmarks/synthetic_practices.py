"""A world that does not exist, for benchmarks and for tests of many: practices with facts, words and translations.

Everything in it says so: titles begin with "Synthetic", programme ids with "synthetic-".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from benchmarks.synthetic_words import MARKS, Writer
from cities.models import CityFact, CityIndexPage, CityPage
from core.folding import fold
from core.models import Country, FrameworkItem, TargetGroup, Theme
from core.planting import plant
from facets import as_one_change, note_all
from practices.models import Assessment, Confirmation, PracticePage, PracticeTranslation

PREFIX = "synthetic-"
BATCH = 2_000
MOST_CITIES, PRACTICES_PER_CITY = 300, 20
STATUSES = {"running": 40, "ended": 30, "unknown": 12, "pilot": 8, "permanent": 6, "planned": 2, "stopped": 2}
PLACES = {  # latitude and longitude of a country's middle, in degrees
    "MA": (33.5, -6.5),
    "DZ": (36, 3),
    "TN": (36, 9.8),
    "LY": (32.2, 14),
    "EG": (30.5, 31),
    "JO": (31.8, 36),
    "LB": (33.9, 35.7),
    "TR": (39, 32),
    "GR": (39, 22),
    "IT": (43, 12),
    "ES": (40, -3.5),
    "PT": (39.5, -8),
    "FR": (46.5, 2.5),
    "DE": (51, 10),
    "AT": (47.7, 14),
    "BE": (50.8, 4.5),
    "CM": (4.5, 11),
    "SN": (14.5, -15),
}


@dataclass
class Vocabulary:
    """What practices are about; made up where the database has none."""

    themes: list[Theme] = field(default_factory=list)
    groups: list[TargetGroup] = field(default_factory=list)
    goals: list[FrameworkItem] = field(default_factory=list)
    objectives: list[FrameworkItem] = field(default_factory=list)

    @classmethod
    def read(cls) -> Vocabulary:
        framework = FrameworkItem.Framework
        return cls(
            list(Theme.objects.all()) or _made(Theme, 17),
            list(TargetGroup.objects.all()) or _made(TargetGroup, 17),
            _items(framework.SDG_GOAL, 17),
            list(FrameworkItem.objects.filter(framework=framework.GCM_OBJECTIVE))
            or _items(framework.GCM_OBJECTIVE, 23),
        )


def _made(model: type, number: int) -> list:
    rows = [
        model(code=f"{PREFIX}{place}", order=place, name_en=f"Synthetic {model._meta.verbose_name} {place}")
        for place in range(1, number + 1)
    ]
    return model.objects.bulk_create(rows)


def _items(framework: str, number: int) -> list[FrameworkItem]:
    """Those of the database, which are few where only the programme's own are loaded; else made ones."""
    known = list(FrameworkItem.objects.filter(framework=framework))
    return known or FrameworkItem.objects.bulk_create(
        FrameworkItem(framework=framework, code=str(place), order=place, name_en=f"Synthetic {framework} {place}")
        for place in range(1, number + 1)
    )


@transaction.atomic
def make_world(
    *,
    practices: int,
    languages: Sequence[str] = ("en",),
    seed: int = 1,
    progress: Callable[[int], None] = lambda _number: None,
) -> None:
    """`practices` more practices, in cities that are there or made. The first of `languages` is the original's."""
    random = Random(seed)
    with as_one_change():
        note_all()  # what is written in bulk sends no signal
        cities = make_cities(random, min(MOST_CITIES, math.ceil(practices / PRACTICES_PER_CITY)))
        make_practices(cities, practices, languages=languages, random=random, progress=progress)


# --- cities ---------------------------------------------------------------------------------------------------------
def make_cities(random: Random, number: int) -> list[CityPage]:
    """The live cities that are there; as many made ones as are missing."""
    known = list(CityPage.objects.live())
    missing = number - len(known)
    if missing <= 0:
        return known
    index = CityIndexPage.objects.get()
    first = CityPage.objects.filter(programme_id__startswith=PREFIX).count() + 1
    countries = {country.code: country for country in Country.objects.filter(code__in=PLACES)}
    made = [_city(random, place, countries) for place in range(first, first + missing)]
    plant([(index, city) for city in made])
    CityFact.objects.bulk_create(_population(random, city) for city in made)
    get_search_backend().add_bulk(CityPage, made)
    return [*known, *made]


def _city(random: Random, number: int, countries: dict[str, Country]) -> CityPage:
    code = random.choice(sorted(countries))
    latitude, longitude = PLACES[code]
    names = {f"name_{language}": f"{mark} {number}" for language, mark in MARKS.items()}
    return CityPage(
        **names,
        title=names["name_en"],
        slug=f"{PREFIX}city-{number}",
        programme_id=f"{PREFIX}city-{number}",
        country=countries[code],
        latitude=round(latitude + random.uniform(-1.2, 1.2), 4),
        longitude=round(longitude + random.uniform(-1.2, 1.2), 4),
    )


def _population(random: Random, city: CityPage) -> CityFact:
    inhabitants = int(random.lognormvariate(12.5, 1))
    return CityFact(city=city, kind=CityFact.Kind.POPULATION, value=inhabitants, year=2020, source="Synthetic")


# --- practices ------------------------------------------------------------------------------------------------------
def make_practices(
    cities: Sequence[CityPage],
    number: int,
    *,
    languages: Sequence[str] = ("en",),
    random: Random | None = None,
    progress: Callable[[int], None] = lambda _number: None,
) -> None:
    """Live practices under these cities, with their themes, evidence, translations and search rows."""
    random = random or Random(1)
    vocabulary = Vocabulary.read()
    writers = {language: Writer(random, language) for language in languages}
    first = PracticePage.objects.filter(programme_id__startswith=PREFIX).count() + 1
    for numbers in _batches(range(first, first + number)):
        pages = [_practice(random, one, writers[languages[0]]) for one in numbers]
        plant([(random.choice(cities), page) for page in pages])
        _link(random, pages, vocabulary)
        _judge(random, pages)
        translations = [page for language in languages[1:] for page in _translate(random, pages, writers[language])]
        _index(pages, translations)
        progress(len(pages))


def _batches(numbers: range) -> Iterator[range]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def _practice(random: Random, number: int, writer: Writer) -> PracticePage:
    year = random.choice(("", *map(str, range(2010, 2027))))
    page = PracticePage(
        **writer.practice(number),
        language=writer.language,
        slug=f"{PREFIX}{number}",
        programme_id=f"{PREFIX}{number}",
        status=random.choices(list(STATUSES), STATUSES.values())[0],
        starts=year and random.choice((year, f"{year}-{random.randint(1, 12):02}")),
    )
    page.words_digest = page.digest()
    return page


def _link(random: Random, pages: Sequence[PracticePage], vocabulary: Vocabulary) -> None:
    """One to three of each vocabulary."""
    for name, column, rows in (
        ("themes", "theme_id", (vocabulary.themes,)),
        ("target_groups", "targetgroup_id", (vocabulary.groups,)),
        ("framework_items", "frameworkitem_id", (vocabulary.goals, vocabulary.objectives)),
    ):
        through = getattr(PracticePage, name).through
        through.objects.bulk_create(
            through(practicepage_id=page.pk, **{column: row.pk})
            for page in pages
            for some in rows
            for row in random.sample(some, min(len(some), random.randint(1, 3)))
        )


def _judge(random: Random, pages: Sequence[PracticePage]) -> None:
    """A fifth is assessed, a tenth confirmed within the last two years."""
    assessed = random.sample(pages, len(pages) // 5)
    Assessment.objects.bulk_create(
        Assessment(practice=page, level=random.randint(0, 5), why="Synthetic") for page in assessed
    )
    today = timezone.localdate()
    Confirmation.objects.bulk_create(
        Confirmation(
            practice=page, answer="still-true", by_role="Synthetic", on=today - timedelta(days=random.randint(0, 730))
        )
        for page in random.sample(pages, len(pages) // 10)
    )


def _translate(random: Random, pages: Sequence[PracticePage], writer: Writer) -> list[PracticeTranslation]:
    """A third of them."""
    chosen = [page for page in pages if random.random() < 1 / 3]
    made = [
        PracticeTranslation(
            **writer.practice(int(page.programme_id.removeprefix(PREFIX))),
            language=writer.language,
            slug=writer.language,
            subject=page,
            made_from_digest=page.words_digest,
        )
        for page in chosen
    ]
    plant(list(zip(chosen, made, strict=True)))
    return made


def _index(pages: Sequence[PracticePage], translations: Sequence[PracticeTranslation]) -> None:
    """The search rows. What a page would ask the database for its folded words is known here already."""
    texts = {page.pk: [page.all_words()] for page in pages}
    for translation in translations:
        texts[translation.subject_id].append(translation.all_words())
    for page in pages:
        page.folded_words = fold("\n".join(texts[page.pk]))
    get_search_backend().add_bulk(PracticePage, pages)
