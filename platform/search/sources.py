"""What is searched: each kind of subject, with its public words by language, and what it is about."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from core import languages
from core.models import SubjectPage, TranslationPage, WithOriginalTitle
from core.watching import watch

CHANGES = "search"
"""Under this name is noted what the index has to read anew."""
CHUNK = 2_000

Keys = Iterable[tuple[int, str]]
"""Pairs of a subject's primary key and the key of a name (search.names) it is found by, such as `theme:3`."""


@dataclass(frozen=True)
class SearchSource:
    """The subjects of one kind. `name` is that of their collection of facets, if they are browsed.

    `about` has the paths of what a subject is about, as `values_list` takes them, and the kind of name each leads to:
    `{"themes": "theme"}`. What no path leads to is read by `more_about`, of the subjects it is given.

    Searched are the title, the intro, the named parts, the body, and the model's `searched_rows`; `more_words` are
    paths of further texts, `withheld` says of which subjects a named part is not for everybody.
    """

    name: str
    model: type[SubjectPage]
    about: Mapping[str, str]
    more_about: Callable[[QuerySet], Keys] | None = field(default=None, repr=False)
    more_words: tuple[str, ...] = ()
    among: Q = field(default_factory=Q)
    """Which of the live ones, where not all are."""
    withheld: Mapping[str, Q] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchRecord:
    """What the index reads of one live subject. Titles and words by language; the words hold the title too."""

    source: str
    pk: int
    titles: Mapping[str, list[str]]
    words: Mapping[str, list[str]]
    about: tuple[str, ...]


SOURCES: dict[str, SearchSource] = {}


def register(source: SearchSource) -> SearchSource:
    """For an `AppConfig.ready`: its subjects and their translations are searched, and read anew when they change."""
    SOURCES[source.name] = source
    watch(CHANGES, source.model, lambda page: page.pk)
    watch(CHANGES, source.model.translation_model(), lambda page: page.subject_id)
    return source


def records(pks: list[int] | None = None) -> Iterator[SearchRecord]:
    """Of the live subjects among the primary keys, or of all, whatever their kind. By columns: a hundred thousand
    pages need not be understood to be searched; in chunks: their words are not held all at once."""
    for source in SOURCES.values():
        keys = source.model.objects.live().filter(source.among).order_by("pk").values_list("pk", flat=True)
        live = list(keys if pks is None else keys.filter(pk__in=pks))
        for start in range(0, len(live), CHUNK):
            chunk = live[start : start + CHUNK]
            # of all, from one to another: to compare each row with a list of thousands takes a fifth of the time
            wanted = {"gte": chunk[0], "lte": chunk[-1]} if pks is None else {"in": chunk}
            yield from _Chunk(source, wanted).records()


class _Chunk:
    """Some subjects of one kind; a dozen queries, whatever their number. `wanted` are lookups of their keys."""

    def __init__(self, source: SearchSource, wanted: Mapping[str, object]) -> None:
        self.source, self.wanted = source, wanted
        self.subjects = source.model.objects.filter(self._wanted("pk")).order_by()
        self.withheld = {
            part: set(self.subjects.filter(condition).values_list("pk", flat=True))
            for part, condition in source.withheld.items()
        }

    def _wanted(self, key: str) -> Q:
        return Q(**{f"{key}__{lookup}": value for lookup, value in self.wanted.items()})

    def records(self) -> Iterator[SearchRecord]:
        pages = self.source.model.translation_model().objects.live()
        translations = pages.filter(self._wanted("subject")).order_by()
        live = self.subjects.live().filter(self.source.among)
        originals = self._texts(live, "pk", "alternative_titles", *self._original_title())
        translated = {
            pk: list(rows) for pk, rows in groupby(sorted(self._texts(translations, "subject_id")), lambda row: row[0])
        }
        rows, about = self._texts_of_rows(), self._about()
        for pk, language, title, texts, alternative_titles, *original_title in originals:
            titles, words = defaultdict(list, {language: [title]}), defaultdict(list, {language: texts + rows[pk]})
            for _pk, spoken, own_title, own_texts, *_none in translated.get(pk, ()):
                titles[spoken].append(own_title)
                words[spoken] += own_texts
            for spoken, other_title in alternative_titles.items():
                titles[spoken].append(other_title)
                words[spoken].append(other_title)
            for own_title, spoken in [original_title] if any(original_title) else []:
                known = spoken if spoken in languages.CODES else language  # else it is searched like the original
                titles[known].append(own_title)
                words[known].append(own_title)
            yield SearchRecord(self.source.name, pk, titles, words, tuple(about[pk]))

    def _original_title(self) -> tuple[str, ...]:
        found = issubclass(self.source.model, WithOriginalTitle)
        return ("original_title", "original_title_language") if found else ()

    def _texts(self, pages: QuerySet, key: str, *more: str) -> Iterator[tuple]:
        """Of each: the subject's key, the language, the title, all texts, and whatever `more` says."""
        model: type[SubjectPage] | type[TranslationPage] = pages.model
        parts = ("intro", *model.NAMED_PARTS)
        # most have none of them, which need not be understood
        row_words, body = Cast("row_words", TextField()), Cast("body", TextField())
        columns = pages.values_list(key, "language", "title", row_words, body, *parts, *more)
        for pk, language, title, words_of_rows, stream_data, *rest in columns.iterator(CHUNK):
            texts = [
                text
                for part, text in zip(parts, rest[: len(parts)], strict=True)
                if text and pk not in self.withheld.get(part, ())
            ]
            if words_of_rows not in ("", "{}"):
                texts += [text for row in json.loads(words_of_rows).values() for text in row.values()]
            if stream_data not in ("", "[]"):
                stream = model._meta.get_field("body").to_python(stream_data)  # type: ignore[misc]  # of the words it inherits
                texts += stream.stream_block.get_searchable_content(stream)
            yield pk, language, title, [title, *texts], *rest[len(parts) :]

    def _texts_of_rows(self) -> dict[int, list[str]]:
        texts: dict[int, list[str]] = defaultdict(list)
        for path in (*self.source.model.searched_rows, *self.source.more_words):
            for pk, text in self._along(path):
                texts[pk].append(str(text))
        return texts

    def _about(self) -> dict[int, dict[str, None]]:
        """The keys of each subject, each once."""
        keys: dict[int, dict[str, None]] = defaultdict(dict)
        for path, kind in self.source.about.items():
            for pk, other in self._along(path):
                keys[pk][f"{kind}:{other}"] = None
        for pk, key in self.source.more_about(self.subjects) if self.source.more_about else ():
            keys[pk][key] = None
        return keys

    def _along(self, path: str) -> Iterator[tuple[int, object]]:
        found = self.subjects.filter(**{f"{path}__isnull": False}).values_list("pk", path)
        return found.iterator(CHUNK)
