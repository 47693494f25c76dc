"""What records of several kinds say in the same way: names, sources, notes, figures, a first sentence."""

from __future__ import annotations

import re
from typing import Any

from core import languages

from .files import Record
from .row_ids import ROW

ORIGINAL_TITLE = ("original_title", "original_title_language")  # for `Kind.added`
ARCHIVE = "seed:"  # a document of the programme's archive, whose file name is nobody's business
LONGEST_INTRO = 300
OURS = "No official name known, our own words in"  # what `unofficial` lists: languages
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")


def names(record: Record, field: str = "label") -> dict[str, str]:
    """The names per language that `field` holds; English is required."""
    label = record.part(field)
    if not record.has(field):
        record.refuse(field, "is missing")
    return {f"name_{code}": label.text(code, required=code == "en" and record.has(field)) for code in languages.CODES}


def titles(record: Record, field: str = "names") -> dict[str, str]:
    """Titles known in other languages, by language."""
    known = record.part(field)
    for code in known.data:
        if code not in languages.CODES:
            known.refuse(code, f"is none of {', '.join(languages.CODES)}")
    return {code: title for code in languages.CODES if (title := known.text(code))}


def original_title(record: Record) -> dict[str, str]:
    """What it is called where it is, if that is another name than the one in the files."""
    part = record.part("original_title")
    language = part.text("language", required=record.has("original_title"))
    if language and language not in dict(languages.OF_THE_WORLD):
        part.refuse("language", f"“{language}” is no language that we know")
    return {
        "original_title": part.text("text", required=record.has("original_title")),
        "original_title_language": language,
    }


def sources(record: Record, *others: Record) -> list[dict[str, Any]]:
    """Where it was read, each once, as references; what comes from the archive is one source without an address."""
    urls: dict[str, None] = {}
    for one in (record, *others):
        for text in one.texts("sources"):
            urls["" if text.startswith(ARCHIVE) else one.checked_address("sources", text)] = None
    return [record.programme.reference(url) if url else {"label": "", "url": ""} for url in urls]


def notes(record: Record, **lines: str) -> str:
    """What only editors read: one line for each field that says anything, called by its name in `lines`."""
    found = []
    for field, name in lines.items():
        value = record.data.get(field)
        values = value if isinstance(value, list) else [value]
        found += [f"{name}: {text}" for text in values if text not in (None, "")]
    return "\n".join(found)


def first_sentence(text: str, longest: int = LONGEST_INTRO) -> str:
    """The first sentence, cut at a word when it is too long."""
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    if len(sentence) <= longest:
        return sentence
    return sentence[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def figures(record: Record, field: str, **facts: object) -> list[dict[str, Any]]:
    """Rows of numbers; how exact they are and their unit is read from the end of the label.

    Their source is the one they name, else the record's, where it has only one.
    """
    addresses = [source["url"] for source in sources(record) if source["url"]]
    only = addresses[0] if len(addresses) == 1 else ""
    return [figure(part, "figure_endings") | _sourced(source_of(part) or only) | facts for part in record.parts(field)]


def _sourced(address: str) -> dict[str, str]:
    return {"source": address} if address else {}


def source_of(part: Record) -> str:
    """The address that this part of a record names by itself."""
    address = part.address("source")
    return part.programme.reference(address)["url"] if address else ""


def figure(part: Record, table: str) -> dict[str, Any]:
    """One number, with what the ending of its label says."""
    words = part.text("label", required=True)
    label, entry = part.programme.tables.ending(table, words)
    if entry.get("keep"):
        label = words
    if label == words and not entry and words.endswith(")"):
        part.refuse_words("label", table, words[words.rfind("(") :])
    facts: dict[str, Any] = {key: entry[key] for key in ("qualifier", "unit", "kind") if key in entry}
    return {
        ROW: part,
        "label": label,
        "value": part.number("value", required=True) or 0,
        "year": part.integer("year"),
        **facts,
    }
