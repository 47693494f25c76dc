"""What a visitor asks: one object, validated from the address, for page, counts, feeds and files alike."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from .collections import Collection
from .index import Index
from .text import cleaned, says_nothing

RELEVANCE = "relevance"
MOST_IGNORED = 5  # a notice names no more: an address may hold thousands


@dataclass(frozen=True)
class Question:
    """OR inside a facet, AND between facets. `picked` holds the facets that have a value, with these.

    `ignored` are (parameter, value) pairs that mean nothing here: they are left out, and named in a notice.
    """

    text: str = ""
    picked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    view: str = ""
    page: int = 1
    ignored: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict, index: Index) -> Question:
        """Whatever the address says: what is not known is ignored, never an error."""
        collection, ignored = index.collection, []
        picked = []
        for facet in collection.facets:
            known, unknown = _sift(query.getlist(facet.name), index.vocabulary.values.get(facet.name, {}))
            ignored += [(facet.name, value) for value in unknown]
            picked += [(facet.name, known)] if known else []
        text, sort = _text(query, ignored), _choice(query, "sort", sorts_of(collection), ignored)
        return cls(
            text=text,
            picked=tuple(picked),
            sort=sort if sort != usual_sort(collection, text) else "",
            view=_choice(query, "view", collection.views, ignored),
            page=_number(query, ignored),
            ignored=tuple(ignored[:MOST_IGNORED]),
        )

    # --- what it asks -----------------------------------------------------------------------------------------
    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.picked)

    def codes(self, facet: str) -> tuple[str, ...]:
        return dict(self.picked).get(facet, ())

    # --- questions near this one: always at the first page ----------------------------------------------------
    def toggled(self, facet: str, code: str) -> Question:
        """With the value if it was without, without it if it was with."""
        codes = self.codes(facet)
        kept = tuple(one for one in codes if one != code) if code in codes else (*codes, code)
        return replace(self, picked=_with(self.picked, facet, kept), page=1, ignored=())

    def without(self, facet: str) -> Question:
        return replace(self, picked=_with(self.picked, facet, ()), page=1, ignored=())

    def without_text(self) -> Question:
        return self.with_text("")

    def with_text(self, text: str) -> Question:
        return replace(self, text=text, page=1, ignored=())

    def cleared(self) -> Question:
        """Without text and filters; how to show the results stays."""
        return replace(self, text="", picked=(), page=1, ignored=())

    def shown(self, **how) -> Question:
        """The same results another way: `sort`, `view` or `page`."""
        return replace(self, **{"page": 1, "ignored": (), **how})

    # --- as an address ----------------------------------------------------------------------------------------
    def url(self, path: str, index: Index) -> str:
        """Canonical: parameters in the facets' order, values in the vocabulary's, and only what is not usual."""
        pairs: list[tuple[str, str | int]] = [("q", self.text)] if self.text else []
        chosen = dict(self.picked)
        for name in (facet.name for facet in index.collection.facets if facet.name in chosen):
            codes = chosen[name]  # a page writes some hundred addresses: one code needs no look at all countries
            in_order = codes if len(codes) == 1 else [code for code in index.vocabulary.values[name] if code in codes]
            pairs += [(name, code) for code in in_order]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", self.page)] if self.page > 1 else []
        pairs += [("view", self.view)] if self.view not in ("", index.collection.views[0]) else []
        return f"{path}?{urlencode(pairs)}" if pairs else path


def sorts_of(collection: Collection) -> list[str]:
    return [*(sort.name for sort in collection.sorts), RELEVANCE]


def usual_sort(collection: Collection, text: str) -> str:
    """Who asks for words wants what is nearest to them, in most lists; others the first sort there is."""
    return RELEVANCE if text and collection.ranked else collection.sorts[0].name


def _sift(values: Iterable[str], known: Container[str]) -> tuple[tuple[str, ...], list[str]]:
    given = [value for value in dict.fromkeys(values) if value]
    return tuple(value for value in given if value in known), [value for value in given if value not in known]


def _with(picked: tuple, facet: str, codes: tuple[str, ...]) -> tuple:
    others = tuple(pair for pair in picked if pair[0] != facet)
    return (*others, (facet, codes)) if codes else others


def _text(query: QueryDict, ignored: list) -> str:
    text = cleaned(query.get("q", ""))
    if text and says_nothing(text):
        ignored.append(("q", text))
        return ""
    return text


def _choice(query: QueryDict, name: str, known: Iterable[str], ignored: list) -> str:
    value = query.get(name, "")
    if value and value not in known:
        ignored.append((name, value))
        return ""
    return value


def _number(query: QueryDict, ignored: list) -> int:
    value = query.get("page", "") or "1"
    if value.isascii() and value.isdigit() and int(value[:9]) > 0:
        return int(value[:9])
    ignored.append(("page", value))
    return 1
