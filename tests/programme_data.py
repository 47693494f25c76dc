"""The programme's facts rest on sources: every address has its reference, every practice in depth its places.

`python -m tests.programme_data [folder]`, run by `make lint`. What it says is file, record, field: what is wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.places import WORDS, read_places

FOLDER = Path(__file__).resolve().parents[1] / "data" / "mc2cm"
FILES = (
    "cities",
    "events",
    "indicators",
    "organisations",
    "pilots",
    "practices",
    "publications",
    "sessions",
    "themes",
)
ARCHIVE = "seed:"
KINDS = (
    "report",
    "article",
    "news",
    "web page",
    "declaration",
    "law",
    "dataset",
    "presentation",
    "leaflet",
    "book",
    "video",
)
REQUIRED = ("id", "url", "title", "language", "kind")
BORNE_OUT = 5
"""Parts, for a practice to be one in depth."""
NAMED = (
    "summary",
    "problem",
    "solution",
    "in_place",
    "cost",
    "results",
    "did_not_work",
    "lessons",
    "participation",
    "sustainability",
)
COUNTED = tuple(name for name in NAMED if name != "summary")
"""A summary says nothing that another part does not say."""
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SENTENCE_ENDS = (".", "!", "?", ".”", "!”", "?”", ".)", "…")


def records(folder: Path, file: str) -> list[dict]:
    path = folder / f"{file}.json"
    return json.loads(path.read_text("utf-8"))["records"] if path.exists() else []


def addresses(record: dict) -> Iterator[tuple[str, str]]:
    """Fields that name a source by its address, with the address."""
    yield from (("sources", source) for source in record.get("sources") or [])
    for field, value in record.items():
        if field.endswith("_figures"):
            yield from ((f"{field}.source", row["source"]) for row in value if row.get("source"))
    evidence = record.get("evidence")  # of an indicator it is a word
    if isinstance(evidence, dict):
        yield from (("evidence.sources", source) for source in evidence.get("sources") or [])


def problems_of_references(folder: Path) -> Iterator[str]:
    """Each is there once and says what is needed to find the source again."""
    known = records(folder, "references")
    for key in ("id", "url"):
        counts = Counter(reference.get(key) for reference in known)
        yield from (f"references.json, {one}, {key}: is there twice" for one, number in counts.items() if number > 1)
    for reference in known:
        yield from (f"references.json, {reference.get('id')}, {line}" for line in problems_of_reference(reference))


def problems_of_reference(reference: dict) -> Iterator[str]:
    yield from (f"{name}: is missing" for name in REQUIRED if not reference.get(name))
    if not (reference.get("publisher") or reference.get("author")):
        yield "publisher: is missing, and so is the author"
    if reference.get("kind", KINDS[0]) not in KINDS:
        yield f"kind: is none of {', '.join(KINDS)}"
    if not DAY.fullmatch(reference.get("looked_at", "2026-11-30")):
        yield "looked_at: is no day, for example 2026-11-30"
    if reference.get("title") == reference.get("url"):
        yield "title: is the address"


def problems_of_addresses(folder: Path) -> Iterator[str]:
    """Each has its reference, but for documents of the archive."""
    urls = {reference.get("url") for reference in records(folder, "references")}
    for file in FILES:
        for record in records(folder, file):
            for field, address in addresses(record):
                if address not in urls and not address.startswith(ARCHIVE):
                    yield f"{file}.json, {record['id']}, {field}: {address} has no reference in references.json"


def problems_of_places(practice: dict) -> Iterator[str]:
    """A part that is said to be borne out is so by a place in one of the practice's sources."""
    for part, places in (practice.get("borne_out") or {}).items():
        field = f"borne_out.{part}"
        if part not in NAMED:
            yield f"{field}: is no part"
        elif not text_of(practice, part):
            yield f"{field}: the part has no text"
        for place in places:
            if place.get("source") not in practice.get("sources", []):
                yield f"{field}: {place.get('source')} is not among the sources of the record"
            if not place.get("at"):
                yield f"{field}: does not say where in {place.get('source')}"
            else:
                yield from (f"{field}: {line}" for line in problems_of_place(place["at"]))
            if not DAY.fullmatch(place.get("read_on") or ""):
                yield f"{field}: does not say on which day {place.get('source')} was read"


def problems_of_place(at: str) -> Iterator[str]:
    """Its words are those that the interface writes in every language."""
    try:
        read_places(at)
    except ValueError as error:
        yield f"“{error}” is no place; the words are {', '.join(WORDS)}"


def text_of(practice: dict, part: str) -> str:
    """What it cost stands in the note of the budget, where it is not a part of its own."""
    text = practice.get(part) or ((practice.get("budget") or {}).get("note") if part == "cost" else "")
    return (text or "").strip()


def problems_of_depth(practice: dict) -> Iterator[str]:
    """What a practice has to be to be called one in depth."""
    written = {part: text for part in NAMED if (text := text_of(practice, part))}
    borne_out = practice.get("borne_out") or {}
    checked = {(row.get("part"), row.get("number")) for row in practice.get("numbers_checked") or []}
    if "summary" not in written:
        yield "summary: is missing"
    for part, text in written.items():
        if not borne_out.get(part):
            yield f"{part}: has text and no place in a source that bears it out (borne_out.{part})"
        if not text.endswith(SENTENCE_ENDS):
            yield f"{part}: does not end like a sentence"
        for number in dict.fromkeys(NUMBER.findall(text)):
            if (part, number) not in checked:
                yield f"{part}: the number {number} is not in numbers_checked"
    count = sum(bool(borne_out.get(part)) for part in COUNTED)
    if count < BORNE_OUT:
        yield f"in_depth: {count} parts are borne out, not {BORNE_OUT}"


def problems(folder: Path = FOLDER) -> list[str]:
    found = [*problems_of_references(folder), *problems_of_addresses(folder)]
    for practice in records(folder, "practices"):
        lines = list(problems_of_places(practice))
        lines += problems_of_depth(practice) if practice.get("in_depth") else []
        found += [f"practices.json, {practice['id']}, {line}" for line in lines]
    return found


if __name__ == "__main__":
    lines = problems(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    sys.stdout.write("\n".join([*lines, f"{len(lines)} problems with the sources of the programme's facts\n"]))
    sys.exit(bool(lines))
