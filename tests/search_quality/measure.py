"""How well the judged questions are answered: by the interface's language, and by the file they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from django.http import QueryDict
from django.utils import translation

from facets import ask
from practices.models import PracticePage
from tests.programme import records

HERE = Path(__file__).parent
FILES = {"to tune on": "queries.json", "kept aside": "queries_kept_aside.json"}
FIRST = 10


@dataclass(frozen=True)
class Judged:
    query: str
    language: str
    relevant: frozenset[str]
    """`programme_id`s of practices."""


@dataclass(frozen=True)
class Measured:
    judged: Judged
    hits: tuple[str, ...]
    """`programme_id`s in their order."""

    @property
    def reciprocal_rank(self) -> float:
        """1 over the place of the first relevant hit."""
        return next((1 / place for place, hit in enumerate(self.hits, 1) if hit in self.judged.relevant), 0)

    @property
    def recall(self) -> float:
        """Relevant ones among the first ten, over as many as there could be."""
        found = self.judged.relevant & set(self.hits[:FIRST])
        return len(found) / min(FIRST, len(self.judged.relevant))

    @property
    def excess(self) -> float:
        """Hits for each relevant practice there is."""
        return len(self.hits) / len(self.judged.relevant)


def judged(name: str) -> list[Judged]:
    rows = json.loads((HERE / name).read_text())
    held = {record["id"] for record in records("practices") if "hold" in record}  # cannot be found, and should not
    return [Judged(row["query"], row["language"], frozenset(row["relevant"]) - held) for row in rows]


def measured(queries: Iterable[Judged]) -> list[Measured]:
    ids = dict(PracticePage.objects.values_list("pk", "programme_id"))
    found = []
    for one in queries:
        asked = QueryDict(mutable=True)
        asked["q"] = one.query
        with translation.override(one.language):
            answer = ask("practices", asked)
            hits = tuple(ids[pk] for pk in answer.pks(one.language, 0, len(answer)))
        found.append(Measured(one, hits))
    return found


def line(name: str, results: list[Measured]) -> str:
    return (
        f"| {name} | {len(results)} | {mean(one.reciprocal_rank for one in results):.2f} "
        f"| {mean(one.recall for one in results):.2f} | {median(one.excess for one in results):.1f} |"
    )


def table(results: dict[str, list[Measured]]) -> str:
    """As it stands in docs/search-quality.md."""
    lines = [
        "| queries | number | mean reciprocal rank | recall at 10 | hits for each relevant one, median |",
        "|---|---|---|---|---|",
    ]
    for name, of_file in results.items():
        lines.append(line(name, of_file))
        for code in dict.fromkeys(one.judged.language for one in of_file):
            lines.append(line(f"{name}, {code}", [one for one in of_file if one.judged.language == code]))
    return "\n".join(lines)
