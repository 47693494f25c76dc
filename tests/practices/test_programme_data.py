"""What `make lint` refuses in the programme's facts: each thing for itself, in a small programme of its own."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from tests.programme_data import COUNTED, problems

URL = "https://lyon.example/report"
REFERENCE = {
    "id": "lyon-report",
    "url": URL,
    "title": "Rapport",
    "publisher": "Ville de Lyon",
    "language": "fr",
    "kind": "report",
}
PLACE = {"source": URL, "at": "page 3", "read_on": "2026-11-30"}
PARTS = ("summary", *COUNTED[:5])
PRACTICE = {
    "id": "lyon-desk",
    "in_depth": True,
    "sources": [URL, "seed:letter"],
    **dict.fromkeys(PARTS, "Some 1,200 people came."),
    "borne_out": {part: [PLACE] for part in PARTS},
    "numbers_checked": [{"part": part, "number": "1,200"} for part in PARTS],
}


def refused(folder: Path, practice: dict | None = None, **reference) -> list[str]:
    for file, record in {"practices": practice or PRACTICE, "references": {**REFERENCE, **reference}}.items():
        (folder / f"{file}.json").write_text(json.dumps({"records": [record]}), "utf-8")
    return problems(folder)


def test_what_is_borne_out_is_not_refused(tmp_path):
    assert refused(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"url": "https://lyon.example/other"}, f"practices.json, lyon-desk, sources: {URL} has no reference"),
        ({"title": ""}, "references.json, lyon-report, title: is missing"),
        ({"title": URL}, "references.json, lyon-report, title: is the address"),
        ({"publisher": ""}, "references.json, lyon-report, publisher: is missing, and so is the author"),
        ({"kind": "pamphlet"}, "references.json, lyon-report, kind: is none of"),
        ({"looked_at": "yesterday"}, "references.json, lyon-report, looked_at: is no day"),
    ],
)
def test_a_reference_that_cannot_be_found_again_is_refused(tmp_path, change, message):
    assert any(line.startswith(message) for line in refused(tmp_path, **change))


def _without_place(practice: dict) -> None:
    practice["borne_out"]["solution"] = []


def _few_parts(practice: dict) -> None:
    for field in (practice, practice["borne_out"]):
        del field["solution"]


def _foreign_source(practice: dict) -> None:
    practice["borne_out"]["solution"] = [{**PLACE, "source": "https://elsewhere.example/"}]


def _no_place_in_it(practice: dict) -> None:
    practice["borne_out"]["solution"] = [{**PLACE, "at": ""}]


def _place_in_words_of_its_own(practice: dict) -> None:
    practice["borne_out"]["solution"] = [{**PLACE, "at": "section “Who came” > 2nd paragraph"}]


def _unchecked_number(practice: dict) -> None:
    practice["solution"] = "Some 1,200 people came in 2019."


def _no_end(practice: dict) -> None:
    practice["solution"] = "Some 1,200 people"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_place, "solution: has text and no place in a source that bears it out (borne_out.solution)"),
        (_few_parts, "in_depth: 4 parts are borne out, not 5"),
        (_foreign_source, "borne_out.solution: https://elsewhere.example/ is not among the sources of the record"),
        (_no_place_in_it, f"borne_out.solution: does not say where in {URL}"),
        (_place_in_words_of_its_own, "borne_out.solution: “2nd paragraph” is no place; the words are page, slide,"),
        (_unchecked_number, "solution: the number 2019 is not in numbers_checked"),
        (_no_end, "solution: does not end like a sentence"),
    ],
)
def test_a_practice_in_depth_that_is_not_borne_out_is_refused(tmp_path, spoil, message):
    practice = deepcopy(PRACTICE)
    spoil(practice)

    assert any(line.startswith(f"practices.json, lyon-desk, {message}") for line in refused(tmp_path, practice))
