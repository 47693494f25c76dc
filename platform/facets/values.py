"""Values as rooms have them: rows with names in four languages, choices in interface words, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from core import languages
from core.languages import Wording
from core.models import NamedInLanguages

from .collections import FacetValue, Listed


def label_of(row: NamedInLanguages | NamedRow, prefix: str = "") -> Callable[[str], Wording]:
    """The row's name in each language, read now: the row itself is not kept."""
    names = {code: row.name_in(code) for code in languages.CODES}
    return {code: Wording(prefix + name, name.language) for code, name in names.items()}.__getitem__


class NamedRow(Protocol):
    """A row of a vocabulary of the database."""

    @property
    def code(self) -> str: ...

    def name_in(self, language: str) -> Wording: ...


def named(rows: Iterable[NamedRow], listed: Listed = Listed.ALWAYS) -> dict[str, FacetValue]:
    return {row.code: FacetValue(row.code, label_of(row), listed) for row in rows}


def chosen(choices: Iterable[tuple[str, object]], listed: Listed = Listed.ALWAYS) -> dict[str, FacetValue]:
    """Codes with interface words, as in `TextChoices`."""
    return {str(code): FacetValue(str(code), words(label), listed) for code, label in choices}


def words(label: object) -> Callable[[str], str]:
    """An interface word: in the visitor's language when it is shown."""
    return lambda _language: _capitalised(str(label))


def spoken() -> dict[str, FacetValue]:
    """The site's languages, each as the visitor's language calls it."""

    def name(code: str) -> Callable[[str], str]:
        return lambda _language: _capitalised(languages.name_of(code))

    return {code: FacetValue(code, name(code)) for code in languages.CODES}


def _capitalised(label: str) -> str:
    return label[:1].upper() + label[1:]
