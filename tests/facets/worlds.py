"""Small worlds of subjects that exist nowhere, to be browsed by facets: what a room would read from the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.models import SubjectPage
from facets import Collection, Facet, FacetRecord, FacetValue, Sort, Vocabulary

COLOURS = ("red", "green", "blue", "white")
SIZES = ("small", "large")
MATTERS = ("wood", "stone", "glass")
NAMES = {"colour": COLOURS, "size": SIZES, "matter": MATTERS}


@dataclass
class World:
    """Subjects by key: what they are, and a number to sort by. `reads` notes what was asked for."""

    subjects: dict[int, dict[str, set[str]]] = field(default_factory=dict)
    age: dict[int, int] = field(default_factory=dict)
    reads: list = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    def put(self, pk: int, age: int = 0, **codes: set[str]) -> None:
        self.subjects[pk] = codes
        self.age[pk] = age

    def take(self, pk: int) -> None:
        self.subjects.pop(pk, None)

    def collection(self, name: str = "things") -> Collection:
        return Collection(
            name,
            SubjectPage,
            tuple(Facet(facet, facet.capitalize()) for facet in NAMES),
            (Sort("age", "By age", lambda row, _language: row),),
            self._vocabulary,
            self._read,
        )

    def _vocabulary(self) -> Vocabulary:
        values = {
            facet: {code: FacetValue(code, lambda _language, code=code: self.labels.get(code, code)) for code in codes}
            for facet, codes in NAMES.items()
        }
        return Vocabulary(values)

    def _read(self, _words: Vocabulary, pks: list[int] | None):
        self.reads.append(pks)
        for pk in self.subjects if pks is None else [pk for pk in pks if pk in self.subjects]:
            codes = [(facet, code) for facet, codes in self.subjects[pk].items() for code in codes]
            yield FacetRecord(pk, codes, self.age[pk])

    # --- the same answers, found by looking at every subject ---------------------------------------------------
    def fitting(self, picked: dict[str, set[str]]) -> set[int]:
        return {
            pk
            for pk, codes in self.subjects.items()
            if all(codes.get(facet, set()) & wanted for facet, wanted in picked.items() if wanted)
        }

    def recount(self, picked: dict[str, set[str]]) -> dict[tuple[str, str], int]:
        """For a ticked value, those found that have it; for any other, how many are found when it is ticked too."""
        found, counts = self.fitting(picked), {}
        for facet, codes in NAMES.items():
            for code in codes:
                if code in picked.get(facet, set()):
                    counts[facet, code] = sum(code in self.subjects[pk].get(facet, set()) for pk in found)
                else:
                    counts[facet, code] = len(self.fitting({**picked, facet: {*picked.get(facet, set()), code}}))
        return counts
