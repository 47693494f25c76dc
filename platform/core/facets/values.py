"""Values as rooms have them: rows with names in four languages, choices in interface words, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import get_language_info

from core import languages
from core.languages import Wording
from core.models import NamedInLanguages

from .collections import Listed, Value


def label_of(row: NamedInLanguages, prefix: str = "") -> Callable[[str], Wording]:
    """The row's name in each language, read now: the row itself is not kept."""
    names = {code: row.name_in(code) for code in languages.CODES}
    return {code: Wording(prefix + name, name.language) for code, name in names.items()}.__getitem__


def named(rows: Iterable[NamedInLanguages], listed: Listed = Listed.ALWAYS) -> dict[str, Value]:
    """A vocabulary of the database: each row has a `code`."""
    return {row.code: Value(row.code, label_of(row), listed) for row in rows}


def chosen(choices: Iterable[tuple[str, object]]) -> dict[str, Value]:
    """Codes with interface words, as in `TextChoices`."""
    return {str(code): Value(str(code), words(label)) for code, label in choices}


def words(label: object) -> Callable[[str], str]:
    """An interface word: in the visitor's language when it is shown."""
    return lambda _language: _capitalised(str(label))


def spoken() -> dict[str, Value]:
    """The site's languages, each as the visitor's language calls it."""
    return {code: Value(code, _language_name(code)) for code in languages.CODES}


def _language_name(code: str) -> Callable[[str], str]:
    return lambda _language: _capitalised(get_language_info(code)["name_translated"])


def _capitalised(label: str) -> str:
    return label[:1].upper() + label[1:]
