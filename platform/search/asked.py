"""What is asked of the index, and how it is put to Tantivy: with scores, or only whether a subject is found.

Whether asks nothing twice: the words of a field become one set, and what a wider set finds anyway is left out. That is
up to half of the time of a question whose words have many names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tantivy import Occur, Query

from .schema import SCHEMA

TIE = 0.05
"""How much of their score the other ways add that find a subject too."""


@dataclass(frozen=True)
class Terms:
    """Any of these terms in a field. One scores by how rare and how frequent it is; several score
    `alike`, whichever it is."""

    field_name: str
    terms: frozenset[str]
    weight: float = field(default=1.0, compare=False)
    alike: bool = field(default=False, compare=False)

    def scored(self) -> Query:
        if self.alike:
            return Query.const_score_query(self.unscored(), self.weight)
        (term,) = self.terms
        return _weighted(Query.term_query(SCHEMA, self.field_name, term, "freq"), self.weight)

    def unscored(self) -> Query:
        if len(self.terms) == 1:
            return Query.term_query(SCHEMA, self.field_name, next(iter(self.terms)), "freq")
        return Query.term_set_query(SCHEMA, self.field_name, sorted(self.terms))


@dataclass(frozen=True)
class AllOf:
    """Whatever each of the parts finds."""

    parts: tuple[Asked, ...]
    weight: float = field(default=1.0, compare=False)

    def scored(self) -> Query:
        return _weighted(_all(part.scored() for part in self.parts), self.weight)

    def unscored(self) -> Query:
        return _all(part.unscored() for part in self.parts)


@dataclass(frozen=True)
class AnyOf:
    """Whatever any of the parts finds."""

    parts: tuple[Asked, ...]
    weight: float = field(default=1.0, compare=False)

    def scored(self) -> Query:
        return _weighted(Query.disjunction_max_query([part.scored() for part in self.parts], TIE), self.weight)

    def unscored(self) -> Query:
        terms: dict[str, set[str]] = defaultdict(set)
        together: dict[AllOf, None] = {}
        for part in self._flat():
            if isinstance(part, Terms):
                terms[part.field_name] |= part.terms
            else:
                together[part] = None
        for name in [name for name in terms if name.startswith("title_")]:
            if terms[name] <= terms.get(name.replace("title", "words"), set()):  # which hold the title too
                del terms[name]
        asked: list[Asked] = [Terms(name, frozenset(found)) for name, found in terms.items()]
        asked += [part for part in together if not _is_within(part, terms)]
        ways = [one.unscored() for one in asked]
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def terms_in(self, field_name: str) -> frozenset[str]:
        """Of this field, any of which is enough."""
        found = [part.terms for part in self._flat() if isinstance(part, Terms) and part.field_name == field_name]
        return frozenset().union(*found)

    def _flat(self) -> Iterator[Terms | AllOf]:
        for part in self.parts:
            if isinstance(part, AnyOf):
                yield from part._flat()
            else:
                yield part


Asked = Terms | AllOf | AnyOf


def any_of(parts: Iterable[Asked], weight: float = 1.0) -> Asked:
    return AnyOf(tuple(parts), weight)


def all_of(parts: Iterable[Asked], weight: float = 1.0) -> Asked:
    wanted = tuple(parts)
    return wanted[0] if len(wanted) == 1 and weight == 1 else AllOf(wanted, weight)


def _is_within(part: AllOf, terms: dict[str, set[str]]) -> bool:
    """Whether the terms find whatever it finds, by one of its parts alone."""
    return any(isinstance(one, Terms) and one.terms <= terms.get(one.field_name, set()) for one in part.parts)


def _all(queries: Iterable[Query]) -> Query:
    wanted = list(queries)
    return wanted[0] if len(wanted) == 1 else Query.boolean_query([(Occur.Must, query) for query in wanted])


def _weighted(query: Query, weight: float) -> Query:
    return query if weight == 1 else Query.boost_query(query, weight)
