"""Every interface word is translated and written as its language and the glossary have it, the catalogues are those of
the code as it is, and the programme's words in other languages follow the same rules. Run by `make lint`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib

from .wording_rules import problems_of, words_with_two_meanings

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "es", "ar")
PROGRAMME = ROOT / "data" / "mc2cm"
WORDS_PEOPLE_TYPE = {"terms.json"}
"""Holds what people type when they search, which is not written for others to read."""
CODE = (
    "platform",
    "cities",
    "practices",
    "learning",
    "pilots",
    "monitoring",
    "evaluations",
    "reporting",
    "home",
    "templates",
    "locale",
    "manage.py",
)


def untranslated(catalogue: polib.POFile) -> list[str]:
    """What a visitor would read in English: no translation, a guessed one, or a plural form left empty."""
    missing = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    missing += [entry for entry in catalogue if entry.msgid_plural and not all(entry.msgstr_plural.values())]
    return sorted({entry.msgid for entry in missing if not entry.obsolete})


def unfinished_plurals(catalogue: polib.POFile) -> list[str]:
    """A language has as many plural forms as its catalogue says at the top."""
    forms = re.search(r"nplurals=(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    wanted = set(range(int(forms[1]))) if forms else set()
    return [entry.msgid for entry in catalogue if entry.msgid_plural and set(entry.msgstr_plural) != wanted]


def without_context(catalogue: polib.POFile) -> list[str]:
    """Words with two meanings, used without saying which one is meant."""
    two_meanings = words_with_two_meanings()
    return [entry.msgid for entry in catalogue if entry.msgid in two_meanings and not entry.msgctxt]


def badly_written(
    language: str, entries: Iterable[polib.POEntry], *, is_prose: bool = False
) -> Iterator[tuple[str, str]]:
    """A translation, and what is wrong with it."""
    for entry in entries:
        if not entry.obsolete:
            for text in filter(None, dict.fromkeys([entry.msgstr, *entry.msgstr_plural.values()])):
                problems = problems_of(language, text, entry.msgid, is_prose=is_prose)
                yield from ((text, problem) for problem in problems)


def texts_in_languages(value: Any, language: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a file of facts that stand under a language: `"fr": ...` or `"label_fr": ...`."""
    if isinstance(value, dict):
        for key, part in value.items():
            named = key.rpartition("_")[2]
            yield from texts_in_languages(part, named if named in LANGUAGES else "" if named == "en" else language)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in_languages(part, language)
    elif isinstance(value, str) and language:
        yield language, value


def problems_of_programme(folder: Path) -> list[str]:
    """What is wrong with names and labels in the files of facts, and in the translations beside them, if any."""
    found = []
    for path in sorted(folder.glob("*.json")):
        if path.name not in WORDS_PEOPLE_TYPE:
            for language, text in texts_in_languages(json.loads(path.read_text("utf-8"))):
                found += [f"{language}: {path.name}: {problem}: {text}" for problem in problems_of(language, text)]
    for path in sorted(folder.glob("locale/*/*.po")):
        language = path.parent.name
        for text, problem in badly_written(language, polib.pofile(str(path)), is_prose=True):
            found.append(f"{language}: {path.name}: {problem}: {text}")
    return found


def collect(folder: Path) -> None:
    """`makemessages` on a copy, so that looking changes nothing."""
    for name in CODE:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    languages = [part for language in LANGUAGES for part in ("--locale", language)]
    command = [sys.executable, "manage.py", "makemessages", *languages, "--no-wrap", "--no-location"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 (our own command)


def words(catalogue: polib.POFile) -> set[tuple]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def as_written(path: Path) -> list[str]:
    """The lines of a catalogue but the day it was collected on."""
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith('"POT-Creation-Date')]


def problems() -> list[str]:
    found = []
    with tempfile.TemporaryDirectory() as name:
        collect(Path(name))
        for language in LANGUAGES:
            path = Path("locale") / language / "LC_MESSAGES" / "django.po"
            now, kept = polib.pofile(str(Path(name) / path)), polib.pofile(str(ROOT / path))
            compiled = polib.mofile(str((ROOT / path).with_suffix(".mo")))
            found += [f"{language}: not translated: {text}" for text in untranslated(now)]
            found += [f"{language}: plural forms are missing: {text}" for text in unfinished_plurals(now)]
            found += [f"{language}: {problem}: {text}" for text, problem in badly_written(language, now)]
            found += [f"{language}: not in {path}: {text[1]}" for text in sorted(words(now) - words(kept), key=str)]
            found += [f"{language}: not compiled: {text[1]}" for text in sorted(words(kept) - words(compiled), key=str)]
            if as_written(Path(name) / path) != as_written(ROOT / path):
                found += [
                    f"{language}: {path} is not as `make messages` writes it: a change would show more than itself"
                ]
        found += [f"has two meanings and no context: {text}" for text in without_context(now)]
    return found + problems_of_programme(PROGRAMME)


if __name__ == "__main__":
    if shutil.which("xgettext") is None:
        sys.exit("The words are collected by GNU gettext: install it (Debian: apt-get install gettext).")
    lines = problems()
    sys.stdout.write("\n".join([*lines, f"{len(lines)} problems with interface words\n"]))
    sys.exit(bool(lines))
