"""Every interface word is translated, and the catalogues are those of the code as it is. Run by `make lint`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "es", "ar")
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
            found += [f"{language}: not in {path}: {text[1]}" for text in sorted(words(now) - words(kept), key=str)]
            found += [f"{language}: not compiled: {text[1]}" for text in sorted(words(kept) - words(compiled), key=str)]
            if as_written(Path(name) / path) != as_written(ROOT / path):
                found += [
                    f"{language}: {path} is not as `make messages` writes it: a change would show more than itself"
                ]
    return found


if __name__ == "__main__":
    if shutil.which("xgettext") is None:
        sys.exit("The words are collected by GNU gettext: install it (Debian: apt-get install gettext).")
    lines = problems()
    sys.stdout.write("\n".join([*lines, f"{len(lines)} problems with interface words\n"]))
    sys.exit(bool(lines))
