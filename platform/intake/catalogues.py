"""The programme's texts in other languages: `locale/<language>/<kind>.po` beside the files, as every translator's tool
opens them. `msgctxt` is record, field and row, `msgid` the text as it was first written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from django.db.models import Model

from core import languages

from .errors import LoadError
from .messages import SEPARATOR, Message

FOLDER = "locale"
WIDTH = 120
FUZZY = "fuzzy"
BY_TEXT = "translated_texts"  # the field of what has no column for each language
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")


def file_name(kind: str) -> str:
    """Of the kind called `kind`: `framework-items.po`."""
    return f"{kind.replace(' ', '-')}.po"


@dataclass(frozen=True)
class Translated:
    """A text in one more language; `of` is the text it was made from, which may not be today's."""

    text: str
    of: str


@dataclass
class Tally:
    """How many texts of one kind there are in one language, and how many of the original's words they have."""

    texts: Counter = field(default_factory=Counter)
    words: Counter = field(default_factory=Counter)

    def add(self, standing: str, text: str) -> None:
        self.texts[standing] += 1
        self.words[standing] += len(text.split())


TRANSLATED, MISSING, OUTDATED = STANDINGS = ("translated", "missing", "outdated")


class Catalogue:
    """The texts of one kind in one language."""

    def __init__(self, folder: Path, language: str, kind: str) -> None:
        self.language = language
        self.path = folder / FOLDER / language / file_name(kind)
        self.name = f"{FOLDER}/{language}/{self.path.name}"
        self.broken = ""
        try:
            text = self.path.read_text("utf-8") if self.path.exists() else ""
            self.file = polib.pofile(text, wrapwidth=WIDTH) if text else polib.POFile(wrapwidth=WIDTH)
        except (OSError, UnicodeDecodeError) as error:
            self.broken, self.file = str(error), polib.POFile()

    # --- reading ----------------------------------------------------------------------------------------------
    def translated(self, messages: Iterable[Message]) -> tuple[dict[str, Translated], list[LoadError]]:
        """By context, what has been translated; and what is wrong. A fuzzy text waits for its translator."""
        if self.broken:
            return {}, [LoadError(self.name, "", "", f"cannot be read: {self.broken}")]
        known = {message.context: message for message in messages if self.language in message.into}
        found: dict[str, Translated] = {}
        wrong: list[LoadError] = []
        for entry in self.file:
            if entry.obsolete or not entry.msgstr:
                continue
            record, _, place = (entry.msgctxt or "").partition(SEPARATOR)
            problem = _problem(entry, known.get(entry.msgctxt or ""), is_repeated=entry.msgctxt in found)
            if problem:
                wrong.append(LoadError(self.name, record, place, problem))
            elif FUZZY not in entry.flags:
                found[entry.msgctxt] = Translated(entry.msgstr, entry.msgid)
        return found, wrong

    def tally(self, messages: Iterable[Message]) -> Tally:
        entries = {entry.msgctxt: entry for entry in self.file if not entry.obsolete}
        tally = Tally()
        for message in messages:
            if self.language in message.into:
                tally.add(_standing(entries.get(message.context), message), message.text)
        return tally

    # --- writing ----------------------------------------------------------------------------------------------
    def updated(self, messages: Iterable[Message]) -> str:
        """The file as it should be: in the order of the programme's files, and what is no longer there at its end."""
        before = {entry.msgctxt: entry for entry in self.file}
        after = polib.POFile(wrapwidth=WIDTH)
        after.metadata = {
            "Language": self.language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }
        for message in messages:
            if self.language in message.into:
                after.append(_entry(message, before.pop(message.context, None)))
        for _context, entry in sorted(before.items()):
            if entry.msgstr:
                entry.obsolete = True
                after.append(entry)
        return str(after) + "\n" if len(after) else ""

    def write(self, text: str) -> None:
        """A kind without texts has no file."""
        if not text:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(text, "utf-8")

    def is_current(self, text: str) -> bool:
        return (self.path.read_text("utf-8") if self.path.exists() else "") == text


def _entry(message: Message, before: polib.POEntry | None) -> polib.POEntry:
    """A new text waits for its translation; one whose original has changed is fuzzy and says what it was before."""
    entry = before or polib.POEntry(msgctxt=message.context)
    if entry.msgstr and entry.msgid != message.text and FUZZY not in entry.flags:
        entry.flags.append(FUZZY)
        entry.previous_msgid = entry.msgid
    entry.msgid, entry.comment, entry.obsolete = message.text, message.hint, False
    return entry


def _standing(entry: polib.POEntry | None, message: Message) -> str:
    if entry is None or not entry.msgstr:
        return MISSING
    return OUTDATED if FUZZY in entry.flags or entry.msgid != message.text else TRANSLATED


def _problem(entry: polib.POEntry, message: Message | None, *, is_repeated: bool) -> str:
    """Why a translation cannot be loaded; empty when it can."""
    if message is None:
        return "there is no such text in the programme's files"
    if is_repeated:
        return "is translated twice"
    if FUZZY in entry.flags:
        return ""
    for what, pattern in (("placeholders", PLACEHOLDER), ("markup", MARKUP)):
        ours, theirs = (Counter(pattern.findall(text)) for text in (entry.msgid, entry.msgstr))
        if ours != theirs:
            differ = ", ".join(sorted((ours - theirs) | (theirs - ours)))
            return f"its {what} are not the original's: {differ}"
    return ""


def translated_state(
    record: str, fields: Iterable[str], state: dict[str, Any], texts: dict[str, dict[str, Translated]]
) -> dict[str, Any]:
    """`state` with what has been translated of `fields`: as `name_fr`, else in `translated_texts` by its original."""
    state = dict(state)
    by_text: dict[str, dict[str, str]] = {}
    first, *others = languages.CODES
    for name in fields:
        original = state.get(f"{name}_{first}", state.get(name))
        for code in others:
            found = texts.get(code, {}).get(f"{record}{SEPARATOR}{name}")
            text = found.text if found and found.of == original else ""
            if f"{name}_{first}" in state:
                state[f"{name}_{code}"] = state.get(f"{name}_{code}") or text
            elif text:
                by_text.setdefault(code, {})[str(original)] = text
    if any(f"{name}_{first}" not in state for name in fields):
        state[BY_TEXT] = by_text
    return state


def with_words_there(instance: Model, fields: Iterable[str], state: dict[str, Any]) -> dict[str, Any]:
    """`state` with what `instance` says in other languages, where the state, read without them, says nothing."""
    first, *others = languages.CODES
    columns = [f"{name}_{code}" for name in fields if f"{name}_{first}" in state for code in others]
    return {**state, **{name: getattr(instance, name) for name in [*columns, BY_TEXT] if state.get(name) in ("", {})}}


def strangers(folder: Path, kinds: Iterable[str]) -> list[LoadError]:
    """Folders that are no language of ours, files that are no kind's."""
    known = {file_name(kind) for kind in kinds}
    found = []
    for path in sorted((folder / FOLDER).glob("*/*.po")):
        language = path.parent.name
        if language not in languages.CODES[1:]:
            found.append(LoadError(f"{FOLDER}/{language}/{path.name}", "", "", f"“{language}” is no language of ours"))
        elif path.name not in known:
            found.append(LoadError(f"{FOLDER}/{language}/{path.name}", "", "", "there is no such kind of records"))
    return found
