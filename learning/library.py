"""What a visitor asks of the library: languages and kinds. Within each any will do, both must hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from .models import Edition, PublicationPage, PublicationQuerySet

ALL = "all"


@dataclass(frozen=True)
class LibraryQuestion:
    """Validated: only values that exist. What was asked besides is kept to be named."""

    lang: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, asked: QueryDict, holdings: Holdings) -> LibraryQuestion:
        lang, no_lang = _sorted_out(asked.getlist("lang"), holdings.languages())
        kind, no_kind = _sorted_out(asked.getlist("kind"), PublicationPage.Kind.values)
        return cls(lang, kind, (*(("lang", value) for value in no_lang), *(("kind", value) for value in no_kind)))

    def query(self) -> str:
        """As in the address, so that a list can be kept and passed on; empty when nothing is asked."""
        pairs = [(field, value) for field in ("lang", "kind") for value in getattr(self, field)]
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, field: str, value: str) -> LibraryQuestion:
        """The question of one click more: with the value, or without it."""
        values = getattr(self, field)
        changed = tuple(one for one in values if one != value) if value in values else (*values, value)
        return replace(self, **{field: changed})

    def without(self, field: str) -> LibraryQuestion:
        return replace(self, **{field: ()})

    def answer(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        if self.lang:
            publications = publications.filter(
                pk__in=Edition.objects.filter(language__in=self.lang).values("publication_id")
            )
        return publications.filter(kind__in=self.kind) if self.kind else publications


def _sorted_out(asked: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is known, each once, and what is not; empty values and "all" ask nothing."""
    values = [value for value in dict.fromkeys(asked) if value and value != ALL]
    known = set(known)
    return tuple(v for v in values if v in known), tuple(v for v in values if v not in known)


@dataclass(frozen=True)
class Holdings:
    """Every live publication with its kind and languages: what counts are made from, in two queries."""

    kinds: dict[int, str]
    editions: dict[int, set[str]]

    @classmethod
    def read(cls) -> Holdings:
        kinds = dict(PublicationPage.objects.live().values_list("pk", "kind"))
        editions: dict[int, set[str]] = {publication: set() for publication in kinds}
        for publication, language in Edition.objects.values_list("publication_id", "language"):
            editions.get(publication, set()).add(language)
        return cls(kinds, editions)

    def languages(self) -> set[str]:
        return set().union(*self.editions.values())

    def count(self, question: LibraryQuestion) -> int:
        return sum(
            (not question.lang or not languages.isdisjoint(question.lang))
            and (not question.kind or self.kinds[publication] in question.kind)
            for publication, languages in self.editions.items()
        )
